import { exp, expm1 } from './exp.js';
import { log, log1p } from './log.js';
import type { Policy } from './policy.js';

/**
 * How much a step raises the climbed function, F = f + τH, without subtracting two nearly equal numbers. With logits z + u, π′ the
 * policy there and v_a = log(π′_a/π_a) = u_a − log Σ_b π_b exp(u_b),
 *
 *     F(π′) − F(π) = Σ_a (π′_a − π_a)(g_a − g_m) − τ KL(π′‖π),    g_a = r_a − τ log π_a,
 *     π′_a − π_a = π_a (exp(v_a) − 1),    KL(π′‖π) = Σ_a π_a (v_a exp(v_a) − exp(v_a) + 1),
 *
 * with m the dominant action. So an increase of 10⁻³⁰⁰ keeps its digits beside a value of 1.
 */
export class Climb {
  readonly #delta: Float64Array;
  readonly #tau: number;
  readonly #moved: Float64Array;
  #policy: Policy | null = null;
  #y: Float64Array = new Float64Array();
  #s: Float64Array = new Float64Array();

  /** @param delta K shortfalls r* − r_a. @param tau τ ≥ 0, in the same unit. */
  constructor(delta: Float64Array, tau: number) {
    this.#delta = delta;
    this.#tau = tau;
    this.#moved = new Float64Array(delta.length);
  }

  /** @param y K logits minus that of the dominant action. @param s K slopes of the logits along the direction, minus that of the dominant action. */
  from(policy: Policy, y: Float64Array, s: Float64Array): void {
    this.#policy = policy;
    this.#y = y;
    this.#s = s;
  }

  /** F(θ + step·direction) − F(θ); NaN if a logit is not finite. */
  increase(step: number): number {
    const { e, Z, dominant } = this.#policy!;
    const [y, s, delta, tau] = [this.#y, this.#s, this.#delta, this.#tau];
    const total = this.#logTotal(step);
    let sum = 0;
    let divergence = 0;
    for (let a = 0; a < y.length; a++) {
      const v = step * s[a]! - total;
      const before = e[a]! / Z;
      const after = Math.abs(v) > 1 ? exp(y[a]! + v) / Z : 0;
      const change = Math.abs(v) > 1 ? after - before : before * expm1(v);
      sum += change * (delta[dominant]! - delta[a]! - tau * y[a]!);
      if (tau > 0) divergence += Math.abs(v) > 1 ? after * v - change : before * departure(v);
    }
    return sum - tau * divergence;
  }

  /**
   * A bound on |dF/dstep| at every step from `step − within` to `step`, where `step` is the argument of the last call of `increase`.
   *
   * The derivative is |Cov_π(g, s)| there, and no ratio of two probabilities changes by more than the factor 2 on the way if `within` is at most
   * log 2 / (max s − min s).
   */
  steepest(range: number): number {
    const [z, s, delta, tau] = [this.#moved, this.#s, this.#delta, this.#tau];
    let m = 0;
    for (let a = 1; a < z.length; a++) if (z[a]! > z[m]!) m = a;
    let [both, rewards, slopes, most] = [0, 0, 0, 0];
    for (let a = 0; a < z.length; a++) {
      if (a === m) continue;
      const share = 2 * exp(z[a]! - z[m]!);
      const slope = Math.abs(s[a]! - s[m]!);
      const reward = Math.abs(delta[a]! - delta[m]!) + tau * (z[m]! - z[a]! + Math.LN2);
      both += share * slope * reward;
      rewards += share * reward;
      slopes += share * slope;
      most = Math.max(most, reward);
    }
    return both + Math.min(slopes, range) * Math.min(rewards, most);
  }

  /** log Σ_a π_a exp(step·s_a). */
  #logTotal(step: number): number {
    const { e, Z } = this.#policy!;
    const [y, s, moved] = [this.#y, this.#s, this.#moved];
    let top = 0;
    for (let a = 0; a < y.length; a++) {
      moved[a] = y[a]! + step * s[a]!;
      // Written so that a NaN is kept: every comparison with NaN is false.
      if (!(moved[a]! <= top)) top = moved[a]!;
    }
    let sum = 0;
    if (top > 600) {
      for (let a = 0; a < y.length; a++) sum += exp(moved[a]! - top);
      return top + log(sum) - log(Z);
    }
    for (let a = 0; a < y.length; a++) {
      const u = step * s[a]!;
      sum += Math.abs(u) > 1 ? exp(moved[a]!) - e[a]! : e[a]! * expm1(u);
    }
    return log1p(sum / Z);
  }
}

/** v eᵛ − eᵛ + 1 ≥ 0; a series for |v| ≤ 1, where the difference would cancel. */
function departure(v: number): number {
  if (Math.abs(v) > 0.25) return v * exp(v) - expm1(v);
  // Σ vⁿ (n − 1)/n! from n = 2 on; the first omitted term is below 2⁻⁵³ of the sum.
  let sum = 0;
  let power = 1;
  let factorial = 1;
  for (let n = 2; n <= 14; n++) {
    factorial *= n;
    sum += (power * (n - 1)) / factorial;
    power *= v;
  }
  return v * v * sum;
}
