import type { NumericMdp } from '../../model/numericMdp.js';
import type { LearningRate } from '../../model/run.js';
import { exp, expm1 } from '../exp.js';
import { log, log1p } from '../log.js';
import { shrunk } from '../shrunk.js';
import { Evaluation } from './evaluation.js';
import { mdpGap, pairLogits } from './gradient.js';
import type { PairRows } from './rows.js';

type Armijo = Extract<LearningRate, { kind: 'armijo' }>;

/** The most trials of one search, not counting steps that are skipped because they are certain to fail. */
const MOST_TRIALS = 1e5;

/**
 * How much a step raises the climbed function, without subtracting two nearly equal numbers (Kakade and Langford's performance difference, which
 * holds with entropy too if Q is that of r − τ log π):
 *
 *     F(π′) − F(π) = Σ_s d′(s) [Σ_a (π′ − π)(a|s) (Q(s,a) − Q(s,m_s)) − τ KL(π′(·|s)‖π(·|s))],
 *     π′_a − π_a = π_a (exp(v_a) − 1),   v_a = log(π′_a/π_a),   KL(π′‖π) = Σ_a π′_a v_a.
 *
 * All quantities are in units of the range of the rewards, or of τ if that is greater.
 */
export class MdpClimb {
  /** The unit of F. */
  readonly unit: number;
  /** The greatest difference of two slopes in the same state. */
  spread = 0;
  readonly #mdp: NumericMdp;
  readonly #features: PairRows;
  /** The range of the rewards, in `unit`; `tau` is τ in the same unit. */
  readonly #range: number;
  readonly #tau: number;
  /** The logarithm of the greatest number of actions in a state. */
  readonly #choice: number;
  readonly #after: Evaluation;
  readonly #slopes: Float64Array;
  readonly #moved: Float64Array;
  #before: Evaluation | null = null;
  #z: Float64Array = new Float64Array();

  constructor(mdp: NumericMdp, features: PairRows, tau: number) {
    this.#mdp = mdp;
    this.#features = features;
    const { offsets, rewards } = mdp;
    const range = rewards.reduce((a, b) => Math.max(a, b)) - rewards.reduce((a, b) => Math.min(a, b));
    this.unit = Math.max(range, tau) || 1;
    this.#range = range / this.unit;
    this.#tau = tau / this.unit;
    const most = offsets.reduce((m, from, s, all) => (s === 0 ? m : Math.max(m, from - all[s - 1]!)), 1);
    this.#choice = log(most);
    this.#after = new Evaluation(mdp);
    this.#slopes = new Float64Array(rewards.length);
    this.#moved = new Float64Array(rewards.length);
  }

  /** Sets the start and the direction of the search. @param z n logits of θ. */
  from(before: Evaluation, z: Float64Array, along: Float64Array): void {
    this.#before = before;
    this.#z = z;
    pairLogits(this.#features, along, this.#slopes);
    const { offsets } = this.#mdp;
    this.spread = 0;
    for (let s = 0; s + 1 < offsets.length; s++) {
      let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        least = Math.min(least, this.#slopes[i]!);
        greatest = Math.max(greatest, this.#slopes[i]!);
      }
      this.spread = Math.max(this.spread, greatest - least);
    }
  }

  /** A bound on how far F can rise: up to J*, plus the greatest entropy. */
  left(): number {
    const { discount } = this.#mdp;
    return mdpGap(this.#mdp, this.#before!) / this.unit + (this.#tau * this.#choice) / (1 - discount);
  }

  /** F(θ + step·along) − F(θ); NaN if a logit is not finite. */
  increase(step: number): number {
    const { offsets } = this.#mdp;
    const before = this.#before!;
    for (let i = 0; i < this.#z.length; i++) this.#moved[i] = this.#z[i]! + step * this.#slopes[i]!;
    if (!this.#after.setLogits(this.#moved)) return Number.NaN;
    this.#after.evaluate();
    let sum = 0;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const [from, end] = [offsets[s]!, offsets[s + 1]!];
      let rest = 0;
      for (let i = from; i < end; i++)
        rest += before.pi[i]! * growth(step * (this.#slopes[i]! - this.#slopes[before.dominant[s]!]!));
      // log Σ_a π_a exp(step·s_a), measured from the dominant action's slope; if the sum overflows, it is computed from the logits.
      const total =
        rest < Number.POSITIVE_INFINITY
          ? log1p(rest)
          : this.#moved[this.#after.dominant[s]!]! -
            this.#moved[before.dominant[s]!]! +
            log(before.scale[s]! / this.#after.scale[s]!);
      let gained = 0;
      for (let i = from; i < end; i++) {
        const v = step * (this.#slopes[i]! - this.#slopes[before.dominant[s]!]!) - total;
        const change = Math.abs(v) > 1 ? this.#after.pi[i]! - before.pi[i]! : before.pi[i]! * expm1(v);
        gained += change * (before.lead[i]! / this.unit);
        if (this.#tau > 0 && this.#after.pi[i]! > 0) gained -= this.#tau * this.#after.pi[i]! * v;
      }
      sum += this.#after.occupancy[s]! * gained;
    }
    return sum;
  }

  /**
   * A bound on |dF/dstep| at every step from the argument of the last `increase` down to one that is less by log 2 / spread.
   *
   * There the derivative is |Σ_s d(s) Cov_π(g, s)|, g = Q − τ log π; the bound holds for every d with Σ d = 1/(1 − γ) and every Q. On the way, no ratio of two probabilities of a
   * state changes by more than the factor 2.
   */
  steepest(): number {
    const { offsets, discount } = this.#mdp;
    const { dominant, e } = this.#after;
    const values = (this.#range + this.#tau * this.#choice) / (1 - discount);
    let most = 0;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const m = dominant[s]!;
      let sum = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        if (i === m) continue;
        const behind = this.#moved[m]! - this.#moved[i]! + Math.LN2;
        sum += 2 * e[i]! * (values + this.#tau * behind);
      }
      most = Math.max(most, this.#tau === 0 ? Math.min(sum, values / 4) : sum);
    }
    return (most * this.spread) / (1 - discount);
  }

  /**
   * A bound on |d²F/dstep²| at every step: with s measured from the middle of its state, Σ_a |π′_a| ≤ spread/2 and Σ_a |π″_a| ≤ spread²/2 in Lemma E.2 of Agarwal,
   * Kakade, Lee, Mahajan (arXiv 1908.00261); with an entropy bonus, τ (4 + 8 log |A|)‖s‖²/(1 − γ)³ is added (Mei, Xiao, Szepesvári, Schuurmans, "On the global
   * convergence rates of softmax policy gradient methods", 2020).
   */
  bend(): number {
    const square = this.spread * this.spread;
    const entropy = (this.#tau * (4 + 8 * this.#choice) * this.#slopes.length) / 4;
    return (square * (this.#range / 2 + entropy)) / (1 - this.#mdp.discount) ** 3;
  }
}

/** η of the next step along `direction`, from an evaluated policy, its logits and the gradient of the climbed function. null: there is none. */
export type MdpBacktracking = (
  before: Evaluation,
  z: Float64Array,
  gradient: Float64Array,
  direction: Float64Array,
) => number | null;

/**
 * Backtracking (Armijo 1966): the largest η = max·shrinkⁿ with F(θ + ηu) ≥ F(θ) + c·η·⟨∇F, u⟩. null: there is none, because F does not rise along the
 * direction, or because rounding hides every increase.
 *
 * As for bandits (`../armijo.ts`), all quantities are in units of the rewards' range and of the direction's greatest entry, and a step is skipped only
 * if it is certain to fail.
 */
export function mdpBacktracking(climb: MdpClimb, { max, c, shrink }: Armijo): MdpBacktracking {
  return (before, z, gradient, direction) => {
    let size = 0;
    for (const x of direction) size = Math.max(size, Math.abs(x));
    // If nothing moves, every step satisfies the condition; a direction that is not finite ends the run.
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return max;
    const along = direction.map((x) => x / size);
    let slope = 0;
    for (let k = 0; k < along.length; k++) slope += (gradient[k]! / climb.unit) * along[k]!;
    if (!(slope >= 0)) return null;
    climb.from(before, z, along);

    // From here on, steps are in units of `along`.
    const { spread } = climb;
    const bend = climb.bend();
    let eta = max;
    const goTo = (target: number) => {
      eta = shrunk(eta, shrink, target / size);
    };
    const most = climb.left() / (c * slope);
    if (eta * size > most) goTo(most);
    if (eta * size * spread > Number.MAX_VALUE) goTo(Number.MAX_VALUE / spread);
    for (let trial = 0; trial < MOST_TRIALS; trial++) {
      const step = eta * size;
      const risen = climb.increase(step);
      const asked = c * step * slope;
      if (risen >= asked) return eta;
      // For shorter steps Taylor's theorem guarantees the increase, so only rounding hides it.
      if (step * bend < 2 * (1 - c) * slope || step === 0) return null;
      const far = Math.min(Math.LN2 / spread, (asked - risen) / (climb.steepest() + c * slope));
      goTo(Number.isNaN(far) ? step : step - far);
    }
    return null;
  };
}

/** eˣ − 1. */
function growth(x: number): number {
  return Math.abs(x) > 1 ? exp(x) - 1 : expm1(x);
}
