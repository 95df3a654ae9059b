/**
 * The gradient flow of f(θ) = softmax(Xθ)ᵀr followed by arc length: dθ/ds = ∇f/‖∇f‖. The path is that of θ' = ∇f, but near a vertex,
 * where plain time is exponentially slow, arc length is not, so the limit is found in a few hundred steps.
 *
 * Along its way to infinity the path relaxes quickly towards a straight ray, which would hold an explicit method to steps of length 1. The
 * linearly implicit Rosenbrock pair of order 2(3) (Shampine and Reichelt 1997, `ode23s`) is L-stable: its step can grow with ‖θ‖, and its error
 * estimate shrinks it where the direction turns. Limits of this flow are forecasts for gradient ascent with small steps.
 */

import type { Unsettled } from '../conditions/types.js';
import { factorize, solveFactorized } from '../math/lu.js';
import { finish, type Work } from '../math/work.js';
import type { NumericRows } from '../model/problem.js';
import { Field } from './field.js';
import { type FlowProblem, prepareFlow } from './flowProblem.js';
import { type Settled, Settling } from './settle.js';

/** Where a flow ends. Actions are indices into the rewards. */
export type Limit =
  /** The policy tends to this action alone. */
  | { readonly kind: 'action'; readonly action: number; readonly value: number }
  /** The policy tends to these actions only: tied, identical, or a face at a maximum of its own. θ itself has no limit. */
  | { readonly kind: 'set'; readonly actions: readonly number[]; readonly value: number }
  /** A finite stationary point; `maximum` is false if f is not seen to be concave there. */
  | {
      readonly kind: 'finite';
      readonly theta: Float64Array;
      readonly policy: Float64Array;
      readonly value: number;
      readonly maximum: boolean;
    }
  | { readonly kind: 'undecided'; readonly reason: Unsettled; readonly policy: Float64Array };

export interface FlowResult {
  readonly limit: Limit;
  /** Where the integration stopped: d entries. Beyond it the limit is known. */
  readonly theta: Float64Array;
  readonly steps: number;
}

export interface FlowOptions {
  /** Greatest number of steps tried, accepted or not. */
  readonly maxSteps?: number;
  /** Error allowed in a step, as a part of the usual. Default 1; a basin thinner than 1e-5 of the distance from 0 asks for less. */
  readonly precision?: number;
  /**
   * Told each θ of the path, in order, the start first: d entries, never changed afterwards. Its answer says whether to go on although the
   * end is known by then, for who wants to see more of the path.
   */
  readonly onStep?: (theta: Float64Array) => boolean;
}

const GAMMA = 1 / (2 + Math.SQRT2);
const E32 = 6 + Math.SQRT2;
/** Step and distance limits, in coordinates where features differ by at most 1, so lengths bound changes of logits. */
const FIRST_STEP = 0.05;
const GROWTH = 0.25;
const FARTHEST = 1e12;
const SHORTEST = 1e-11;
/** The direction of the gradient is rounding when its terms cancel to this part. */
const CANCELLED = 1e-14;
const MAX_STEPS = 2000;

/** A lead in logit that leaves the others without a part in the direction. */
const CLEAR_LEAD = 3;

/** However far out, what decides between two actions is a difference of logits, not a part of the distance. */
const tolerance = (radius: number): number => 3e-4 * Math.min(10, Math.max(1, 0.1 * radius));

/** Follows the flow of one bandit from any number of starts. */
export class Flow {
  readonly problem: FlowProblem;
  private readonly settling: Settling;
  private readonly field: Field;
  private readonly next: Field;

  /** @param problem the input made ready, where that was done already, in short steps. */
  constructor(input: NumericRows, problem = prepareFlow(input)) {
    this.problem = problem;
    this.settling = new Settling(this.problem);
    this.field = new Field(this.problem);
    this.next = new Field(this.problem);
  }

  /** Multiplications of one step, about: of the Hessian, and of solving with it. */
  get stepCost(): number {
    const { arms, rank } = this.problem;
    return rank * rank * (arms + rank);
  }

  /** @param start θ_0: d entries */
  from(start: ArrayLike<number>, options: FlowOptions = {}): FlowResult {
    return finish(this.following(start, options));
  }

  /** The same in short steps. Two starts of one flow must not be followed at the same time. */
  *following(start: ArrayLike<number>, options: FlowOptions = {}): Work<FlowResult> {
    const { onStep, maxSteps = MAX_STEPS, precision = 1 } = options;
    const visit = onStep && ((reduced: Float64Array) => onStep(this.problem.fromReduced(reduced, start)));
    const path = yield* this.integrate(this.problem.toReduced(start), maxSteps, precision, visit);
    const limit = 'reason' in path ? this.undecided(path) : this.describe(path.settled, start);
    return { limit, theta: this.problem.fromReduced(path.theta, start), steps: path.steps };
  }

  private *integrate(
    theta: Float64Array,
    maxSteps: number,
    precision: number,
    visit: (theta: Float64Array) => boolean = () => false,
  ): Work<Path> {
    const { rank } = this.problem;
    let { field, next } = this;
    field.evaluate(theta);
    let radius = lengthOf(theta);
    let h = FIRST_STEP * Math.max(1, radius);
    const F0 = new Float64Array(rank);
    const F1 = new Float64Array(rank);
    const F2 = new Float64Array(rank);
    const trial = new Float64Array(rank);
    const k1 = new Float64Array(rank);
    const k2 = new Float64Array(rank);
    const k3 = new Float64Array(rank);
    const W = new Float64Array(rank * rank);
    const order = new Int32Array(rank);
    const stop = (steps: number, reason: Unsettled): Path => ({ theta, steps, reason });
    let goOn = visit(theta);
    if (radius > FARTHEST) return stop(0, { code: 'starts-too-far', farthest: FARTHEST });

    for (let steps = 0; steps < maxSteps; steps++) {
      const far = yield* this.settling.far(field);
      if (far && !goOn) return { theta, steps, settled: far };
      // Exactly stationary: all rewards equal in effect, a symmetric start, or a maximum hit on the nose.
      if (field.norm <= CANCELLED * field.size || field.norm === 0) {
        const near = (yield* this.settling.near(theta)) ?? { kind: 'finite', theta, maximum: false };
        return { theta, steps, settled: near };
      }
      yield;
      field.differentiate();
      yield;
      unit(field, F0);
      while (h > SHORTEST * Math.max(1, radius) && !followed(field, F0, h, W)) h /= 2;
      let rejected = 0;
      for (;;) {
        if (rejected > 0) yield;
        unitJacobian(field, F0, -h * GAMMA, W);
        factorize(W, rank, order);
        yield;
        solveFactorized(W, rank, order, F0, k1);
        for (let k = 0; k < rank; k++) trial[k] = theta[k]! + 0.5 * h * k1[k]!;
        next.evaluate(trial);
        unit(next, F1);
        for (let k = 0; k < rank; k++) F2[k] = F1[k]! - k1[k]!;
        solveFactorized(W, rank, order, F2, k2);
        for (let k = 0; k < rank; k++) {
          k2[k]! += k1[k]!;
          trial[k] = theta[k]! + h * k2[k]!;
        }
        next.evaluate(trial);
        unit(next, F2);
        for (let k = 0; k < rank; k++) {
          F2[k]! += -E32 * (k2[k]! - F1[k]!) - 2 * (k1[k]! - F0[k]!);
        }
        solveFactorized(W, rank, order, F2, k3);
        let error = 0;
        for (let k = 0; k < rank; k++) error += (k1[k]! - 2 * k2[k]! + k3[k]!) ** 2;
        error = (h / 6) * Math.sqrt(error);
        const allowed = precision * tolerance(radius);
        const factor = Math.min(4, Math.max(0.1, 0.8 * Math.cbrt(allowed / error)));
        const over = overtakes(field, next);
        if (error <= allowed && !over) {
          theta.set(trial);
          goOn = visit(theta);
          [field, next] = [next, field];
          radius = lengthOf(theta);
          h = Math.min(h * factor, GROWTH * Math.max(1, radius));
          break;
        }
        h *= Number.isFinite(error) ? Math.min(over ? 0.25 : 0.5, factor) : 0.1;
        rejected++;
        steps++;
        if (h < SHORTEST * Math.max(1, radius) || steps >= maxSteps) {
          const near = yield* this.settling.near(theta);
          if (near) return { theta, steps, settled: near };
          return stop(steps, { code: 'turns-too-fast' });
        }
      }
      if (radius > FARTHEST) return stop(steps, { code: 'goes-too-far', farthest: FARTHEST });
      if (rejected > 0 || field.norm < 0.01 * field.size) {
        const near = yield* this.settling.near(theta);
        if (near) return { theta, steps, settled: near };
      }
    }
    return stop(maxSteps, { code: 'steps-spent', steps: maxSteps });
  }

  private describe(settled: Settled, start: ArrayLike<number>): Limit {
    const { problem } = this;
    if (settled.kind === 'finite') {
      this.field.evaluate(settled.theta);
      return {
        kind: 'finite',
        theta: problem.fromReduced(settled.theta, start),
        policy: this.actionPolicy(),
        value: this.field.value,
        maximum: settled.maximum,
      };
    }
    const actions = settled.arms.flatMap((arm) => problem.members[arm]!).sort((a, b) => a - b);
    if (settled.kind === 'face') {
      return { kind: 'set', actions, value: settled.value };
    }
    const value = problem.rewards[settled.arms[0]!]!;
    return actions.length === 1
      ? { kind: 'action', action: actions[0]!, value }
      : { kind: 'set', actions, value };
  }

  private undecided({ theta, reason }: Path & { reason: Unsettled }): Limit {
    this.field.evaluate(theta);
    return { kind: 'undecided', reason, policy: this.actionPolicy() };
  }

  /** The probabilities of the K actions where `field` stands. */
  private actionPolicy(): Float64Array {
    const policy = new Float64Array(this.problem.input.rewards.length);
    this.problem.members.forEach((arm, a) => {
      for (const action of arm) policy[action] = this.field.policy[a]! / arm.length;
    });
    return policy;
  }
}

type Path = { readonly theta: Float64Array; readonly steps: number } & (
  | { readonly settled: Settled }
  | { readonly reason: Unsettled }
);

function lengthOf(theta: Float64Array): number {
  let square = 0;
  for (let k = 0; k < theta.length; k++) square += theta[k]! * theta[k]!;
  return Math.sqrt(square);
}

/** ∇f/‖∇f‖ into `out`. */
function unit(field: Field, out: Float64Array): void {
  const inverse = field.norm > 0 ? 1 / field.norm : 0;
  for (let k = 0; k < out.length; k++) out[k] = field.gradient[k]! * inverse;
}

/** I + c·D(∇f/‖∇f‖) into W, where D(∇f/‖∇f‖) = (I − uuᵀ)H/‖∇f‖ and u = ∇f/‖∇f‖. */
function unitJacobian(field: Field, u: Float64Array, c: number, W: Float64Array): void {
  const n = u.length;
  const { hessian, norm } = field;
  for (let l = 0; l < n; l++) {
    let along = 0;
    for (let k = 0; k < n; k++) along += u[k]! * hessian[k * n + l]!;
    for (let k = 0; k < n; k++) {
      W[k * n + l] = (c * (hessian[k * n + l]! - u[k]! * along)) / norm + (k === l ? 1 : 0);
    }
  }
}

/**
 * Is one of the two arms that make up the direction clearly ahead before a step and clearly behind after it? A step has to be so short that it
 * ends while they are level: between two ties, another direction may lead elsewhere.
 */
function overtakes(before: Field, after: Field): boolean {
  const clear = (old: number, now: number) =>
    old !== now && before.lead(old, now) > CLEAR_LEAD && after.lead(now, old) > CLEAR_LEAD;
  return clear(before.top, after.top) || clear(before.driver, after.driver);
}

/**
 * Does no direction in which paths part grow by more than a factor e in a step h? The method damps what grows faster as if it decayed, and
 * would step over a tie of two logits from which the path leaves to one side.
 *
 * Paths part with the positive eigenvalues of P∇²fP/‖∇f‖, P = I − uuᵀ: I − hP∇²fP/‖∇f‖ must be positive definite, so have a Cholesky factor.
 * @param W scratch, rank·rank
 */
function followed(field: Field, u: Float64Array, h: number, W: Float64Array): boolean {
  const n = u.length;
  const { hessian, norm } = field;
  const c = h / norm;
  const along = new Float64Array(n);
  let twice = 0;
  for (let k = 0; k < n; k++) {
    for (let l = 0; l < n; l++) along[k]! += hessian[k * n + l]! * u[l]!;
    twice += u[k]! * along[k]!;
  }
  for (let k = 0; k < n; k++) {
    for (let l = 0; l <= k; l++) {
      const inside = hessian[k * n + l]! - u[k]! * along[l]! - along[k]! * u[l]! + u[k]! * u[l]! * twice;
      let entry = (k === l ? 1 : 0) - c * inside;
      for (let j = 0; j < l; j++) entry -= W[k * n + j]! * W[l * n + j]!;
      if (k > l) W[k * n + l] = entry / W[l * n + l]!;
      else if (entry > 0) W[k * n + k] = Math.sqrt(entry);
      else return false;
    }
  }
  return true;
}
