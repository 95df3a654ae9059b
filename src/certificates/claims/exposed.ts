/**
 * *exposed*: some θ makes an optimal action almost certain (docs/exposed.md). The point is p of the differences to all arms with a suboptimal
 * action.
 */
import { type Arms, isOptimalArm } from '../../conditions/arms.js';
import type { HullProof } from '../../conditions/proofs.js';
import { between, combinationOf } from '../around.js';
import { type HullPoint, hullPoint } from '../hull.js';

/** The point is absent if every action is optimal. */
export interface ExposedClaim extends Partial<HullPoint> {
  readonly claim: 'exposed';
  /** The optimal action. */
  readonly action: number;
}

export function exposedClaim(arms: Arms, arm: number, hull: HullProof | null): ExposedClaim {
  const action = arms.members[arm]![0]!;
  if (hull === null) return { claim: 'exposed', action };
  const differences = [...arms.members.keys()]
    .filter((other) => !isOptimalArm(arms, other))
    .map((other) => between(arms, arm, other));
  const combination = combinationOf(hull, (from, to) => between(arms, from, to));
  return { claim: 'exposed', action, ...hullPoint(combination, differences, [], arms.scale) };
}
