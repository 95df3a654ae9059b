/** Is 0 in the hull of differences of features, and where is their min-norm point p? In floating point, with bounds. */
import { type MinNormPoint, minNorming } from '../../math/minnorm.js';
import { Points } from '../../math/points.js';
import { finish } from '../../math/work.js';
import { type Doubles, difference, UNIT } from './doubles.js';
import { dot, leftInverseOf } from './rank.js';

/** The actions a and b of x_a − x_b. */
export type Pair = readonly [a: number, b: number];

export interface Hull {
  readonly differences: readonly Float64Array[];
  readonly guess: MinNormPoint;
}

export function hullOf(x: Doubles, pairs: readonly Pair[]): Hull {
  const differences = pairs.map(([a, b]) => difference(x, a, b));
  return { differences, guess: finish(minNorming(Points.of(differences))) };
}

/** Is 0 certainly outside of the hull (true) or in it (false)? */
export function isApart(x: Doubles, { differences, guess }: Hull): boolean | null {
  const { point } = guess;
  const error = alongError(x, point);
  if (differences.every((v) => dot(v, point) > error)) return true;
  return isSurrounded(x, { differences, guess }) ? false : null;
}

/** The error of ⟨v, w⟩ for a difference v of features and any doubles w. */
export function alongError({ dimensions: d, largest }: Doubles, w: Float64Array): number {
  return 4 * (d + 6) * UNIT * largest * sum(w);
}

/**
 * Is 0 certainly inside the simplex of the d + 1 differences v_i with positive weight? The weights solve Σ λ_i (v_i, M) = (0, M), and differ from
 * those of floating point by at most ‖L‖·‖residual‖/(1 − ‖I − L·A‖).
 */
function isSurrounded({ dimensions: d, largest }: Doubles, { differences, guess }: Hull): boolean {
  const { support, weights } = guess;
  if (support.length !== d + 1) return false;
  const columns = support.map((index) => {
    const column = new Float64Array(d + 1);
    column.set(differences[index]!);
    column[d] = largest;
    return column;
  });
  const inverse = leftInverseOf(columns, largest);
  if (inverse === null) return false;
  let residual = 0;
  for (let k = 0; k <= d; k++) {
    let left = k === d ? largest : 0;
    for (const [i, column] of columns.entries()) left -= weights[i]! * column[k]!;
    residual = Math.max(residual, Math.abs(left));
  }
  const total = weights.reduce((all, weight) => all + Math.abs(weight), 0) + 1;
  residual += 2 * total * largest * UNIT * (2 * d + 12);
  const error = (2 * inverse.size * residual) / (1 - inverse.defect);
  return weights.every((weight) => weight > error);
}

/** A point q with ‖p − q‖ ≤ `radius`. */
export interface NearPoint {
  readonly point: Float64Array;
  readonly square: number;
  readonly radius: number;
}

/**
 * A point near p. For q in the hull, ‖q − p‖² ≤ ‖q‖² − min ⟨v, q⟩, since ⟨q, p⟩ ≥ ‖p‖² and ⟨q, p⟩ ≥ min ⟨v, q⟩. The computed q differs from
 * a point of the hull by rounding alone.
 */
export function nearPoint(x: Doubles, { differences, guess }: Hull): NearPoint {
  const { dimensions: d, largest } = x;
  const { support, weights } = guess;
  const point = new Float64Array(d);
  let total = 0;
  for (const [n, index] of support.entries()) {
    const v = differences[index]!;
    total += weights[n]!;
    for (let k = 0; k < d; k++) point[k]! += weights[n]! * v[k]!;
  }
  for (let k = 0; k < d; k++) point[k]! /= total;
  const square = dot(point, point);
  let least = Number.POSITIVE_INFINITY;
  for (const v of differences) least = Math.min(least, dot(v, point));
  // The distance of the computed point from one of the hull.
  const off = 8 * (support.length + 8) * UNIT * largest * d;
  // ‖q‖ ≤ 2M√d, as every difference.
  const gap = Math.max(0, square - least) + 32 * d * (d + 8) * UNIT * largest ** 2 + 8 * off * largest * d;
  return { point, square, radius: 1.01 * Math.sqrt(gap) + off };
}

function sum(entries: Float64Array): number {
  let total = 0;
  for (let k = 0; k < entries.length; k++) total += Math.abs(entries[k]!);
  return total;
}
