/** Runs on bandits in the kernel: several in lockstep, one in each SIMD lane, or a single one. */
import type { NumericProblem } from '../../model/problem.js';
import { isTabular } from '../algorithms/catalogue.js';
import { shortfalls } from '../gradient.js';
import { QUAD } from '../lanes.js';
import { rateOf } from '../learningRate.js';
import { shapeOf } from '../random/gamma.js';
import type { Xoshiro256 } from '../random/words.js';
import type { Run } from '../run.js';
import { LaneGroup } from './laneGroup.js';
import { instantiate } from './module.js';

const NOISES = { none: 0, bernoulli: 1, gaussian: 2, beta: 3 } as const;

/** Up to this many actions, every lane has features of its own even if all are equal, since assembly/small.ts supports only that. */
const FEW_ACTIONS = 64;
const FEW_PARAMETERS = 4;

export class KernelGroup extends LaneGroup {
  readonly #solo: boolean;
  readonly #advance: (iterations: number) => void;

  /** @param runs one, or several with the same `lockstepKey`, all after the same number of updates. */
  constructor(runs: readonly Run[]) {
    const [{ problem, job }] = runs as [Run];
    const { dimensions, noise } = problem;
    const actions = problem.rewards.length;
    const tabular = isTabular(job.algorithm);
    const sampled = job.gradient === 'sampled';
    const solo = runs.length === 1;
    const lanes = solo ? 1 : Math.ceil(runs.length / QUAD) * QUAD;
    const own =
      !solo &&
      !tabular &&
      ((actions <= FEW_ACTIONS && dimensions <= FEW_PARAMETERS) ||
        runs.some((run) => !sameFeatures(run.problem, problem)));
    const kernel = instantiate((each) =>
      each.reserve(actions, dimensions, lanes, tabular, own, sampled && noise.kind === 'beta'),
    );
    super(runs, kernel, lanes, actions * ((tabular ? 0 : dimensions) + 10) * lanes);
    this.#solo = solo;

    const random = NOISES[noise.kind];
    this.#advance = sampled
      ? (n) => (solo ? kernel.advanceSoloSampled : kernel.advanceSampled)(n, random, this.watched)
      : (n) => (solo ? kernel.advanceSoloExact : kernel.advanceExact)(n, this.watched);

    if (!tabular && !own) this.#putSharedFeatures(problem);
    // Idle lanes repeat the first run.
    for (let lane = 0; lane < lanes; lane++) {
      const run = runs[lane] ?? runs[0]!;
      if (own) this.put('features', lane, run.problem.features);
      this.#putProblem(lane, run);
      this.putState(lane, run);
    }
    if (solo && tabular && actions % 2 === 1) this.put('theta', 0, [Number.NEGATIVE_INFINITY], actions);
  }

  protected override advanceLanes(n: number): void {
    this.#advance(n);
  }

  #putProblem(lane: number, { problem, job }: Run): void {
    const { rewards, noise } = problem;
    this.put('rewards', lane, rewards);
    this.put('shortfalls', lane, shortfalls(rewards));
    this.put('rate', lane, [rateOf(job.learningRate, problem, job.algorithm)]);
    if (job.stop.kind !== 'never') this.put('below', lane, [job.stop.below]);
    if (job.gradient === 'exact') return;
    if (noise.kind === 'gaussian') this.put('sigma', lane, [noise.sigma]);
    if (noise.kind === 'beta') {
      const shapes = Array.from(rewards, (r) =>
        [shapeOf(noise.concentration * r), shapeOf(noise.concentration * (1 - r))].flatMap(
          ({ alpha, d, c }) => [alpha, d, c],
        ),
      ).flat();
      this.numbers.set(shapes, this.kernel.shapes.value / 8 + lane * shapes.length);
    }
  }

  #putSharedFeatures({ rewards, dimensions, features }: NumericProblem): void {
    const actions = rewards.length;
    const rows = this.kernel.features.value / 8;
    const columns = this.kernel.columns.value / 8;
    const rowLength = this.#solo ? even(dimensions) : dimensions;
    const columnLength = this.#solo ? even(actions) : actions;
    for (let a = 0; a < actions; a++)
      for (let k = 0; k < dimensions; k++) {
        const x = features[a * dimensions + k]!;
        this.numbers[rows + a * rowLength + k] = x;
        this.numbers[columns + k * columnLength + a] = x;
      }
  }

  protected override putState(lane: number, run: Run): void {
    super.putState(lane, run);
    const { streams } = run.iterate;
    this.#eachHalf(lane, streams.action, 'actionStream', (at, state, i) => {
      this.halves[at] = state[i]!;
    });
    this.#eachHalf(lane, streams.reward, 'rewardStream', (at, state, i) => {
      this.halves[at] = state[i]!;
    });
  }

  protected override takeState(lane: number, run: Run, t: number): void {
    super.takeState(lane, run, t);
    const { streams } = run.iterate;
    this.#eachHalf(lane, streams.action, 'actionStream', (at, state, i) => {
      state[i] = this.halves[at]!;
    });
    this.#eachHalf(lane, streams.reward, 'rewardStream', (at, state, i) => {
      state[i] = this.halves[at]!;
    });
  }

  /** The four words of a stream; the kernel stores them as 64-bit integers, lower half first. */
  #eachHalf(
    lane: number,
    { state }: Xoshiro256,
    name: 'actionStream' | 'rewardStream',
    visit: (at: number, state: Int32Array, i: number) => void,
  ): void {
    const lanes = this.#solo ? 2 : this.lanes;
    for (let word = 0; word < 4; word++) {
      const at = this.kernel[name].value / 4 + 2 * (word * lanes + lane);
      visit(at, state, 2 * word + 1);
      visit(at + 1, state, 2 * word);
    }
  }
}

function even(n: number): number {
  return n + (n % 2);
}

function sameFeatures({ features: a }: NumericProblem, { features: b }: NumericProblem): boolean {
  return a === b || a.every((x, i) => x === b[i]);
}
