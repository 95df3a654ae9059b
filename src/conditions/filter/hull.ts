/** Is 0 in the hull of differences of features, and where is their min-norm point p? In floating point, with bounds. */
import { dot } from '../../math/dot.js';
import { type MinNormPoint, minNorming } from '../../math/minnorm.js';
import { Points } from '../../math/points.js';
import { finish } from '../../math/work.js';
import { type Doubles, UNIT } from './doubles.js';
import { leftInverseOf } from './rank.js';

/** The actions a and b of x_a − x_b. */
export type Pair = readonly [a: number, b: number];

export interface Hull {
  readonly differences: Points;
  readonly guess: MinNormPoint;
}

export function hullOf({ dimensions: d, features }: Doubles, pairs: readonly Pair[]): Hull {
  const coordinates = new Float64Array(pairs.length * d);
  let at = 0;
  for (const [a, b] of pairs)
    for (let k = 0; k < d; k++) coordinates[at++] = features[a * d + k]! - features[b * d + k]!;
  const differences = new Points(d, coordinates);
  return { differences, guess: finish(minNorming(differences)) };
}

/** Is 0 certainly outside of the hull (true) or in it (false)? */
export function isApart(x: Doubles, hull: Hull): boolean | null {
  const { point } = hull.guess;
  if (leastAlong(hull, point) > alongError(x, point)) return true;
  return isSurrounded(x, hull) ? false : null;
}

/** Is ⟨x_a − x_b, w⟩ certainly positive for all of the pairs? */
export function separates(x: Doubles, w: Float64Array, pairs: readonly Pair[]): boolean {
  const { dimensions: d, features } = x;
  const error = alongError(x, w);
  for (const [a, b] of pairs) {
    let along = 0;
    for (let k = 0; k < d; k++) along += (features[a * d + k]! - features[b * d + k]!) * w[k]!;
    if (!(along > error)) return false;
  }
  return true;
}

/** min ⟨v, w⟩ over the differences v. */
function leastAlong({ differences }: Hull, w: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < differences.count; i++) least = Math.min(least, differences.along(i, w));
  return least;
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
  const n = d + 1;
  if (support.length !== n) return false;
  const columns = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) columns[i * n + k] = differences.coordinates[support[i]! * d + k]!;
    columns[i * n + d] = largest;
  }
  const inverse = leftInverseOf(columns, n, largest);
  if (inverse === null) return false;
  let residual = 0;
  for (let k = 0; k < n; k++) {
    let left = k === d ? largest : 0;
    for (let i = 0; i < n; i++) left -= weights[i]! * columns[i * n + k]!;
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
export function nearPoint({ dimensions: d, largest }: Doubles, hull: Hull): NearPoint {
  const { support, weights } = hull.guess;
  const point = hull.differences.combine(support, weights);
  const total = weights.reduce((all, weight) => all + weight, 0);
  for (let k = 0; k < d; k++) point[k]! /= total;
  const square = dot(point, point);
  // The distance of the computed point from one of the hull.
  const off = 8 * (support.length + 8) * UNIT * largest * d;
  // ‖q‖ ≤ 2M√d, as every difference.
  const gap =
    Math.max(0, square - leastAlong(hull, point)) +
    32 * d * (d + 8) * UNIT * largest ** 2 +
    8 * off * largest * d;
  return { point, square, radius: 1.01 * Math.sqrt(gap) + off };
}

function sum(entries: Float64Array): number {
  let total = 0;
  for (let k = 0; k < entries.length; k++) total += Math.abs(entries[k]!);
  return total;
}
