/** Maps the basins that panels wish for: of each panel the latest wish only. */

import type { ExperimentRunner } from '../experiment/runner.js';
import type { BasinMap } from '../flow/basins.js';
import type { BasinWish } from '../shared/pictures.js';
import type { Panel } from './panel.js';

export class Basins {
  readonly #runner: Pick<ExperimentRunner, 'basins'>;
  readonly #going = new WeakMap<Panel, AbortController>();

  constructor(runner: Pick<ExperimentRunner, 'basins'>) {
    this.#runner = runner;
  }

  /** Tells the panel each level of the map, until the panel wishes for another. */
  async map(panel: Panel, { wish, square, ...problem }: BasinWish): Promise<void> {
    this.#going.get(panel)?.abort();
    const abort = new AbortController();
    this.#going.set(panel, abort);
    const closed = panel.onDidDispose(() => abort.abort());
    try {
      await this.#runner.basins(
        problem,
        square,
        (map) => panel.send({ type: 'basins', news: { wish, map: copied(map) } }),
        abort.signal,
      );
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      closed.dispose();
    }
  }
}

/** The arrays go on changing while a message is on its way. */
function copied(map: BasinMap): BasinMap {
  return { ...map, codes: map.codes.slice(), computed: map.computed.slice() };
}
