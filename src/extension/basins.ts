/** Maps the basins that panels ask for; for each panel only the latest request. */
import type { ExperimentRunner } from '../experiment/runner.js';
import type { BasinMap } from '../flow/basins.js';
import type { BasinRequest } from '../shared/fromPanel.js';
import type { Reply } from '../shared/requests.js';
import type { Panel } from './panel.js';

export class Basins {
  readonly #runner: Pick<ExperimentRunner, 'basins'>;
  readonly #active = new WeakMap<Panel, AbortController>();

  constructor(runner: Pick<ExperimentRunner, 'basins'>) {
    this.#runner = runner;
  }

  /** Answers with each level of the map, until the panel asks for another map or closes. */
  async map(
    panel: Panel,
    { square, most, features, rewards, mdp }: BasinRequest,
    reply: Reply<'basins'>,
  ): Promise<void> {
    this.#active.get(panel)?.abort();
    const abort = new AbortController();
    this.#active.set(panel, abort);
    const closed = panel.onDidDispose(() => abort.abort());
    try {
      const onLevel = (map: BasinMap) => reply({ map: copied(map) });
      const problem = { features, rewards, ...(mdp && { mdp }) };
      await this.#runner.basins(problem, { square, most }, onLevel, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      closed.dispose();
    }
  }
}

/** A copy, since the arrays change while a message is being sent. */
function copied(map: BasinMap): BasinMap {
  return { ...map, codes: map.codes.slice(), computed: map.computed.slice() };
}
