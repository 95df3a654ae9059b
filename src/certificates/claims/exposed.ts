/**
 * *exposed*: some θ makes optimal actions almost certain (docs/exposed.md; docs/policies.md, "In reach"): p of the differences of one optimal arm of
 * each state to all arms that are not named.
 */
import type { Arms } from '../../conditions/arms.js';
import { isOptimalArm } from '../../conditions/arms.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import type { PolicyProof } from '../../conditions/policies/proofs.js';
import type { HullProof } from '../../conditions/proofs.js';
import { between, combinationOf } from '../around.js';
import { keyed } from '../deviations.js';
import { type HullPoint, hullPoint } from '../hull.js';
import { tabularPoint } from './tabular.js';

/** Without a point where there is nothing to separate. */
export interface ExposedClaim extends Partial<HullPoint> {
  readonly claim: 'exposed';
  /** Optimal arms of the states that they visit; of several of one state the first is the one that is separated. */
  readonly arms: readonly number[];
}

export function exposedArm(arms: Arms, arm: number, hull: HullProof | null): ExposedClaim {
  const others = [...arms.members.keys()].filter((other) => !isOptimalArm(arms, other));
  const optimal = [...arms.members.keys()].filter((other) => other !== arm && isOptimalArm(arms, other));
  const named = { claim: 'exposed', arms: [arm, ...optimal].map((each) => arms.members[each]![0]!) } as const;
  if (hull === null) return named;
  const combination = combinationOf(hull, (from, to) => between(arms, from, to));
  const differences = others.map((other) => between(arms, arm, other));
  return { ...named, ...hullPoint(combination, differences, [], arms.scale) };
}

type InReach = Extract<PolicyProof, { kind: 'in-reach' }>;

export function exposedPolicy(
  model: ExactMdp,
  rows: Arms | null,
  { policy, differences, hull }: InReach,
): ExposedClaim {
  const arms = policy.flatMap((arm, state) => (arm < 0 ? [] : [model.arms[state]![arm]!.pairs[0]!]));
  if (differences.length === 0) return { claim: 'exposed', arms };
  if (hull === null || rows === null) return { claim: 'exposed', arms, ...tabularPoint(model, differences) };
  const listed = differences.map((each) => keyed(model, rows, each));
  const combination = combinationOf(hull, (_from, _to, index) => listed[index]!);
  return { claim: 'exposed', arms, ...hullPoint(combination, listed, [], rows.scale) };
}
