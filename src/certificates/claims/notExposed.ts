/**
 * *not-exposed*: no θ makes optimal actions almost certain (docs/exposed.md; docs/policies.md, "In reach"): each choice of optimal arms is cut by
 * weights of differences of these arms that give 0.
 */
import type { Arms } from '../../conditions/arms.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import type { RefutedChoices } from '../../conditions/policies/proofs.js';
import type { HullProof } from '../../conditions/proofs.js';
import { between, combinationOf } from '../around.js';
import { conflictWeights } from '../deviations.js';
import { type Weight, weightsOf } from '../hull.js';
import type { Branch } from './policies.js';

export interface NotExposedClaim {
  readonly claim: 'not-exposed';
  readonly cuts: readonly (readonly Weight[])[];
  /** In a state that is visited, a branch for each optimal arm. */
  readonly tree: Branch;
}

/** @param hulls one for each arm of optimal actions alone, ascending */
export function notExposedArms(arms: Arms, hulls: readonly HullProof[]): NotExposedClaim {
  return {
    claim: 'not-exposed',
    cuts: hulls.map((hull) => weightsOf(combinationOf(hull, (from, to) => between(arms, from, to)))),
    tree: { state: 0, arms: hulls.map((_, cut) => ({ cut })) },
  };
}

export function notExposedPolicies(
  model: ExactMdp,
  rows: Arms | null,
  refuted: RefutedChoices,
): NotExposedClaim {
  const cuts: (readonly Weight[])[] = [];
  const branchOf = (node: RefutedChoices): Branch => {
    if (node.kind === 'state')
      return { state: node.state, arms: node.arms.map(([, below]) => branchOf(below)) };
    // A conflict is of rows that were looked at.
    cuts.push(conflictWeights(model, rows!, node.conflict));
    return { cut: cuts.length - 1 };
  };
  const tree = branchOf(refuted);
  return { claim: 'not-exposed', cuts, tree };
}
