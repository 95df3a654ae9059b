import type { NumericProblem } from '../model/problem.js';
import { isTabular } from './algorithms/catalogue.js';
import { type Update, updateOf } from './algorithms/update.js';
import { backtracking } from './armijo.js';
import { type Direction, transposed } from './direction.js';
import { type Features, featuresOf } from './features.js';
import { exactWeights, gapOf, shortfalls } from './gradient.js';
import { rateOf } from './learningRate.js';
import { log, log1p } from './log.js';
import { logits } from './logits.js';
import { newPolicy, type Policy, softmax } from './policy.js';
import { type Streams, streamOf } from './random/streams.js';
import type { Ending, RunJob } from './types.js';

/**
 * One run on its way: features → logits → policy → (sampler → reward →) gradient → step. The plain reference of the engine; arrays
 * are made once. `t`, `theta`, `regret` and the states of `streams` are all that a run goes on from, as long as its learning rate is
 * constant.
 */
export class Iterate {
  /** Updates done. */
  t = 0;
  readonly theta: Float64Array;
  /** Σ over the updates done of r* − π·r, or with sampling of r* − r_a for the drawn actions a. */
  regret = 0;
  /** The iteration from which on backtracking finds no step: θ stays for ever. */
  stalledAt: number | null = null;
  readonly streams: Streams;
  readonly policy: Policy;
  readonly #job: RunJob;
  readonly #X: Features;
  readonly #z: Float64Array;
  readonly #delta: Float64Array;
  readonly #optimal: Uint8Array;
  readonly #direction: Float64Array;
  readonly #update: Update;
  /** Moves θ; false: there is no step, and will be none from here. */
  readonly #step: () => boolean;
  readonly #gradientOf: Direction;
  readonly #weights: Float64Array;

  constructor(problem: NumericProblem, job: RunJob) {
    this.#job = job;
    this.#X = featuresOf(problem, isTabular(job.algorithm));
    this.theta = Float64Array.from(job.theta);
    const actions = problem.rewards.length;
    this.#z = new Float64Array(actions);
    this.#weights = new Float64Array(actions);
    this.policy = newPolicy(actions);
    this.#delta = shortfalls(problem.rewards);
    this.#optimal = new Uint8Array(actions);
    for (const action of problem.optimal) this.#optimal[action] = 1;
    this.#direction = new Float64Array(this.theta.length);
    this.streams = { action: streamOf(job.stream, 'action'), reward: streamOf(job.stream, 'reward') };
    this.#update = updateOf({ problem, job, X: this.#X }, this.streams);
    this.#gradientOf = transposed(this.#X);
    this.#step = this.#stepRule(problem);
  }

  /** Updates until iteration `until`, or until the run ends before. What is read from the iterate is that of the last advance. */
  advance(until: number): Ending | null {
    const { stop } = this.#job;
    this.#evaluate();
    for (;;) {
      // Only a parameter that is not finite, or whose logits are not, leaves no softmax.
      if (Number.isNaN(this.policy.Z)) return { kind: 'overflow', at: this.t };
      if (stop.kind === 'gap' && this.gap() < stop.below) return { kind: 'stopped', at: this.t, by: 'gap' };
      if (stop.kind === 'gradient' && this.gradientNorm() < stop.below)
        return { kind: 'stopped', at: this.t, by: 'gradient' };
      if (this.t === until) return null;
      if (this.stalledAt !== null) {
        this.regret += (until - this.t) * this.gap();
        this.t = until;
        return null;
      }
      this.regret += this.#update(this.policy, this.#z, this.#direction);
      if (!this.#step()) this.stalledAt = this.t;
      this.t++;
      this.#evaluate();
    }
  }

  /** r* − π·r. */
  gap(): number {
    return gapOf(this.policy, this.#delta);
  }

  /** −log Σ_{a optimal} π_a. */
  logLoss(): number {
    const { e, Z } = this.policy;
    let optimal = 0;
    let rest = 0;
    for (let a = 0; a < e.length; a++) {
      if (this.#optimal[a]) optimal += e[a]!;
      else rest += e[a]!;
    }
    if (optimal > 1e-290) return log1p(rest / optimal);
    // The optimal actions' exponentials are flushed to 0, or nearly: their logits still tell.
    const top = this.#z[this.policy.dominant]!;
    let best = Number.NEGATIVE_INFINITY;
    for (let a = 0; a < e.length; a++) if (this.#optimal[a]) best = Math.max(best, this.#z[a]!);
    return top - best + log(Z);
  }

  /** ‖∇f(θ)‖ of the exact gradient. */
  gradientNorm(): number {
    exactWeights(this.policy, this.#delta, this.#weights);
    const gradient = new Float64Array(this.theta.length);
    this.#gradientOf(this.#weights, gradient);
    return norm(gradient) / this.policy.Z;
  }

  probabilities(): number[] {
    return Array.from(this.policy.e, (e) => e / this.policy.Z);
  }

  #evaluate(): void {
    logits(this.#X, this.theta, this.#z);
    softmax(this.#z, this.policy);
  }

  #stepRule(problem: NumericProblem): () => boolean {
    const { learningRate: rate, algorithm } = this.#job;
    switch (rate.kind) {
      case 'theory':
      case 'constant': {
        const eta = rateOf(rate, problem, algorithm);
        return () => this.#move(eta);
      }
      case 'normalized':
        return () => {
          const length = norm(this.#direction);
          if (length === 0) return true;
          if (rate.c / length < Number.POSITIVE_INFINITY) return this.#move(rate.c / length);
          // Only the length of a direction counts, not its unit.
          for (let k = 0; k < this.#direction.length; k++) this.#direction[k]! *= 2 ** 600;
          return this.#move(rate.c / norm(this.#direction));
        };
      case 'decay': {
        let eta = rate.initial;
        return () => {
          const now = eta;
          eta *= rate.factor;
          return this.#move(now);
        };
      }
      case 'armijo': {
        const search = backtracking({ problem, job: this.#job, X: this.#X }, rate);
        return () => {
          const eta = search(this.policy, this.#z, this.#direction);
          return eta !== null && this.#move(eta);
        };
      }
    }
  }

  #move(eta: number): true {
    const { theta } = this;
    for (let k = 0; k < theta.length; k++) theta[k]! += eta * this.#direction[k]!;
    return true;
  }
}

/** Euclidean norm that neither overflows nor underflows. */
function norm(v: Float64Array): number {
  let largest = 0;
  for (const x of v) largest = Math.max(largest, Math.abs(x));
  if (largest === 0) return 0;
  let sum = 0;
  for (const x of v) sum += (x / largest) * (x / largest);
  return largest * Math.sqrt(sum);
}
