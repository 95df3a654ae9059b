/**
 * *order* and *not-ordered*: whether one w gives logits in the order of the rewards (docs/order.md), in all states together (docs/policies.md, "Order
 * and always"): the differences of each arm to the arms of the next lower reward.
 */
import type { Arms } from '../../conditions/arms.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import type { PolicyProof } from '../../conditions/policies/proofs.js';
import type { HullProof } from '../../conditions/proofs.js';
import { between, combinationOf } from '../around.js';
import { keyed } from '../deviations.js';
import { type Combination, type HullPoint, hullPoint, type Keyed, type Weight, weightsOf } from '../hull.js';

export type OrderClaim =
  /** Without a point where there is one level. */
  | ({ readonly claim: 'order' } & Partial<HullPoint>)
  | { readonly claim: 'not-ordered'; readonly weights: readonly Weight[] };

export function orderOfArms(arms: Arms, preserved: boolean, hull: HullProof | null): OrderClaim {
  if (hull === null) return { claim: 'order' };
  const neighbours = arms.levels
    .slice(1)
    .flatMap((lower, level) =>
      arms.levels[level]!.flatMap((from) => lower.map((to) => between(arms, from, to))),
    );
  const combination = combinationOf(hull, (from, to) => between(arms, from, to));
  return claimOf(preserved, combination, neighbours, arms.scale);
}

export function orderOfPolicies(
  model: ExactMdp,
  rows: Arms,
  { preserved, differences, hull }: Extract<PolicyProof, { kind: 'order' }>,
): OrderClaim {
  if (hull === null) return { claim: 'order' };
  const listed = differences.map((each) => keyed(model, rows, each));
  const combination = combinationOf(hull, (_from, _to, index) => listed[index]!);
  return claimOf(preserved, combination, listed, rows.scale);
}

function claimOf(
  preserved: boolean,
  combination: Combination,
  differences: readonly Keyed[],
  scale: bigint,
): OrderClaim {
  return preserved
    ? { claim: 'order', ...hullPoint(combination, differences, [], scale) }
    : { claim: 'not-ordered', weights: weightsOf(combination) };
}
