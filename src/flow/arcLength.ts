/**
 * A gradient flow followed by arc length: dθ/ds = ∇f/‖∇f‖. The path is that of θ' = ∇f. Near a vertex, plain time is
 * exponentially slow and arc length is not, so the limit is found in a few hundred steps.
 *
 * Along its way to infinity the path relaxes quickly towards a straight ray, which would limit an explicit method to steps of length 1. The
 * linearly implicit Rosenbrock pair of order 2(3) (Shampine and Reichelt 1997, `ode23s`) is L-stable: its step can grow with ‖θ‖, and its error
 * estimate shrinks it where the direction turns. Limits of this flow are forecasts for gradient ascent with small steps.
 */

import type { Unsettled } from '../conditions/types.js';
import { factorize, solveFactorized } from '../math/lu.js';
import type { Work } from '../math/work.js';

/** Gradient and Hessian of the function that the flow climbs, at one θ, both divided by the same positive factor. */
export interface ArcField {
  /** The number of coordinates of θ. */
  readonly rank: number;
  readonly gradient: Float64Array;
  /** ‖gradient‖, and the sum of the sizes of its terms: their ratio is small only near a stationary point. */
  readonly norm: number;
  readonly size: number;
  /** rank·rank, symmetric; filled by `differentiate`. */
  readonly hessian: Float64Array;
  evaluate(theta: Float64Array): void;
  differentiate(): Work<void>;
  /** Does a step to `after` pass a tie that decides where the flow leads? Then shorter steps are taken. */
  overtakes(after: this): boolean;
}

/** Recognizes the end of a flow before the flow gets there. */
export interface Settler<Field extends ArcField, Settled> {
  /** The end, if it is certain at the point where `field` was last evaluated. */
  far(field: Field): Work<Settled | null>;
  /** The end, if there is one next to θ. */
  near(theta: Float64Array): Work<Settled | null>;
  /** The end at a point at which `field` was evaluated last and where its terms cancel; null: the point is far out, where they cancel as they vanish. */
  stationary(field: Field, theta: Float64Array): Settled | null;
}

export type Path<Settled> = { readonly theta: Float64Array; readonly steps: number } & (
  | { readonly settled: Settled }
  | { readonly reason: Unsettled }
);

export interface ArcOptions {
  /** Greatest number of steps tried, accepted or not. */
  readonly maxSteps: number;
  /** The error allowed in a step, as a multiple of the usual one. */
  readonly precision: number;
  /** Called with each θ of the path. It returns whether to continue although the end is known by then. */
  readonly visit: (theta: Float64Array) => boolean;
}

const GAMMA = 1 / (2 + Math.SQRT2);
const E32 = 6 + Math.SQRT2;
/** Step and distance limits, in coordinates where features differ by at most 1, so lengths bound changes of logits. */
const FIRST_STEP = 0.05;
const GROWTH = 0.25;
const FARTHEST = 1e12;
const SHORTEST = 1e-11;
/** If its terms cancel to less than this fraction, the gradient is only rounding error. */
const CANCELLED = 1e-14;

/**
 * The error allowed in a step. At any distance, a difference of logits decides between two actions, so the tolerance hardly grows with the
 * distance.
 */
const tolerance = (radius: number): number => 3e-4 * Math.min(10, Math.max(1, 0.1 * radius));

/**
 * Follows the flow from `theta`, in short steps.
 *
 * @param fields two of one kind, for the two ends of a step. @param theta the start, overwritten with the end: `rank` entries, in coordinates where
 * features differ by at most 1.
 */
export function* followArc<Field extends ArcField, Settled>(
  fields: readonly [Field, Field],
  settler: Settler<Field, Settled>,
  theta: Float64Array,
  { maxSteps, precision, visit }: ArcOptions,
): Work<Path<Settled>> {
  let [field, next] = fields;
  const { rank } = field;
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
  const stop = (steps: number, reason: Unsettled): Path<Settled> => ({ theta, steps, reason });
  let goOn = visit(theta);
  if (radius > FARTHEST) return stop(0, { code: 'starts-too-far', farthest: FARTHEST });

  for (let steps = 0; steps < maxSteps; steps++) {
    const far = yield* settler.far(field);
    if (far && !goOn) return { theta, steps, settled: far };
    // Exactly stationary: all rewards are equal in effect, the start is symmetric, or a maximum is hit exactly.
    if (field.norm <= CANCELLED * field.size || field.norm === 0) {
      const settled = (yield* settler.near(theta)) ?? settler.stationary(field, theta);
      return settled ? { theta, steps, settled } : stop(steps, { code: 'cancels-far-out' });
    }
    yield;
    yield* field.differentiate();
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
      const over = field.overtakes(next);
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
        const near = yield* settler.near(theta);
        if (near) return { theta, steps, settled: near };
        return stop(steps, { code: 'turns-too-fast' });
      }
    }
    if (radius > FARTHEST) return stop(steps, { code: 'goes-too-far', farthest: FARTHEST });
    if (rejected > 0 || field.norm < 0.01 * field.size) {
      const near = yield* settler.near(theta);
      if (near) return { theta, steps, settled: near };
    }
  }
  return stop(maxSteps, { code: 'steps-spent', steps: maxSteps });
}

function lengthOf(theta: Float64Array): number {
  let square = 0;
  for (let k = 0; k < theta.length; k++) square += theta[k]! * theta[k]!;
  return Math.sqrt(square);
}

/** ∇f/‖∇f‖ into `out`. */
function unit(field: ArcField, out: Float64Array): void {
  const inverse = field.norm > 0 ? 1 / field.norm : 0;
  for (let k = 0; k < out.length; k++) out[k] = field.gradient[k]! * inverse;
}

/** I + c·D(∇f/‖∇f‖) into W, where D(∇f/‖∇f‖) = (I − uuᵀ)H/‖∇f‖ and u = ∇f/‖∇f‖. */
function unitJacobian(field: ArcField, u: Float64Array, c: number, W: Float64Array): void {
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
 * Does no direction in which paths diverge grow by more than a factor e in a step h? The method damps faster growth as if it were decay, and
 * would step over a tie of two logits from which the path leaves to one side.
 *
 * Paths diverge with the positive eigenvalues of P∇²fP/‖∇f‖, P = I − uuᵀ: I − hP∇²fP/‖∇f‖ must be positive definite, that is, have a Cholesky factor.
 *
 * @param W scratch, rank·rank
 */
function followed(field: ArcField, u: Float64Array, h: number, W: Float64Array): boolean {
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
