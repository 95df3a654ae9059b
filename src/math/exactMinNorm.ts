/**
 * The min-norm point of integer vectors, exactly: Wolfe's method without rounding, started at the support that floating point found. Usually that
 * support is right and one solve confirms it; otherwise the method continues from there. In exact arithmetic every corral is affinely independent
 * and the norm falls at each step, so the method terminates.
 */
import { combineExact, dotExact, type IntegerVector, solvingExact } from './exactLinear.js';
import { Pauses, type Work } from './work.js';

/** Products of integers between two pauses, in whatever number of hulls. */
const pauses = new Pauses(2000);
/** Products of long integers between two pauses: of 50 vectors, or of fewer long ones. */
const pauseOf = (dimensions: number) => Math.max(1, Math.min(50, Math.floor(5000 / dimensions)));

/** p = point / denominator; all integers, denominator > 0. */
export interface ExactMinNorm {
  readonly point: readonly bigint[];
  readonly denominator: bigint;
  /** ⟨point, point⟩; 0 iff p = 0. */
  readonly normSquare: bigint;
  /** Indices of the points with positive weight, affinely independent. */
  readonly support: readonly number[];
  /** Their weights times `denominator`: positive, sum `denominator`. */
  readonly weights: readonly bigint[];
}

/** Sign of ⟨v, p⟩ − ‖p‖². */
export function side(p: ExactMinNorm, v: IntegerVector): -1 | 0 | 1 {
  const difference = dotExact(v, p.point) * p.denominator - p.normSquare;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/**
 * The min-norm point of `points` (n ≥ 1 rows of d integers), or null if `maxSteps` changes of the support were not enough.
 * `guess`: a support with positive weights (of any sum) from floating point.
 */
export function* exactMinNorming(
  points: readonly IntegerVector[],
  guess: { readonly support: readonly number[]; readonly weights: readonly number[] },
  maxSteps: number,
): Work<ExactMinNorm | null> {
  let current = yield* startAt(points, guess);
  for (let step = 0; step < maxSteps; step++) {
    if (current.normSquare === 0n) return current;
    const entering = yield* lowestAlong(points, current.point);
    if (side(current, points[entering]!) >= 0) return current;
    current = (yield* descend(points, [...current.support, entering], [...current.weights, 0n]))!;
  }
  return null;
}

function* startAt(
  points: readonly IntegerVector[],
  guess: { readonly support: readonly number[]; readonly weights: readonly number[] },
): Work<ExactMinNorm> {
  const weights = guess.weights.map((weight) => BigInt(Math.max(1, Math.round(weight * 2 ** 40))));
  return (
    (yield* descend(points, guess.support, weights)) ?? (yield* descend(points, [guess.support[0]!], [1n]))!
  );
}

/**
 * Wolfe's minor cycle. `weights` ≥ 0 are relative to their sum. null if the support is affinely dependent, which cannot
 * happen once an affinely independent support has been extended by a point strictly below its hyperplane.
 */
function* descend(
  points: readonly IntegerVector[],
  support: readonly number[],
  weights: readonly bigint[],
): Work<ExactMinNorm | null> {
  for (;;) {
    const vectors = support.map((index) => points[index]!);
    const target = yield* affineWeights(vectors);
    if (target === null) return null;
    if (target.weights.every((weight) => weight > 0n)) {
      const point = combineExact(target.weights, vectors);
      return {
        point,
        denominator: target.total,
        normSquare: dotExact(point, point),
        support,
        weights: target.weights,
      };
    }
    // The largest step s in [0, 1] with (1 − s)·weights + s·target ≥ 0, as stepAbove / stepBelow.
    const sum = weights.reduce((total, weight) => total + weight, 0n);
    let [stepAbove, stepBelow] = [1n, 1n];
    target.weights.forEach((weight, i) => {
      if (weight > 0n) return;
      const above = weights[i]! * target.total;
      const below = above - weight * sum;
      // weight = 0 and target = 0: the point has no weight and leaves at any step.
      if (below > 0n && above * stepBelow < stepAbove * below) [stepAbove, stepBelow] = [above, below];
    });
    const moved = weights.map(
      (weight, i) => (stepBelow - stepAbove) * weight * target.total + stepAbove * target.weights[i]! * sum,
    );
    const stays = (i: number) => moved[i]! > 0n;
    support = support.filter((_, i) => stays(i));
    weights = moved.filter((_, i) => stays(i));
  }
}

/** Weights of the least-norm point of the affine hull: λ ∝ (11ᵀ + VVᵀ)⁻¹1. null if the points are affinely dependent. */
function* affineWeights(
  vectors: readonly IntegerVector[],
): Work<{ weights: readonly bigint[]; total: bigint } | null> {
  const gram: bigint[][] = vectors.map(() => []);
  for (const [i, v] of vectors.entries()) {
    for (let j = 0; j <= i; j++) gram[i]![j] = gram[j]![i] = 1n + dotExact(v, vectors[j]!);
    if (pauses.after((i + 1) * v.length)) yield;
  }
  const solution = yield* solvingExact(
    gram,
    vectors.map(() => 1n),
  );
  if (solution === null) return null;
  // 1ᵀ(11ᵀ + VVᵀ)⁻¹1 > 0, since the matrix is positive definite.
  const total = solution.numerators.reduce((sum, entry) => sum + entry, 0n);
  return { weights: solution.numerators, total };
}

function* lowestAlong(points: readonly IntegerVector[], direction: IntegerVector): Work<number> {
  const pause = pauseOf(direction.length);
  let lowest = 0;
  let value: bigint | null = null;
  for (const [i, v] of points.entries()) {
    const along = dotExact(v, direction);
    if (value === null || along < value) {
      value = along;
      lowest = i;
    }
    if (i % pause === pause - 1) yield;
  }
  return lowest;
}
