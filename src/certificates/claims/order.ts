/**
 * *order*: some w gives logits in the order of the rewards (docs/order.md). The point is p of the differences between neighbouring levels of
 * reward.
 */
import type { Arms } from '../../conditions/arms.js';
import type { HullProof } from '../../conditions/proofs.js';
import { between, combinationOf } from '../around.js';
import { type HullPoint, hullPoint } from '../hull.js';

/** The point is absent if there is only one level. */
export interface OrderClaim extends Partial<HullPoint> {
  readonly claim: 'order';
}

export function orderClaim(arms: Arms, hull: HullProof | null): OrderClaim {
  if (hull === null) return { claim: 'order' };
  const neighbours = arms.levels
    .slice(1)
    .flatMap((lower, level) =>
      arms.levels[level]!.flatMap((from) => lower.map((to) => between(arms, from, to))),
    );
  const combination = combinationOf(hull, (from, to) => between(arms, from, to));
  return { claim: 'order', ...hullPoint(combination, neighbours, [], arms.scale) };
}
