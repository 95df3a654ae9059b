/** Changes of one action of a contextual bandit or an MDP that restore a condition. Actions of changes are pairs. */
import type { MdpAnalysis, PolicyValue } from '../../conditions/policies/types.js';
import type { Mdp } from '../../model/mdp.js';
import type { NumberChange, Scope } from '../types.js';

/** What is restored: the verdict *always*, one policy no longer traps, the optimum is in reach, or one order is preserved. */
export type PolicyGoal =
  | { readonly id: 'verdict' | 'exposed' | 'order' }
  /** The policy, by what it does in the states that it visits. */
  | ({ readonly id: 'trap' } & Pick<PolicyValue, 'policy' | 'visited'>);

export type PolicyScope = Exclude<Scope, 'all rows'>;

/** The whole analysis of the changed problem proves that the goal is met with the margin. */
export interface PolicyRepair {
  readonly goal: PolicyGoal;
  readonly scope: PolicyScope;
  readonly changes: readonly NumberChange[];
  /** The Euclidean length of the change, in the units of the features, or of the rewards. */
  readonly size: number;
  /** Is the verdict then *always* and proved, and does each condition that it rests on hold by the margin? */
  readonly reaches: boolean;
  readonly mdp: Mdp;
  readonly analysis: MdpAnalysis;
}
