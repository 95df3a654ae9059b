/**
 * The point of least Euclidean norm in the convex hull of finitely many points, in floating point.
 *
 * P. Wolfe, "Finding the nearest point in a polytope", Mathematical Programming 11 (1976): an active-set method that keeps
 * an affinely independent set of points (a corral) whose affine hull has its nearest point inside their convex hull.
 */

import { finish, type Work } from './work.js';

export interface MinNormPoint {
  /** The point p, length d. */
  readonly point: Float64Array;
  /** Indices of the points that carry weight, affinely independent up to rounding. */
  readonly support: readonly number[];
  /** Their convex weights: positive, sum 1. */
  readonly weights: readonly number[];
  /** false: rounding stopped the method before its own optimality test was met. */
  readonly settled: boolean;
}

/** Relative to the norms of the points that make it up: what rounding can leave of an exact zero. */
const ROUNDING = 1e-13;

/**
 * Nearest point to 0 in conv(points). `points` are n ≥ 1 rows of d finite numbers; any scale, duplicates allowed.
 * Rounding makes the support a guess near degenerate configurations: `exactMinNorm` confirms or mends it.
 */
export function minNorm(points: readonly Float64Array[]): MinNormPoint {
  return finish(minNorming(points));
}

export function* minNorming(given: readonly Float64Array[]): Work<MinNormPoint> {
  const d = given[0]!.length;
  const scale = largestEntry(given);
  if (scale === 0) return { point: new Float64Array(d), support: [0], weights: [1], settled: true };

  const points = given.map((v) => {
    const scaled = new Float64Array(d);
    for (let k = 0; k < d; k++) scaled[k] = v[k]! / scale;
    return scaled;
  });
  const norms = points.map((v) => Math.sqrt(dot(v, v)));
  const first = indexOfLeast(norms);
  let corral = [first];
  let weights = [1];
  let point: Float64Array = points[first]!;
  let settled = false;

  // Every major cycle lowers the norm, so no corral comes back; the bound only guards against rounding.
  for (let major = 0; major < 20 * (points.length + d); major++) {
    const norm = Math.sqrt(dot(point, point));
    if (norm <= ROUNDING * Math.max(...corral.map((index) => norms[index]!))) {
      settled = true;
      break;
    }
    const entering = furthestBelow(points, norms, corral, point);
    if (entering === null) {
      settled = true;
      break;
    }
    const grown = descend(points, [...corral, entering], [...weights, 0]);
    if (grown === null) break;
    if (dot(grown.point, grown.point) >= norm * norm) break;
    ({ corral, weights, point } = grown);
    yield;
  }
  return { point: point.map((entry) => entry * scale), support: corral, weights, settled };
}

/** Wolfe's minor cycle: walk towards the affine minimiser, dropping the points whose weight reaches 0 on the way. */
function descend(points: readonly Float64Array[], corral: number[], weights: number[]) {
  for (;;) {
    const target = affineWeights(points, corral);
    if (target === null) return null;
    if (target.every((weight) => weight > ROUNDING)) {
      return { corral, weights: target, point: combine(points, corral, target) };
    }
    let step = 1;
    for (let i = 0; i < corral.length; i++) {
      if (target[i]! <= ROUNDING)
        step = Math.min(step, weights[i]! / Math.max(weights[i]! - target[i]!, ROUNDING));
    }
    const moved = weights.map((weight, i) => weight + step * (target[i]! - weight));
    let leaving = -1;
    for (let i = 0; i < corral.length; i++) {
      if (target[i]! <= ROUNDING && (leaving < 0 || moved[i]! < moved[leaving]!)) leaving = i;
    }
    const stays = (i: number) => i !== leaving && moved[i]! > ROUNDING;
    corral = corral.filter((_, i) => stays(i));
    weights = moved.filter((_, i) => stays(i));
    if (corral.length === 0) return null;
  }
}

/**
 * Weights λ, Σλ = 1, of the least-norm point of the affine hull: λ ∝ (s11ᵀ + VVᵀ)⁻¹1 for any s > 0, by Cholesky; s of the size of
 * VVᵀ, for else short points are lost beside it. null when the corral is affinely dependent up to rounding.
 */
function affineWeights(points: readonly Float64Array[], corral: readonly number[]): number[] | null {
  const m = corral.length;
  const lower = new Float64Array(m * m);
  const size = corral.reduce((sum, index) => sum + dot(points[index]!, points[index]!), 0) / m;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = size + dot(points[corral[i]!]!, points[corral[j]!]!);
      const whole = sum;
      for (let k = 0; k < j; k++) sum -= lower[i * m + k]! * lower[j * m + k]!;
      if (i === j) {
        if (!(sum > 1e-15 * whole)) return null;
        lower[i * m + i] = Math.sqrt(sum);
      } else {
        lower[i * m + j] = sum / lower[j * m + j]!;
      }
    }
  }
  const solution = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    let sum = 1;
    for (let k = 0; k < i; k++) sum -= lower[i * m + k]! * solution[k]!;
    solution[i] = sum / lower[i * m + i]!;
  }
  for (let i = m - 1; i >= 0; i--) {
    let sum = solution[i]!;
    for (let k = i + 1; k < m; k++) sum -= lower[k * m + i]! * solution[k]!;
    solution[i] = sum / lower[i * m + i]!;
  }
  const total = solution.reduce((sum, entry) => sum + entry, 0);
  return Array.from(solution, (entry) => entry / total);
}

function combine(
  points: readonly Float64Array[],
  corral: readonly number[],
  weights: readonly number[],
): Float64Array {
  const sum = new Float64Array(points[0]!.length);
  corral.forEach((index, i) => {
    const v = points[index]!;
    for (let k = 0; k < sum.length; k++) sum[k]! += weights[i]! * v[k]!;
  });
  return sum;
}

/** The further point furthest below p's hyperplane, as a part of its own norm; null when none is below it beyond rounding. */
function furthestBelow(
  points: readonly Float64Array[],
  norms: readonly number[],
  corral: readonly number[],
  p: Float64Array,
): number | null {
  const square = dot(p, p);
  let index: number | null = null;
  let least = -ROUNDING * Math.sqrt(square);
  for (let i = 0; i < points.length; i++) {
    if (corral.includes(i)) continue;
    const above = (dot(points[i]!, p) - square) / norms[i]!;
    if (above < least) {
      least = above;
      index = i;
    }
  }
  return index;
}

function largestEntry(points: readonly Float64Array[]): number {
  let largest = 0;
  for (const v of points) for (const entry of v) largest = Math.max(largest, Math.abs(entry));
  return largest;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

function indexOfLeast(values: readonly number[]): number {
  let least = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! < values[least]!) least = i;
  return least;
}
