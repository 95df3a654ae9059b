/**
 * The min-norm point p of integer vectors within proved bounds, for problems where the exact p has too many digits to compute.
 *
 * Let p̃ be any point of the hull and δ = ‖p̃‖² − min_v ⟨v, p̃⟩. Since p is a convex combination of the v, ⟨p, p̃⟩ ≥ ‖p̃‖² − δ; since p̃ is in the hull,
 * ⟨p̃, p⟩ ≥ ‖p‖². So
 *
 *     ‖p − p̃‖² ≤ δ,    ‖p̃‖² − 2δ ≤ ‖p‖² ≤ ‖p̃‖²,
 *
 * and if δ < ‖p̃‖², p̃ is as good a witness as p. The bounds determine the signs that a condition asks for, unless one of the numbers is about 0.
 */
import { combineExact, dotExact, type IntegerVector } from './exactLinear.js';
import type { Work } from './work.js';

/** p̃ = point / denominator. */
export interface Enclosure {
  readonly point: readonly bigint[];
  readonly denominator: bigint;
  /** ⟨point, point⟩. */
  readonly normSquare: bigint;
  /** The indices of the vectors that p̃ combines; `weights` ≥ 0 are theirs, times `denominator`. */
  readonly support: readonly number[];
  readonly weights: readonly bigint[];
}

/** The vectors v for which the sign of ⟨v, p⟩ − ‖p‖² (`beyond`) or of ⟨v, p⟩ (`along`) is asked. */
export interface Asked {
  readonly beyond: readonly IntegerVector[];
  readonly along: readonly IntegerVector[];
}

/** Binary places of a weight. */
const PLACES = 60;
/** Products of long integers between two pauses: of 50 vectors, or of fewer long ones. */
const pauseOf = (dimensions: number) => Math.max(1, Math.min(50, Math.floor(5000 / dimensions)));

/**
 * p̃ from the support and weights that floating point found (`guess`), with its bounds. null: p̃ is no witness, or the bounds do not determine one
 * of the signs asked for.
 */
export function* enclosing(
  points: readonly IntegerVector[],
  guess: { readonly support: readonly number[]; readonly weights: readonly number[] },
  asked: Asked,
): Work<Enclosure | null> {
  const weights = guess.weights.map((weight) => BigInt(Math.round(weight * 2 ** PLACES)));
  const pause = pauseOf(points[0]!.length);
  const N = weights.reduce((sum, weight) => sum + weight, 0n);
  const point = combineExact(
    weights,
    guess.support.map((index) => points[index]!),
  );
  const normSquare = dotExact(point, point);
  // All quantities are in units of 1/N².
  let least = normSquare;
  for (const [i, v] of points.entries()) {
    const product = dotExact(v, point) * N;
    if (product < least) least = product;
    if (i % pause === pause - 1) yield;
  }
  if (least <= 0n) return null;
  const delta = normSquare - least;
  const certain = (v: IntegerVector, lower: bigint, upper: bigint) => {
    const error = dotExact(v, v) * delta * N * N;
    return (lower > 0n && lower * lower > error) || (upper < 0n && upper * upper > error);
  };
  for (const [i, v] of asked.beyond.entries()) {
    const difference = dotExact(v, point) * N - normSquare;
    if (!certain(v, difference, difference + 2n * delta)) return null;
    if (i % pause === pause - 1) yield;
  }
  for (const [i, v] of asked.along.entries()) {
    const product = dotExact(v, point) * N;
    if (!certain(v, product, product)) return null;
    if (i % pause === pause - 1) yield;
  }
  return { point, denominator: N, normSquare, support: guess.support, weights };
}
