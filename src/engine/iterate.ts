import { isMdp } from '../model/numericMdp.js';
import type { NumericProblem } from '../model/problem.js';
import { BanditObjective } from './banditObjective.js';
import { rateOf } from './learningRate.js';
import { MdpObjective } from './mdp/objective.js';
import type { Objective } from './objective.js';
import { type Streams, streamOf } from './random/streams.js';
import { type Step, stepOf } from './step.js';
import type { Ending, RunJob } from './types.js';

/**
 * The state of a run: objective → direction → step. `t`, `theta`, `regret` and the states of `streams` are all that a run needs to continue, if
 * its learning rate is constant.
 */
export class Iterate {
  /** The number of updates done. */
  t = 0;
  readonly theta: Float64Array;
  /** Σ over the updates done of the gap; with sampling, of what the drawn actions lose, which has the gap as its expectation. */
  regret = 0;
  /** The iteration from which on backtracking finds no step, so θ no longer changes. */
  stalledAt: number | null = null;
  readonly streams: Streams;
  readonly #job: RunJob;
  readonly #objective: Objective;
  readonly #direction: Float64Array;
  readonly #step: Step;

  constructor(problem: NumericProblem, job: RunJob) {
    this.#job = job;
    this.theta = Float64Array.from(job.theta);
    this.#direction = new Float64Array(this.theta.length);
    this.streams = { action: streamOf(job.stream, 'action'), reward: streamOf(job.stream, 'reward') };
    this.#objective = isMdp(problem)
      ? new MdpObjective(problem, job, this.streams)
      : new BanditObjective(problem, job, this.streams);
    const eta = rateOf(job.learningRate, problem, job.algorithm);
    this.#step = stepOf(job.learningRate, eta, this.theta, this.#direction, () =>
      this.#objective.search(this.#direction),
    );
  }

  /** Updates until iteration `until`, or until the run ends earlier. The values that are read from the iterate belong to the last call. */
  advance(until: number): Ending | null {
    const { stop } = this.#job;
    let isSound = this.#objective.evaluate(this.theta);
    for (;;) {
      // There is no softmax only if a parameter or a logit is not finite.
      if (!isSound) return { kind: 'overflow', at: this.t };
      if (stop.kind === 'gap' && this.gap() < stop.below) return { kind: 'stopped', at: this.t, by: 'gap' };
      if (stop.kind === 'gradient' && this.gradientNorm() < stop.below)
        return { kind: 'stopped', at: this.t, by: 'gradient' };
      if (this.t === until) return null;
      if (this.stalledAt !== null) {
        this.regret += (until - this.t) * this.gap();
        this.t = until;
        return null;
      }
      this.regret += this.#objective.update(this.#direction);
      if (!this.#step()) this.stalledAt = this.t;
      this.t++;
      isSound = this.#objective.evaluate(this.theta);
    }
  }

  gap(): number {
    return this.#objective.gap();
  }

  logLoss(): number {
    return this.#objective.logLoss();
  }

  gradientNorm(): number {
    return this.#objective.gradientNorm();
  }

  probabilities(): number[] {
    return this.#objective.probabilities();
  }
}
