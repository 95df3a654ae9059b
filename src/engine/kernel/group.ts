/** Runs on the kernel: several in lockstep, one a SIMD lane, or one alone. */

import type { NumericProblem } from '../../model/problem.js';
import { isTabular } from '../algorithms/catalogue.js';
import { shortfalls } from '../gradient.js';
import { QUAD } from '../lanes.js';
import { rateOf } from '../learningRate.js';
import { shapeOf } from '../random/beta.js';
import type { Xoshiro256 } from '../random/words.js';
import type { Run, RunGroup } from '../run.js';
import { type ArrayName, instantiate, type Kernel } from './module.js';

const NOISES = { none: 0, bernoulli: 1, gaussian: 2, beta: 3 } as const;
const WATCHED = { never: 0, gap: 1, gradient: 2 } as const;

/** What a stop watches is summed in another order than the reference sums it: nearer than this, the reference decides. */
const MARGIN = 1 + 1e-9;

/** Up to here every lane has features of its own even where all are alike: assembly/small.ts knows no others. */
const FEW_ACTIONS = 64;
const FEW_PARAMETERS = 4;

/** About how many operations one call of the kernel does: a millisecond's. */
const OPERATIONS_IN_A_CALL = 4e6;

/**
 * Between two calls the runs' iterates hold the truth. A call advances all lanes; where something happened that the kernel does not
 * decide, a parameter that is no longer finite or a stop that may be met, the run's iterate does these iterations again itself.
 */
export class KernelGroup implements RunGroup {
  readonly runs: readonly Run[];
  readonly #kernel: Kernel;
  readonly #numbers: Float64Array;
  readonly #halves: Int32Array;
  readonly #solo: boolean;
  readonly #lanes: number;
  readonly #most: number;
  readonly #advance: (iterations: number) => void;
  readonly #watched: number;

  /** @param runs one, or several with the same `lockstepKey`, all after the same number of updates. */
  constructor(runs: readonly Run[]) {
    this.runs = runs;
    const [{ problem, job }] = runs as [Run];
    const { dimensions, rewards, noise } = problem;
    const actions = rewards.length;
    const tabular = isTabular(job.algorithm);
    const sampled = job.gradient === 'sampled';
    const solo = runs.length === 1;
    this.#solo = solo;
    this.#lanes = solo ? 1 : Math.ceil(runs.length / QUAD) * QUAD;
    const own =
      !solo &&
      !tabular &&
      ((actions <= FEW_ACTIONS && dimensions <= FEW_PARAMETERS) ||
        runs.some((run) => !sameFeatures(run.problem, problem)));
    const kernel = instantiate(
      actions,
      dimensions,
      this.#lanes,
      tabular,
      own,
      sampled && noise.kind === 'beta',
    );
    this.#kernel = kernel;
    this.#numbers = new Float64Array(kernel.memory.buffer);
    this.#halves = new Int32Array(kernel.memory.buffer);
    const operations = actions * ((tabular ? 0 : dimensions) + 10) * this.#lanes;
    this.#most = Math.max(1, Math.floor(OPERATIONS_IN_A_CALL / operations));

    const watched = WATCHED[job.stop.kind];
    this.#watched = watched;
    const random = NOISES[noise.kind];
    this.#advance = sampled
      ? (n) => (solo ? kernel.advanceSoloSampled : kernel.advanceSampled)(n, random, watched)
      : (n) => (solo ? kernel.advanceSoloExact : kernel.advanceExact)(n, watched);

    if (!tabular && !own) this.#putSharedFeatures(problem);
    // Idle lanes repeat the first run.
    for (let lane = 0; lane < this.#lanes; lane++) {
      const run = runs[lane] ?? runs[0]!;
      if (own) this.#put('features', lane, run.problem.features);
      this.#putProblem(lane, run);
      this.#putState(lane, run);
    }
    if (solo && tabular && actions % 2 === 1) this.#put('theta', 0, [Number.NEGATIVE_INFINITY], actions);
  }

  advance(): void {
    const live = this.runs.filter((run) => run.ending === null);
    const from = live[0]!.iterate.t;
    const until = Math.min(from + this.#most, ...live.map((run) => run.next));
    const n = until - from;
    if (this.#watched > 0 && n > 0) {
      this.#numbers.fill(Number.POSITIVE_INFINITY, ...this.#span('least', this.#lanes));
    }
    if (n > 0) this.#advance(n);
    this.runs.forEach((run, lane) => {
      if (run.ending !== null) return;
      if (n > 0 && this.#isDoubtful(lane, run)) {
        run.arrived(run.iterate.advance(until));
        this.#putState(lane, run);
      } else {
        this.#takeState(lane, run, until);
        run.arrived(null);
      }
    });
  }

  #isDoubtful(lane: number, { job: { stop }, iterate: { theta } }: Run): boolean {
    const first = this.#kernel.theta.value / 8 + lane;
    for (let k = 0; k < theta.length; k++) {
      if (!Number.isFinite(this.#numbers[first + k * this.#lanes]!)) return true;
    }
    if (stop.kind === 'never') return false;
    const least = this.#numbers[this.#kernel.least.value / 8 + lane]!;
    return !(least > (stop.kind === 'gap' ? stop.below : 1) * MARGIN);
  }

  #putProblem(lane: number, { problem, job }: Run): void {
    const { rewards, noise } = problem;
    this.#put('rewards', lane, rewards);
    this.#put('shortfalls', lane, shortfalls(rewards));
    this.#put('rate', lane, [rateOf(job.learningRate, problem, job.algorithm)]);
    if (job.stop.kind !== 'never') this.#put('below', lane, [job.stop.below]);
    if (job.gradient === 'exact') return;
    if (noise.kind === 'gaussian') this.#put('sigma', lane, [noise.sigma]);
    if (noise.kind === 'beta') {
      const shapes = Array.from(rewards, (r) =>
        [shapeOf(noise.concentration * r), shapeOf(noise.concentration * (1 - r))].flatMap(
          ({ alpha, d, c }) => [alpha, d, c],
        ),
      ).flat();
      this.#numbers.set(shapes, this.#kernel.shapes.value / 8 + lane * shapes.length);
    }
  }

  #putSharedFeatures({ dimensions, rewards: { length: actions }, features }: NumericProblem): void {
    const rows = this.#kernel.features.value / 8;
    const columns = this.#kernel.columns.value / 8;
    const rowLength = this.#solo ? even(dimensions) : dimensions;
    const columnLength = this.#solo ? even(actions) : actions;
    for (let a = 0; a < actions; a++)
      for (let k = 0; k < dimensions; k++) {
        const x = features[a * dimensions + k]!;
        this.#numbers[rows + a * rowLength + k] = x;
        this.#numbers[columns + k * columnLength + a] = x;
      }
  }

  #putState(lane: number, { iterate: { theta, regret, streams } }: Run): void {
    this.#put('theta', lane, theta);
    this.#put('regret', lane, [regret]);
    this.#eachHalf(lane, streams.action, 'actionStream', (at, state, i) => {
      this.#halves[at] = state[i]!;
    });
    this.#eachHalf(lane, streams.reward, 'rewardStream', (at, state, i) => {
      this.#halves[at] = state[i]!;
    });
  }

  #takeState(lane: number, { iterate }: Run, t: number): void {
    const first = this.#kernel.theta.value / 8 + lane;
    const { theta, streams } = iterate;
    for (let k = 0; k < theta.length; k++) theta[k] = this.#numbers[first + k * this.#lanes]!;
    iterate.regret = this.#numbers[this.#kernel.regret.value / 8 + lane]!;
    this.#eachHalf(lane, streams.action, 'actionStream', (at, state, i) => {
      state[i] = this.#halves[at]!;
    });
    this.#eachHalf(lane, streams.reward, 'rewardStream', (at, state, i) => {
      state[i] = this.#halves[at]!;
    });
    iterate.t = t;
  }

  /** The four words of a stream; the kernel keeps them as 64-bit integers, lower half first. */
  #eachHalf(
    lane: number,
    { state }: Xoshiro256,
    name: 'actionStream' | 'rewardStream',
    visit: (at: number, state: Int32Array, i: number) => void,
  ): void {
    const lanes = this.#solo ? 2 : this.#lanes;
    for (let word = 0; word < 4; word++) {
      const at = this.#kernel[name].value / 4 + 2 * (word * lanes + lane);
      visit(at, state, 2 * word + 1);
      visit(at + 1, state, 2 * word);
    }
  }

  /** Writes numbers into successive rows of a lane. */
  #put(name: ArrayName, lane: number, values: ArrayLike<number>, row = 0): void {
    const first = this.#kernel[name].value / 8 + lane;
    for (let i = 0; i < values.length; i++) this.#numbers[first + (row + i) * this.#lanes] = values[i]!;
  }

  #span(name: ArrayName, length: number): [number, number] {
    const first = this.#kernel[name].value / 8;
    return [first, first + length];
  }
}

function even(n: number): number {
  return n + (n % 2);
}

function sameFeatures({ features: a }: NumericProblem, { features: b }: NumericProblem): boolean {
  return a === b || a.every((x, i) => x === b[i]);
}
