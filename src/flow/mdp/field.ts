/**
 * ∇J at one θ, divided by a positive factor, and its derivative by central differences.
 *
 * With m_s the likeliest arm of state s and y_i = φ_i − φ_{m_s}: ∇J = Σ_i c_i y_i, c_i = d(s) π_i A_i. The factor is the greatest |c_i|, worked out
 * from logarithms, so that nothing underflows however large θ is.
 */
import { Evaluation, evaluationWork } from '../../engine/mdp/evaluation.js';
import type { Work } from '../../math/work.js';
import type { ArcField } from '../arcLength.js';
import type { MdpFlowProblem } from './problem.js';

/** A lead in logit that leaves the others without a part in the direction. */
const CLEAR_LEAD = 3;
/** Q − Q of two arms, as a part of the greatest |Q|, that is rounding. */
const TIED = 1e-12;
/** Of the central differences: where no logit differs by more than this, the third derivative's part is below 1e-9. */
const APART = 3e-5;
/** Multiplications between two pauses. */
const PAUSE = 1e6;

export class MdpField implements ArcField {
  readonly rank: number;
  readonly gradient: Float64Array;
  norm = 0;
  size = 0;
  readonly hessian: Float64Array;
  readonly evaluation: Evaluation;
  /** c_i divided by the factor, 0 of the dominant arms. */
  readonly coefficients: Float64Array;
  /** log π_i of each arm. */
  readonly logPolicy: Float64Array;
  /** log of the factor; −Infinity: the gradient is 0. */
  logFactor = 0;
  readonly #logits: Float64Array;
  readonly #theta: Float64Array;
  /** Multiplications of one evaluation, about. */
  readonly #cost: number;

  constructor(readonly problem: MdpFlowProblem) {
    const { arms, rank } = problem;
    const n = arms.rewards.length;
    this.rank = rank;
    this.evaluation = new Evaluation(arms);
    this.gradient = new Float64Array(rank);
    this.hessian = new Float64Array(rank * rank);
    this.coefficients = new Float64Array(n);
    this.logPolicy = new Float64Array(n);
    this.#logits = new Float64Array(n);
    this.#theta = new Float64Array(rank);
    this.#cost = evaluationWork(arms) + n * (rank + 20);
  }

  /** J(θ) at the last θ. */
  get value(): number {
    return this.problem.arms.start.reduce((sum, p, s) => sum + p * this.evaluation.value[s]!, 0);
  }

  evaluate(theta: Float64Array): void {
    this.#theta.set(theta);
    this.#evaluate(theta, null);
    let square = 0;
    for (const x of this.gradient) square += x * x;
    this.norm = Math.sqrt(square);
  }

  /** Fills the Hessian at the θ of the last `evaluate`, divided by the same factor as the gradient. */
  *differentiate(): Work<void> {
    const { rank, hessian, gradient } = this;
    const [kept, coefficients, size] = [gradient.slice(), this.coefficients.slice(), this.size];
    const theta = this.#theta.slice();
    let done = 0;
    for (let l = 0; l < rank; l++) {
      theta[l] = this.#theta[l]! + APART;
      this.#evaluate(theta, this.logFactor);
      for (let k = 0; k < rank; k++) hessian[k * rank + l] = gradient[k]!;
      theta[l] = this.#theta[l]! - APART;
      this.#evaluate(theta, this.logFactor);
      for (let k = 0; k < rank; k++)
        hessian[k * rank + l] = (hessian[k * rank + l]! - gradient[k]!) / (2 * APART);
      theta[l] = this.#theta[l]!;
      done += 2 * this.#cost;
      if (done < PAUSE) continue;
      done = 0;
      yield;
    }
    for (let k = 0; k < rank; k++)
      for (let l = 0; l < k; l++) {
        const mean = (hessian[k * rank + l]! + hessian[l * rank + k]!) / 2;
        hessian[k * rank + l] = mean;
        hessian[l * rank + k] = mean;
      }
    this.#evaluate(this.#theta, this.logFactor);
    gradient.set(kept);
    this.coefficients.set(coefficients);
    this.size = size;
  }

  /** Is the likeliest arm of some state clearly ahead here and clearly behind after the step? */
  overtakes(after: MdpField): boolean {
    const { dominant } = this.evaluation;
    return dominant.some((old, s) => {
      const now = after.evaluation.dominant[s]!;
      return old !== now && this.#lead(old, now) > CLEAR_LEAD && after.#lead(now, old) > CLEAR_LEAD;
    });
  }

  #lead(i: number, j: number): number {
    return this.#logits[i]! - this.#logits[j]!;
  }

  /** @param logFactor null: the one at this θ. */
  #evaluate(theta: Float64Array, logFactor: number | null): void {
    const { arms, rank, logCounts } = this.problem;
    const { evaluation, gradient, coefficients, logPolicy } = this;
    const { offsets, features } = arms;
    const z = this.#logits;
    for (let i = 0; i < z.length; i++) {
      let sum = logCounts[i]!;
      for (let k = 0; k < rank; k++) sum += features[i * rank + k]! * theta[k]!;
      z[i] = sum;
    }
    evaluation.setLogits(z);
    evaluation.evaluate();
    const { dominant, scale, pi, lead, base, occupancy } = evaluation;
    const least = TIED * base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
    let greatest = Number.NEGATIVE_INFINITY;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const m = dominant[s]!;
      let mean = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++)
        if (Math.abs(lead[i]!) > least) mean += pi[i]! * lead[i]!;
      const logScale = Math.log(scale[s]!);
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        logPolicy[i] = z[i]! - z[m]! + logScale;
        coefficients[i] = i === m ? 0 : occupancy[s]! * ((Math.abs(lead[i]!) > least ? lead[i]! : 0) - mean);
        if (coefficients[i] !== 0)
          greatest = Math.max(greatest, logPolicy[i]! + Math.log(Math.abs(coefficients[i]!)));
      }
    }
    const factor = logFactor ?? greatest;
    this.logFactor = factor;
    gradient.fill(0);
    let size = 0;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const m = dominant[s]!;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        if (coefficients[i] === 0) continue;
        const c = coefficients[i]! * Math.exp(logPolicy[i]! - factor);
        coefficients[i] = c;
        size += Math.abs(c);
        for (let k = 0; k < rank; k++)
          gradient[k]! += c * (features[i * rank + k]! - features[m * rank + k]!);
      }
    }
    this.size = size;
  }
}
