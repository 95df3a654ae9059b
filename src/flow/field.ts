/**
 * Gradient and Hessian of f(θ) = softmax(Xθ)ᵀr at one θ, both divided by the same positive factor.
 *
 * With i the most probable arm, y_a = x_a − x_i, δ = f − r_i = Σ_b π_b (r_b − r_i) and c_a = π_a (r_a − r_i − δ):
 *
 *     ∇f = Σ_a c_a y_a,    ∇²f = Σ_a c_a (y_a − ȳ)(y_a − ȳ)ᵀ,    ȳ = Σ_a π_a y_a.
 *
 * The factor is the probability of the most probable arm whose reward is not r_i. The computation of c_a subtracts no nearly equal
 * numbers, and nothing significant underflows however large θ is: a lost term is smaller than the terms that are kept by a factor of 1e-300.
 */
import type { Work } from '../math/work.js';
import type { ArcField } from './arcLength.js';
import type { FlowProblem } from './flowProblem.js';

/** With this lead in logit, an arm alone determines the direction. */
const CLEAR_LEAD = 3;

/** The field of a bandit's f in reduced coordinates; one instance holds the values at one θ. */
export class Field implements ArcField {
  /** The most probable arm; `scaledDelta` is f − r_top divided by the factor. */
  top = 0;
  /** The most probable arm whose reward is not the top's: where it is well ahead of the others, it makes up the gradient. */
  driver = 0;
  scaledDelta = 0;
  /** The logarithm of the factor, a probability. */
  logFactor = 0;
  /** π_a of each arm; tiny ones may be 0. */
  readonly policy: Float64Array;
  /** π_a divided by the factor, for arms whose reward is not the top's; without meaning for the others. */
  readonly scaledPolicy: Float64Array;
  readonly gradient: Float64Array;
  /** ‖gradient‖, and the sum of |c_a|: their ratio is small only near a stationary point of f or of a face. */
  norm = 0;
  size = 0;
  /** rank·rank, symmetric; filled by `differentiate`. */
  readonly hessian: Float64Array;
  private readonly logits: Float64Array;
  private readonly coefficients: Float64Array;
  private readonly mean: Float64Array;
  private readonly scratch: Float64Array;

  readonly rank: number;

  constructor(readonly problem: FlowProblem) {
    const { arms, rank } = problem;
    this.rank = rank;
    this.policy = new Float64Array(arms);
    this.scaledPolicy = new Float64Array(arms);
    this.logits = new Float64Array(arms);
    this.coefficients = new Float64Array(arms);
    this.gradient = new Float64Array(rank);
    this.mean = new Float64Array(rank);
    this.scratch = new Float64Array(rank);
    this.hessian = new Float64Array(rank * rank);
  }

  /** f(θ) at the last θ that was evaluated. */
  get value(): number {
    return this.problem.rewards[this.top]! + this.scaledDelta * Math.exp(this.logFactor);
  }

  /** Evaluates policy and gradient at θ (length rank). */
  evaluate(theta: Float64Array): void {
    const { arms, rank, rows, rewards, logCounts } = this.problem;
    const { logits, policy, scaledPolicy, coefficients, gradient } = this;
    let top = 0;
    for (let a = 0; a < arms; a++) {
      let z = logCounts[a]!;
      for (let k = 0; k < rank; k++) z += rows[a * rank + k]! * theta[k]!;
      logits[a] = z;
      if (z > logits[top]!) top = a;
    }
    const zTop = logits[top]!;
    const rTop = rewards[top]!;
    let total = 0;
    let zSecond = Number.NEGATIVE_INFINITY;
    let driver = top;
    for (let a = 0; a < arms; a++) {
      const weight = Math.exp(logits[a]! - zTop);
      policy[a] = weight;
      total += weight;
      if (rewards[a] !== rTop && logits[a]! > zSecond) {
        zSecond = logits[a]!;
        driver = a;
      }
    }
    // All rewards are equal: f is constant and the gradient 0.
    if (zSecond === Number.NEGATIVE_INFINITY) zSecond = zTop;
    let delta = 0;
    for (let a = 0; a < arms; a++) {
      policy[a]! /= total;
      // The factor is exp(zSecond − zTop)/total, so this quotient is at most 1, except for arms with the reward of the top.
      const scaled = Math.exp(logits[a]! - zSecond);
      scaledPolicy[a] = scaled;
      if (rewards[a] !== rTop) delta += scaled * (rewards[a]! - rTop);
    }
    const factor = Math.exp(zSecond - zTop) / total;
    this.logFactor = zSecond - zTop - Math.log(total);
    this.top = top;
    this.driver = driver;
    this.scaledDelta = delta;
    gradient.fill(0);
    let size = 0;
    for (let a = 0; a < arms; a++) {
      const c =
        rewards[a] === rTop ? -policy[a]! * delta : scaledPolicy[a]! * (rewards[a]! - rTop - delta * factor);
      coefficients[a] = c;
      size += Math.abs(c);
      if (a === top) continue;
      for (let k = 0; k < rank; k++) gradient[k]! += c * (rows[a * rank + k]! - rows[top * rank + k]!);
    }
    this.size = size;
    let square = 0;
    for (let k = 0; k < rank; k++) square += gradient[k]! * gradient[k]!;
    this.norm = Math.sqrt(square);
  }

  /** How far the logit of arm a is ahead of that of arm b. */
  lead(a: number, b: number): number {
    return this.logits[a]! - this.logits[b]!;
  }

  /**
   * Is one of the two arms that make up the direction clearly ahead here and clearly behind after the step? A step has to end while they are level,
   * since between two ties another direction may lead elsewhere.
   */
  overtakes(after: Field): boolean {
    const clear = (old: number, now: number) =>
      old !== now && this.lead(old, now) > CLEAR_LEAD && after.lead(now, old) > CLEAR_LEAD;
    return clear(this.top, after.top) || clear(this.driver, after.driver);
  }

  /** Fills the Hessian at the θ of the last `evaluate`, divided by the same factor as the gradient. */
  // biome-ignore lint/correctness/useYield: one short step here, several where a process is differentiated.
  *differentiate(): Work<void> {
    const { arms, rank, rows } = this.problem;
    const { policy, coefficients, mean, hessian, top, scratch: y } = this;
    mean.fill(0);
    for (let a = 0; a < arms; a++) {
      if (a === top) continue;
      for (let k = 0; k < rank; k++) mean[k]! += policy[a]! * (rows[a * rank + k]! - rows[top * rank + k]!);
    }
    hessian.fill(0);
    for (let a = 0; a < arms; a++) {
      const c = coefficients[a]!;
      if (c === 0) continue;
      for (let k = 0; k < rank; k++) y[k] = rows[a * rank + k]! - rows[top * rank + k]! - mean[k]!;
      for (let k = 0; k < rank; k++) {
        const left = c * y[k]!;
        for (let l = 0; l <= k; l++) hessian[k * rank + l]! += left * y[l]!;
      }
    }
    for (let k = 0; k < rank; k++) for (let l = 0; l < k; l++) hessian[l * rank + k] = hessian[k * rank + l]!;
  }
}
