/**
 * *not-exposed*: no θ makes the optimal actions almost certain (docs/exposed.md), since each is a convex combination of the features of suboptimal ones.
 * An optimal action that shares its features with a suboptimal one is such a combination by itself.
 */
import type { Arms } from '../../conditions/arms.js';
import type { HullProof } from '../../conditions/proofs.js';
import { between, combinationOf } from '../around.js';
import { type Weight, weightsOf } from '../hull.js';

export interface NotExposedClaim {
  readonly claim: 'not-exposed';
  /** For each arm of optimal actions alone, ascending: weights of x_o − x_a; the weighted sum is 0. */
  readonly combinations: readonly (readonly Weight[])[];
}

export function notExposedClaim(arms: Arms, hulls: readonly HullProof[]): NotExposedClaim {
  return {
    claim: 'not-exposed',
    combinations: hulls.map((hull) => weightsOf(combinationOf(hull, (from, to) => between(arms, from, to)))),
  };
}
