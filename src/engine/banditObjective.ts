import type { NumericProblem } from '../model/problem.js';
import { isTabular } from './algorithms/catalogue.js';
import { type Update, updateOf } from './algorithms/update.js';
import { type Backtracking, backtracking } from './armijo.js';
import { type Direction, transposed } from './direction.js';
import { type Features, featuresOf } from './features.js';
import { exactWeights, gapOf, shortfalls } from './gradient.js';
import { log, log1p } from './log.js';
import { logits } from './logits.js';
import type { Objective } from './objective.js';
import { newPolicy, type Policy, softmax } from './policy.js';
import type { Streams } from './random/streams.js';
import { norm } from './step.js';
import type { RunJob } from './types.js';

/** f(θ) = π·r: features → logits → policy → (sampler → reward →) gradient. */
export class BanditObjective implements Objective {
  readonly #X: Features;
  readonly #z: Float64Array;
  readonly #policy: Policy;
  readonly #delta: Float64Array;
  readonly #optimal: Uint8Array;
  readonly #update: Update;
  readonly #search: Backtracking | null;
  readonly #gradientOf: Direction;
  readonly #weights: Float64Array;

  constructor(problem: NumericProblem, job: RunJob, streams: Streams) {
    this.#X = featuresOf(problem, { tabular: isTabular(job.algorithm) });
    const actions = problem.rewards.length;
    this.#z = new Float64Array(actions);
    this.#weights = new Float64Array(actions);
    this.#policy = newPolicy(actions);
    this.#delta = shortfalls(problem.rewards);
    this.#optimal = new Uint8Array(actions);
    for (const action of problem.optimal) this.#optimal[action] = 1;
    const setting = { problem, job, X: this.#X };
    this.#update = updateOf(setting, streams);
    this.#gradientOf = transposed(this.#X);
    this.#search = job.learningRate.kind === 'armijo' ? backtracking(setting, job.learningRate) : null;
  }

  evaluate(theta: Float64Array): boolean {
    logits(this.#X, theta, this.#z);
    softmax(this.#z, this.#policy);
    return !Number.isNaN(this.#policy.Z);
  }

  update(direction: Float64Array): number {
    return this.#update(this.#policy, this.#z, direction);
  }

  search(direction: Float64Array): number | null {
    return this.#search!(this.#policy, this.#z, direction);
  }

  gap(): number {
    return gapOf(this.#policy, this.#delta);
  }

  logLoss(): number {
    const { e, Z } = this.#policy;
    let optimal = 0;
    let rest = 0;
    for (let a = 0; a < e.length; a++) {
      if (this.#optimal[a]) optimal += e[a]!;
      else rest += e[a]!;
    }
    if (optimal > 1e-290) return log1p(rest / optimal);
    // The exponentials of the optimal actions are flushed to 0, or nearly so; their logits still have the information.
    const top = this.#z[this.#policy.dominant]!;
    let best = Number.NEGATIVE_INFINITY;
    for (let a = 0; a < e.length; a++) if (this.#optimal[a]) best = Math.max(best, this.#z[a]!);
    return top - best + log(Z);
  }

  gradientNorm(): number {
    exactWeights(this.#policy, this.#delta, this.#weights);
    const gradient = new Float64Array(this.#X.dimensions);
    this.#gradientOf(this.#weights, gradient);
    return norm(gradient) / this.#policy.Z;
  }

  probabilities(): number[] {
    return Array.from(this.#policy.e, (e) => e / this.#policy.Z);
  }
}
