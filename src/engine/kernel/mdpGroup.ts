/** Exact runs on one Markov decision process in the kernel: several in lockstep, or a single one in the first of two lanes. */
import type { NumericMdp } from '../../model/numericMdp.js';
import { isTabular } from '../algorithms/catalogue.js';
import { QUAD } from '../lanes.js';
import { rateOf } from '../learningRate.js';
import { evaluationWork, structureOf } from '../mdp/evaluation.js';
import { type PairRows, pairRowsOf } from '../mdp/rows.js';
import type { Run } from '../run.js';
import { LaneGroup } from './laneGroup.js';
import { type ArrayName, instantiate } from './module.js';

export class MdpKernelGroup extends LaneGroup {
  /** @param runs on the same process, with the same `lockstepKey`, all after the same number of updates. */
  constructor(runs: readonly Run[], mdp: NumericMdp) {
    const [{ job }] = runs as [Run];
    const rows = pairRowsOf(mdp, { tabular: isTabular(job.algorithm) });
    const { elimination } = structureOf(mdp);
    const n = mdp.rewards.length;
    const lanes = runs.length === 1 ? 2 : Math.ceil(runs.length / QUAD) * QUAD;
    const kernel = instantiate((each) =>
      each.reserveStates(
        elimination.size,
        n,
        rows.dimensions,
        lanes,
        mdp.next.length,
        elimination.columns.length,
        elimination.program.length,
        rows.coordinates !== null,
      ),
    );
    super(
      runs,
      kernel,
      lanes,
      lanes * (evaluationWork(mdp) + n * ((rows.rows ? 2 * rows.dimensions : 2) + 20)),
    );
    this.#putProcess(mdp, rows);
    // Idle lanes repeat the first run.
    for (let lane = 0; lane < lanes; lane++) {
      const run = runs[lane] ?? runs[0]!;
      this.put('rate', lane, [rateOf(run.job.learningRate, mdp, run.job.algorithm)]);
      if (run.job.stop.kind !== 'never') this.put('below', lane, [run.job.stop.below]);
      this.putState(lane, run);
    }
  }

  protected override advanceLanes(n: number): void {
    this.kernel.advanceStates(n, this.watched);
  }

  #putProcess(mdp: NumericMdp, { dimensions, rows, coordinates }: PairRows): void {
    const { elimination, slotOf, discounted } = structureOf(mdp);
    const n = mdp.rewards.length;
    this.#putIndices('stateOffsets', mdp.offsets);
    this.#putNumbers('stateRewards', mdp.rewards);
    this.#putNumbers('stateShortfalls', mdp.optimum.shortfalls);
    this.#putNumbers('stateStart', mdp.start);
    this.#putIndices('transitionBegin', mdp.begin);
    this.#putIndices('transitionSlots', slotOf);
    this.#putIndices('transitionNext', mdp.next);
    this.#putNumbers('transitionWeights', discounted);
    this.#putIndices('eliminationOrder', elimination.order);
    this.#putIndices('rowBegin', elimination.begin);
    this.#putIndices('rowDiagonal', elimination.diagonal);
    this.#putIndices('slotColumns', elimination.columns);
    this.#putIndices('eliminationProgram', elimination.program);
    if (coordinates) {
      this.#putIndices('rowCoordinates', coordinates);
      return;
    }
    this.#putNumbers('rowFeatures', rows);
    const columns = new Float64Array(n * dimensions);
    for (let i = 0; i < n; i++)
      for (let k = 0; k < dimensions; k++) columns[k * n + i] = rows[i * dimensions + k]!;
    this.#putNumbers('rowColumns', columns);
  }

  #putNumbers(name: ArrayName, values: ArrayLike<number>): void {
    this.numbers.set(values, this.kernel[name].value / 8);
  }

  #putIndices(name: ArrayName, values: ArrayLike<number>): void {
    this.halves.set(values, this.kernel[name].value / 4);
  }
}
