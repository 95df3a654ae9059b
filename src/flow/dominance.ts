/**
 * When a flow far out is certain to end where it is: at an arm i, or at a face F that is at a maximum of its own.
 *
 * Up to a relative error ε, ∇f ∝ q = Σ_j w_j y_j / Σ_j w_j over the arms j that are worse, with y_j = x_i − x_j and w_j = π_j (r_i − r_j) (for a
 * face: x_i and r_i are its point and value, and y_j is projected on the complement of the face's span). The flow of q alone climbs
 * M(θ) = −log Σ_j w_j, a concave function whose gradient is q; hence ‖q‖ never grows. q lies in conv{y_j}, whose min-norm point is p, so
 * ⟨p, q⟩ ≥ ‖p‖² and ‖q − p‖² ≤ ‖q‖² − ‖p‖² = ρ² for ever. An arm b that is not worse loses against the slowest worse arm for ever if
 * ⟨y_b, q⟩ > ‖q‖² for all such q; ⟨y_b, p⟩ − ρ‖y_b‖ > ‖q‖² is sufficient for that. An arm of the same reward pulls only in second order, so it only
 * has to lose against i: > 0 instead of > ‖q‖². Then ε, which contains their share and everything of second order, decays
 * exponentially with the arc length, and the flow stays.
 */
import { dot } from '../math/dot.js';
import { minNorming } from '../math/minnorm.js';
import { Points } from '../math/points.js';
import type { Work } from '../math/work.js';

/** An arm's direction y and its weight w ≥ 0 in the gradient, up to any common positive factor. */
export interface Pull {
  readonly y: Float64Array;
  readonly weight: number;
}

/** How small ε must be relative to the square of the slowest rate that it could change. */
const SAFETY = 1e-3;
/** Floating point does not distinguish rates below this from 0; features have differences of length ≤ 1. */
const LEAST_RATE = 1e-9;

/** The min-norm point of the directions of the worse arms: the direction of a trap. */
export function* directing(worse: readonly Float64Array[]): Work<Float64Array> {
  return (yield* minNorming(Points.of(worse))).point;
}

/**
 * @param p min-norm point of the worse arms' directions
 * @param worse arms that push the flow further out; at least one
 * @param better arms that could pull it back
 * @param tied directions of the arms of the same reward
 * @param secondOrder bound on the relative size of the terms that q leaves out
 */
export function staysForEver(
  p: Float64Array,
  worse: readonly Pull[],
  better: readonly Pull[],
  tied: readonly Float64Array[],
  secondOrder: number,
): boolean {
  const pushing = total(worse);
  if (!(pushing > 0)) return false;
  const q = new Float64Array(p.length);
  for (const { y, weight } of worse) for (let k = 0; k < q.length; k++) q[k]! += weight * y[k]!;
  for (let k = 0; k < q.length; k++) q[k]! /= pushing;
  const pp = dot(p, p);
  // If rounding kept p from being the min-norm point, the following does not apply.
  if (worse.some(({ y }) => dot(y, p) < pp * (1 - 1e-9))) return false;
  const qq = dot(q, q);
  const rho = Math.sqrt(Math.max(0, qq - pp));
  const lead = (y: Float64Array) => dot(y, p) - rho * Math.sqrt(dot(y, y));
  const rate = Math.min(pp, ...better.map(({ y }) => lead(y) - qq), ...tied.map(lead));
  return rate > LEAST_RATE && total(better) / pushing + secondOrder <= SAFETY * rate * rate;
}

const total = (pulls: readonly Pull[]): number => pulls.reduce((sum, { weight }) => sum + weight, 0);
