import type { NumericMdp } from '../../model/numericMdp.js';
import type { LearningRate } from '../../model/run.js';
import { exp, expm1 } from '../exp.js';
import { log, log1p } from '../log.js';
import { Evaluation } from './evaluation.js';
import { pairLogits } from './gradient.js';
import type { PairRows } from './rows.js';

type Armijo = Extract<LearningRate, { kind: 'armijo' }>;

/** Steps of one search that are tried. */
const MOST_TRIALS = 1e5;

/**
 * How much a step raises what is climbed, without the difference of two nearly equal numbers (Kakade and Langford's performance difference, which
 * holds with entropy too, Q then that of r − τ log π):
 *
 *     F(π′) − F(π) = Σ_s d′(s) [Σ_a (π′ − π)(a|s) (Q(s,a) − Q(s,m_s)) − τ KL(π′(·|s)‖π(·|s))],
 *     π′_a − π_a = π_a (exp(v_a) − 1),   v_a = log(π′_a/π_a),   KL(π′‖π) = Σ_a π′_a v_a.
 */
export class MdpClimb {
  readonly #mdp: NumericMdp;
  readonly #features: PairRows;
  readonly #tau: number;
  readonly #after: Evaluation;
  readonly #slopes: Float64Array;
  readonly #moved: Float64Array;

  constructor(mdp: NumericMdp, features: PairRows, tau: number) {
    this.#mdp = mdp;
    this.#features = features;
    this.#tau = tau;
    this.#after = new Evaluation(mdp);
    this.#slopes = new Float64Array(mdp.rewards.length);
    this.#moved = new Float64Array(mdp.rewards.length);
  }

  /** F(θ + step·direction) − F(θ); NaN where a logit leaves the finite numbers. @param z n logits of θ. */
  increase(before: Evaluation, z: Float64Array, direction: Float64Array, step: number): number {
    const { offsets } = this.#mdp;
    pairLogits(this.#features, direction, this.#slopes);
    for (let i = 0; i < z.length; i++) this.#moved[i] = z[i]! + step * this.#slopes[i]!;
    if (!this.#after.setLogits(this.#moved)) return Number.NaN;
    this.#after.evaluate();
    let sum = 0;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const [from, end] = [offsets[s]!, offsets[s + 1]!];
      let rest = 0;
      for (let i = from; i < end; i++)
        rest += before.pi[i]! * growth(step * (this.#slopes[i]! - this.#slopes[before.dominant[s]!]!));
      // log Σ_a π_a exp(step·s_a), counted from the dominant action's slope; a sum beyond the doubles is told by the logits.
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
        gained += change * before.lead[i]!;
        if (this.#tau > 0 && this.#after.pi[i]! > 0) gained -= this.#tau * this.#after.pi[i]! * v;
      }
      sum += this.#after.occupancy[s]! * gained;
    }
    return sum;
  }
}

/** η of the next step along `direction`, from an evaluated policy, its logits and the gradient of what is climbed. null: there is none. */
export type MdpBacktracking = (
  before: Evaluation,
  z: Float64Array,
  gradient: Float64Array,
  direction: Float64Array,
) => number | null;

/**
 * Backtracking (Armijo 1966): the largest η = max·shrinkⁿ with F(θ + ηu) ≥ F(θ) + c·η·⟨∇F, u⟩. null: there is none, because F does not rise along the
 * direction, or because no increase is told from rounding.
 *
 * @param curvature L with ‖∇²F‖ ≤ L: a step below 2(1 − c)⟨∇F, u⟩/(L‖u‖²) raises F enough, so that only rounding can hide it.
 */
export function mdpBacktracking(
  climb: MdpClimb,
  { max, c, shrink }: Armijo,
  curvature: number,
): MdpBacktracking {
  return (before, z, gradient, direction) => {
    let slope = 0;
    let square = 0;
    for (let k = 0; k < direction.length; k++) {
      slope += gradient[k]! * direction[k]!;
      square += direction[k]! * direction[k]!;
    }
    // Where nothing moves every step does; what is not finite ends the run.
    if (!(square > 0 && square < Number.POSITIVE_INFINITY)) return max;
    if (!(slope >= 0)) return null;
    let eta = max;
    for (let trial = 0; trial < MOST_TRIALS; trial++) {
      if (climb.increase(before, z, direction, eta) >= c * eta * slope) return eta;
      if (eta * curvature * square < 2 * (1 - c) * slope || eta === 0) return null;
      eta *= shrink;
    }
    return null;
  };
}

/** eˣ − 1. */
function growth(x: number): number {
  return Math.abs(x) > 1 ? exp(x) - 1 : expm1(x);
}
