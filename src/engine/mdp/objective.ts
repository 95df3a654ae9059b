import type { NumericMdp } from '../../model/numericMdp.js';
import { algorithmOf, isTabular } from '../algorithms/catalogue.js';
import { log, log1p } from '../log.js';
import type { Objective } from '../objective.js';
import type { Streams } from '../random/streams.js';
import { norm } from '../step.js';
import type { RunJob } from '../types.js';
import { type MdpBacktracking, MdpClimb, mdpBacktracking } from './climb.js';
import { gradientDirection, type MdpDirection } from './direction.js';
import { episodeEstimate } from './episode.js';
import { Evaluation } from './evaluation.js';
import { mdpGap, pairLogits } from './gradient.js';
import { type PairRows, pairRowsOf } from './rows.js';

/** J(θ): features → logits → policy of every state → values and occupancies → gradient. */
export class MdpObjective implements Objective {
  readonly #mdp: NumericMdp;
  readonly #rows: PairRows;
  readonly #z: Float64Array;
  readonly #evaluation: Evaluation;
  readonly #gradient: Float64Array;
  readonly #gradientOf: MdpDirection;
  readonly #update: MdpDirection | null;
  readonly #sampled: ((direction: Float64Array) => number) | null;
  readonly #search: MdpBacktracking | null;
  readonly #tau: number;
  /** Mean rewards, or r − τ log π. */
  readonly #rewards: Float64Array;

  constructor(mdp: NumericMdp, job: RunJob, streams: Streams) {
    const algorithm = algorithmOf(job.algorithm);
    this.#mdp = mdp;
    this.#rows = pairRowsOf(mdp, { tabular: isTabular(job.algorithm) });
    this.#tau = algorithm.entropyWeight?.(job) ?? 0;
    this.#z = new Float64Array(mdp.rewards.length);
    this.#rewards = Float64Array.from(mdp.rewards);
    this.#evaluation = new Evaluation(mdp);
    this.#gradient = new Float64Array(this.#rows.dimensions);
    const setting = { mdp, features: this.#rows };
    this.#gradientOf = gradientDirection(setting);
    const estimate =
      job.gradient === 'sampled' ? episodeEstimate(mdp, this.#rows, streams, job.baseline, this.#tau) : null;
    this.#sampled = estimate && ((direction) => estimate(this.#evaluation, direction));
    this.#update = estimate ? null : algorithm.ofMdp(setting);
    this.#search =
      job.learningRate.kind === 'armijo'
        ? mdpBacktracking(new MdpClimb(mdp, this.#rows, this.#tau), job.learningRate)
        : null;
  }

  evaluate(theta: Float64Array): boolean {
    pairLogits(this.#rows, theta, this.#z);
    if (!this.#evaluation.setLogits(this.#z)) return false;
    if (this.#tau > 0) this.#addEntropy();
    this.#evaluation.evaluate(this.#rewards);
    return true;
  }

  update(direction: Float64Array): number {
    if (this.#sampled) return this.#sampled(direction);
    this.#update!(this.#evaluation, direction);
    return this.gap();
  }

  search(direction: Float64Array): number | null {
    this.#gradientOf(this.#evaluation, this.#gradient);
    return this.#search!(this.#evaluation, this.#z, this.#gradient, direction);
  }

  gap(): number {
    return mdpGap(this.#mdp, this.#evaluation);
  }

  logLoss(): number {
    const { offsets, optimum } = this.#mdp;
    const { e, dominant } = this.#evaluation;
    let loss = 0;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const weight = (1 - this.#mdp.discount) * optimum.occupancy[s]!;
      if (weight === 0) continue;
      let [optimal, rest, best] = [0, 0, Number.NEGATIVE_INFINITY];
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        if (optimum.shortfalls[i] === 0) {
          optimal += e[i]!;
          best = Math.max(best, this.#z[i]!);
        } else rest += e[i]!;
      }
      // If the exponentials of the optimal actions are flushed to 0, or nearly so, their logits still have the information.
      const beyond = this.#z[dominant[s]!]! - best;
      loss += weight * (optimal > 1e-290 ? log1p(rest / optimal) : beyond + log(optimal + rest));
    }
    return loss;
  }

  gradientNorm(): number {
    if (this.#tau > 0) this.#evaluation.evaluate();
    this.#gradientOf(this.#evaluation, this.#gradient);
    if (this.#tau > 0) this.#evaluation.evaluate(this.#rewards);
    return norm(this.#gradient);
  }

  probabilities(): number[] {
    return Array.from(this.#evaluation.pi);
  }

  /** r − τ log π of each row. */
  #addEntropy(): void {
    const { offsets, rewards } = this.#mdp;
    const { scale, dominant } = this.#evaluation;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const top = this.#z[dominant[s]!]!;
      const logScale = log(scale[s]!);
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++)
        this.#rewards[i] = rewards[i]! - this.#tau * (this.#z[i]! - top + logScale);
    }
  }
}
