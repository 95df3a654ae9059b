/** *policy-order* and *policy-not-ordered*: one w for the order of the arms in all states of a process (docs/policies.md, "Order and always"). */
import type { Arms } from '../../conditions/arms.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import type { PolicyProof } from '../../conditions/policies/proofs.js';
import { combinationOf } from '../around.js';
import { keyed } from '../deviations.js';
import { type HullPoint, hullPoint, type Weight, weightsOf } from '../hull.js';

export type PolicyOrderClaim =
  /** The point is absent if no state has a choice. */
  | ({ readonly claim: 'policy-order' } & Partial<HullPoint>)
  | { readonly claim: 'policy-not-ordered'; readonly weights: readonly Weight[] };

export function policyOrderClaim(
  model: ExactMdp,
  rows: Arms,
  { preserved, differences, hull }: Extract<PolicyProof, { kind: 'order' }>,
): PolicyOrderClaim {
  if (hull === null) return { claim: 'policy-order' };
  const listed = differences.map((each) => keyed(model, rows, each));
  const combination = combinationOf(hull, (_from, _to, index) => listed[index]!);
  return preserved
    ? { claim: 'policy-order', ...hullPoint(combination, listed, [], rows.scale) }
    : { claim: 'policy-not-ordered', weights: weightsOf(combination) };
}
