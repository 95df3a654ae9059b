import type { MdpFeatures, NumericMdp } from '../../model/numericMdp.js';
import { algorithmOf, isTabular } from '../algorithms/catalogue.js';
import { log, log1p } from '../log.js';
import { type Streams, streamOf } from '../random/streams.js';
import { norm, type Step, stepOf } from '../step.js';
import type { Ending, RunJob } from '../types.js';
import { MdpClimb, mdpBacktracking } from './climb.js';
import { gradientDirection, type MdpDirection, mdpFeatures } from './direction.js';
import { type EpisodeEstimate, episodeEstimate } from './episode.js';
import { Evaluation } from './evaluation.js';
import { mdpGap, pairLogits } from './gradient.js';
import { mdpCurvature, mdpRate } from './theoryRate.js';

/**
 * One run on a Markov decision process on its way: features → logits → policy of every state → values and occupancies → gradient → step. The plain
 * reference; arrays are made once. `t`, `theta`, `regret` and the states of `streams` are all that a run goes on from, as long as its
 * learning rate is constant.
 */
export class MdpIterate {
  /** Updates done. */
  t = 0;
  readonly theta: Float64Array;
  /** Σ over the updates done of J* − J, or with sampling of Σ_t V*(s_t) − Q*(s_t, a_t) of the episodes, which has that expectation. */
  regret = 0;
  /** The iteration from which on backtracking finds no step: θ stays for ever. */
  stalledAt: number | null = null;
  readonly streams: Streams;
  readonly #mdp: NumericMdp;
  readonly #job: RunJob;
  readonly #features: MdpFeatures;
  readonly #z: Float64Array;
  readonly #evaluation: Evaluation;
  readonly #gradient: Float64Array;
  readonly #direction: Float64Array;
  readonly #gradientOf: MdpDirection;
  readonly #update: () => number;
  readonly #step: Step;
  /** Of mean rewards, or of r − τ log π. */
  readonly #tau: number;
  readonly #rewards: Float64Array;
  #isSound = true;

  constructor(mdp: NumericMdp, job: RunJob) {
    this.#mdp = mdp;
    this.#job = job;
    const algorithm = algorithmOf(job.algorithm);
    this.#features = mdpFeatures(mdp, isTabular(job.algorithm));
    this.theta = Float64Array.from(job.theta);
    this.#z = new Float64Array(mdp.rewards.length);
    this.#evaluation = new Evaluation(mdp);
    this.#direction = new Float64Array(this.theta.length);
    this.#gradient = new Float64Array(this.theta.length);
    this.streams = { action: streamOf(job.stream, 'action'), reward: streamOf(job.stream, 'reward') };
    this.#tau = algorithm.entropyWeight?.(job) ?? 0;
    this.#rewards = Float64Array.from(mdp.rewards);
    const setting = { mdp, features: this.#features };
    this.#gradientOf = gradientDirection(setting);
    this.#update = this.#updateOf(algorithm.ofMdp(setting));
    const climb = new MdpClimb(mdp, this.#features, this.#tau);
    const search =
      job.learningRate.kind === 'armijo'
        ? mdpBacktracking(climb, job.learningRate, mdpCurvature(mdp, this.#features, this.#tau))
        : null;
    this.#step = stepOf(
      job.learningRate,
      mdpRate(job.learningRate, mdp, this.#features),
      this.theta,
      this.#direction,
      () => {
        this.#gradientOf(this.#evaluation, this.#gradient);
        return search!(this.#evaluation, this.#z, this.#gradient, this.#direction);
      },
    );
  }

  /** Updates until iteration `until`, or until the run ends before. What is read from the iterate is that of the last advance. */
  advance(until: number): Ending | null {
    const { stop } = this.#job;
    this.#evaluate();
    for (;;) {
      // Only a parameter that is not finite, or whose logits are not, leaves no softmax.
      if (!this.#isSound) return { kind: 'overflow', at: this.t };
      if (stop.kind === 'gap' && this.gap() < stop.below) return { kind: 'stopped', at: this.t, by: 'gap' };
      if (stop.kind === 'gradient' && this.gradientNorm() < stop.below)
        return { kind: 'stopped', at: this.t, by: 'gradient' };
      if (this.t === until) return null;
      if (this.stalledAt !== null) {
        this.regret += (until - this.t) * this.gap();
        this.t = until;
        return null;
      }
      this.regret += this.#update();
      if (!this.#step()) this.stalledAt = this.t;
      this.t++;
      this.#evaluate();
    }
  }

  /** J* − J. */
  gap(): number {
    return mdpGap(this.#mdp, this.#evaluation);
  }

  /** −Σ_s d*(s) log Σ_{a optimal in s} π(a|s), d* of an optimal policy: for one state −log Σ_{a optimal} π_a. */
  logLoss(): number {
    const { states, offsets, optimum } = this.#mdp;
    const { e, dominant } = this.#evaluation;
    let loss = 0;
    for (let s = 0; s < states; s++) {
      const weight = optimum.occupancy[s]!;
      if (weight === 0) continue;
      let [optimal, rest, best] = [0, 0, Number.NEGATIVE_INFINITY];
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        if (optimum.shortfalls[i] === 0) {
          optimal += e[i]!;
          best = Math.max(best, this.#z[i]!);
        } else rest += e[i]!;
      }
      // Where the optimal actions' exponentials are flushed to 0, or nearly, their logits still tell.
      loss +=
        weight *
        (optimal > 1e-290 ? log1p(rest / optimal) : this.#z[dominant[s]!]! - best + log(optimal + rest));
    }
    return loss;
  }

  /** ‖∇J(θ)‖ of the exact gradient, without entropy. */
  gradientNorm(): number {
    if (this.#tau > 0) this.#evaluation.evaluate();
    this.#gradientOf(this.#evaluation, this.#gradient);
    if (this.#tau > 0) this.#evaluation.evaluate(this.#rewards);
    return norm(this.#gradient);
  }

  /** n probabilities, pairs in their order. */
  probabilities(): number[] {
    return Array.from(this.#evaluation.pi);
  }

  #updateOf(direction: MdpDirection): () => number {
    if (this.#job.gradient === 'exact') {
      return () => {
        direction(this.#evaluation, this.#direction);
        return this.gap();
      };
    }
    const estimate: EpisodeEstimate = episodeEstimate(
      this.#mdp,
      this.#features,
      this.streams,
      this.#job.baseline,
      this.#tau,
    );
    return () => estimate(this.#evaluation, this.#direction);
  }

  #evaluate(): void {
    pairLogits(this.#features, this.theta, this.#z);
    this.#isSound = this.#evaluation.setLogits(this.#z);
    if (!this.#isSound) return;
    if (this.#tau > 0) this.#addEntropy();
    this.#evaluation.evaluate(this.#rewards);
  }

  /** r − τ log π of each pair. */
  #addEntropy(): void {
    const { states, offsets, rewards } = this.#mdp;
    const { scale, dominant } = this.#evaluation;
    for (let s = 0; s < states; s++) {
      const top = this.#z[dominant[s]!]!;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++)
        this.#rewards[i] = rewards[i]! - this.#tau * (this.#z[i]! - top + log(scale[s]!));
    }
  }
}
