/**
 * ∇J at one θ, divided by a positive factor, and its derivative.
 *
 * With m_s the most probable arm of state s and y_i = φ_i − φ_{m_s}: ∇J = Σ_i c_i y_i, c_i = d(s) π_i A_i. The factor is the greatest |c_i|, computed
 * from logarithms, so that nothing underflows however large θ is.
 */
import { Evaluation, type EvaluationSlopes, evaluationWork } from '../../engine/mdp/evaluation.js';
import type { Work } from '../../math/work.js';
import type { ArcField } from '../arcLength.js';
import type { MdpFlowProblem } from './problem.js';

/** With this lead in logit, an arm alone determines the direction. */
const CLEAR_LEAD = 3;
/** A difference of the Q of two arms below this fraction of the greatest |Q| is rounding error; where no pair leads anywhere, Q is a reward or a mean of some. */
const TIED = { values: 1e-12, rewards: 1e-15 };
/** Multiplications between two pauses. */
const PAUSE = 1e6;

/** The field of J in reduced coordinates; one instance holds the values at one θ. */
export class MdpField implements ArcField {
  readonly rank: number;
  readonly gradient: Float64Array;
  norm = 0;
  size = 0;
  readonly hessian: Float64Array;
  readonly evaluation: Evaluation;
  /** c_i divided by the factor; 0 for the dominant arms. */
  readonly coefficients: Float64Array;
  /** log π_i of each arm. */
  readonly logPolicy: Float64Array;
  /** The logarithm of the factor; −Infinity: the gradient is 0. */
  logFactor = 0;
  /** Q(s,a) − Q(s, dominant) of each arm, and A(s,a); a lead that is rounding error counts as 0. */
  readonly #leads: Float64Array;
  readonly #advantages: Float64Array;
  readonly #logits: Float64Array;
  readonly #logitSlopes: Float64Array;
  readonly #slopes: EvaluationSlopes;
  /** The coordinates in which some arm of the state is not 0: with features of their own for each state, few. */
  readonly #columns: readonly Int32Array[];
  #rounding = 0;
  readonly #tied: number;
  /** The approximate number of multiplications of one evaluation. */
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
    this.#leads = new Float64Array(n);
    this.#advantages = new Float64Array(n);
    this.#logits = new Float64Array(n);
    this.#columns = columnsOf(problem);
    this.#logitSlopes = new Float64Array(n);
    this.#slopes = {
      logPolicy: new Float64Array(n),
      lead: new Float64Array(n),
      occupancy: new Float64Array(arms.start.length),
    };
    this.#tied = arms.next.length > 0 ? TIED.values : TIED.rewards;
    this.#cost = evaluationWork(arms) + n * (rank + 20);
  }

  /** A lead of at most this is rounding error at the last θ, and counts as 0. */
  get rounding(): number {
    return this.#rounding;
  }

  /** J(θ) at the last θ that was evaluated. */
  get value(): number {
    return this.problem.arms.start.reduce((sum, p, s) => sum + p * this.evaluation.value[s]!, 0);
  }

  evaluate(theta: Float64Array): void {
    this.#evaluate(theta);
    let square = 0;
    for (const x of this.gradient) square += x * x;
    this.norm = Math.sqrt(square);
  }

  /** Fills the Hessian at the θ of the last `evaluate`, divided by the same factor as the gradient: Σ_i dc_i y_i along each coordinate. */
  *differentiate(): Work<void> {
    const { rank, hessian, problem, evaluation } = this;
    const { offsets, features } = problem.arms;
    const dz = this.#logitSlopes;
    const y = this.#deviations();
    const weights = this.logPolicy.map((log) => Math.exp(log - this.logFactor));
    hessian.fill(0);
    let done = 0;
    for (let l = 0; l < rank; l++) {
      for (let i = 0; i < dz.length; i++) dz[i] = features[i * rank + l]!;
      evaluation.differentiate(dz, this.#slopes);
      for (let s = 0; s + 1 < offsets.length; s++) this.#addSlopes(s, l, y, weights);
      done += this.#cost;
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
  }

  /**
   * Adds the part of row l of the Hessian that comes from the arms of a state: c_i = d(s) π_i A_i. A lead that is rounding error counts as 0, and
   * so does its slope.
   */
  #addSlopes(s: number, l: number, y: Float64Array, weights: Float64Array): void {
    const { rank, hessian, evaluation } = this;
    const { offsets } = this.problem.arms;
    const { pi, occupancy, dominant } = evaluation;
    const [leads, advantages, rounding] = [this.#leads, this.#advantages, this.#rounding];
    const columns = this.#columns[s]!;
    const { logPolicy: slopes, lead: leadSlopes } = this.#slopes;
    const [from, end] = [offsets[s]!, offsets[s + 1]!];
    const [share, shareSlope] = [occupancy[s]!, this.#slopes.occupancy[s]!];
    let meanSlope = 0;
    for (let i = from; i < end; i++) {
      if (!(Math.abs(leadSlopes[i]!) > rounding)) leadSlopes[i] = 0;
      meanSlope += pi[i]! * (slopes[i]! * leads[i]! + leadSlopes[i]!);
    }
    for (let i = from; i < end; i++) {
      if (i === dominant[s]) continue;
      const advantage = advantages[i]!;
      const slope = shareSlope * advantage + share * (slopes[i]! * advantage + leadSlopes[i]! - meanSlope);
      if (slope === 0) continue;
      const c = slope * weights[i]!;
      for (let n = 0; n < columns.length; n++) {
        const k = columns[n]!;
        hessian[l * rank + k]! += c * y[i * rank + k]!;
      }
    }
  }

  /** y_i = φ_i − φ_{m_s} of each arm. */
  #deviations(): Float64Array {
    const { rank, problem, evaluation } = this;
    const { offsets, features } = problem.arms;
    const y = new Float64Array(features.length);
    for (let s = 0; s + 1 < offsets.length; s++) {
      const m = evaluation.dominant[s]!;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++)
        for (const k of this.#columns[s]!)
          y[i * rank + k] = features[i * rank + k]! - features[m * rank + k]!;
    }
    return y;
  }

  /** Is the most probable arm of some state clearly ahead here and clearly behind after the step? */
  overtakes(after: MdpField): boolean {
    const { dominant } = this.evaluation;
    return dominant.some((old, s) => {
      const now = after.evaluation.dominant[s]!;
      return old !== now && this.#ahead(old, now) > CLEAR_LEAD && after.#ahead(now, old) > CLEAR_LEAD;
    });
  }

  #ahead(i: number, j: number): number {
    return this.#logits[i]! - this.#logits[j]!;
  }

  #evaluate(theta: Float64Array): void {
    const { arms, rank, logCounts } = this.problem;
    const { evaluation, gradient, coefficients, logPolicy } = this;
    const { offsets, features } = arms;
    const z = this.#logits;
    for (let s = 0; s + 1 < offsets.length; s++)
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        let sum = logCounts[i]!;
        for (const k of this.#columns[s]!) sum += features[i * rank + k]! * theta[k]!;
        z[i] = sum;
      }
    evaluation.setLogits(z);
    evaluation.evaluate();
    const { dominant, scale, pi, base, lead, occupancy } = evaluation;
    const [leads, advantages] = [this.#leads, this.#advantages];
    this.#rounding = this.#tied * base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
    let greatest = Number.NEGATIVE_INFINITY;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const m = dominant[s]!;
      let mean = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        const isLead = Math.abs(lead[i]!) > this.#rounding;
        leads[i] = isLead ? lead[i]! : 0;
        mean += pi[i]! * leads[i]!;
      }
      const logScale = Math.log(scale[s]!);
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        logPolicy[i] = z[i]! - z[m]! + logScale;
        advantages[i] = leads[i]! - mean;
        coefficients[i] = i === m ? 0 : occupancy[s]! * advantages[i]!;
        if (coefficients[i] !== 0)
          greatest = Math.max(greatest, logPolicy[i]! + Math.log(Math.abs(coefficients[i]!)));
      }
    }
    this.logFactor = greatest;
    gradient.fill(0);
    let size = 0;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const m = dominant[s]!;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        if (coefficients[i] === 0) continue;
        const c = coefficients[i]! * Math.exp(logPolicy[i]! - greatest);
        coefficients[i] = c;
        size += Math.abs(c);
        for (const k of this.#columns[s]!)
          gradient[k]! += c * (features[i * rank + k]! - features[m * rank + k]!);
      }
    }
    this.size = size;
  }
}

function columnsOf({ arms: { offsets, features }, rank }: MdpFlowProblem): Int32Array[] {
  return offsets.slice(1).map((end, s) => {
    const columns: number[] = [];
    for (let k = 0; k < rank; k++) {
      let i = offsets[s]!;
      while (i < end && features[i * rank + k] === 0) i++;
      if (i < end) columns.push(k);
    }
    return Int32Array.from(columns);
  });
}
