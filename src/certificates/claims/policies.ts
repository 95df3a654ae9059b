/**
 * *policies*: all exposed policies of a process, as a tree over the states with a choice; branches that are cut are not separable
 * (docs/policies.md, "In reach").
 */
import type { Arms } from '../../conditions/arms.js';
import type { Conflict } from '../../conditions/policies/differences.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import type { PolicyTree } from '../../conditions/policies/proofs.js';
import { conflictWeights } from '../deviations.js';
import type { Weight } from '../hull.js';

export interface PoliciesClaim {
  readonly claim: 'policies';
  /** Weights of differences of chosen arms; the weighted sum is 0. */
  readonly cuts: readonly (readonly Weight[])[];
  readonly tree: Branch;
}

export type Branch =
  /** A branch for each arm of the state. */
  | { readonly state: number; readonly arms: readonly Branch[] }
  /** Cut, for the reason with this index in `cuts`. */
  | { readonly cut: number }
  /** A policy, about which there is a claim. */
  | { readonly policy: readonly number[] };

export function policiesClaim(
  model: ExactMdp,
  rows: Arms,
  choices: readonly number[],
  tree: PolicyTree,
): PoliciesClaim {
  const conflicts = new Map<Conflict, number>();
  const branchOf = (node: PolicyTree): Branch => {
    switch (node.kind) {
      case 'state':
        return { state: node.state, arms: node.arms.map(branchOf) };
      case 'policy':
        return { policy: choices.map((state) => model.arms[state]![node.policy[state]!]!.pairs[0]!) };
      case 'conflict': {
        const cut = conflicts.get(node.conflict) ?? conflicts.size;
        conflicts.set(node.conflict, cut);
        return { cut };
      }
    }
  };
  const branch = branchOf(tree);
  const cuts = [...conflicts.keys()].map((conflict) => conflictWeights(model, rows, conflict));
  return { claim: 'policies', cuts, tree: branch };
}
