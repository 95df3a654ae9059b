/** A finite local maximum of f next to a point, by Newton's method. */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import type { Work } from '../math/work.js';
import type { ArcField } from './arcLength.js';

/** If Newton's first step changes a difference of logits by more than this, the point is not near a maximum. */
const REACH = 0.3;
const CONVERGED = 1e-10;
/** A curvature below this fraction of the greatest possible one is rounding error. */
const LEAST_CURVATURE = 1e-11;

/**
 * The strict local maximum that Newton's method reaches from θ, if f is concave and the steps shrink all the way; otherwise null.
 * Leaves `field` evaluated at the last point.
 */
export function* maximumNear(field: ArcField, theta: Float64Array): Work<Float64Array | null> {
  const point = Float64Array.from(theta);
  let last = REACH / 0.7;
  for (let n = 0; n < 60; n++) {
    field.evaluate(point);
    yield* field.differentiate();
    const step = newtonStep(field);
    if (!step) return null;
    const length = Math.hypot(...step);
    if (length <= CONVERGED) return point;
    if (length > 0.7 * last) return null;
    last = length;
    for (let k = 0; k < point.length; k++) point[k]! += step[k]!;
    yield;
  }
  return null;
}

/** −H⁻¹∇f if −H is positive definite beyond rounding, otherwise null. */
function newtonStep(field: ArcField): number[] | null {
  const { rank } = field;
  if (field.norm === 0 && field.size === 0) return null;
  const negated = new Matrix(rank, rank);
  for (let k = 0; k < rank; k++)
    for (let l = 0; l < rank; l++) negated.set(k, l, -field.hessian[k * rank + l]!);
  // The decomposition mistakes a matrix with an infinite or NaN entry for one that is not symmetric.
  if (!negated.to1DArray().every(Number.isFinite)) return null;
  const cholesky = new CholeskyDecomposition(negated);
  if (!cholesky.isPositiveDefinite()) return null;
  const pivots = cholesky.lowerTriangularMatrix.diagonal();
  if (Math.min(...pivots) ** 2 <= LEAST_CURVATURE * field.size) return null;
  return cholesky.solve(Matrix.columnVector(Array.from(field.gradient))).getColumn(0);
}
