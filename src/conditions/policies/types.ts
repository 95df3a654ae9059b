/** What the conditions say about one contextual bandit or MDP. The "actions" of a condition are indices of pairs of a state and an action. */
import type { EliminationExcess } from '../../math/eliminationOrder.js';
import type { DeterministicPolicy } from '../../model/mdp.js';
import type { Basis, Condition, Reason, Unsettled, VerdictKind } from '../types.js';
import type { PolicyProof, ProcessProof } from './proofs.js';

/** A number as a double, with its literal if it is known exactly and short. */
export interface Quantified {
  readonly value: number;
  readonly exact?: string;
}

/** A deterministic policy by the first pair of each state's arm, with its J. */
export interface PolicyValue {
  readonly policy: DeterministicPolicy;
  /** For each state: is it visited from ρ? */
  readonly visited: readonly boolean[];
  readonly value: Quantified;
  /** J* − J ≥ 0. */
  readonly gap: Quantified;
}

/** Why a condition of policies is undecided, or which case applies. */
export type PolicyReason =
  | Reason
  /** `exposed`: not all choices of optimal actions were looked at. */
  | { readonly code: 'choices-left'; readonly lookedAt: number }
  /** `exposed`, `trap`: each pair has a feature of its own. */
  | { readonly code: 'tabular' }
  /** `order`: which of two pairs of a state is better changes with the policy, or the bounds of the values do not decide it. */
  | { readonly code: 'order-not-fixed'; readonly pairs: readonly [number, number] }
  /** `order`: no state has a choice that matters. */
  | { readonly code: 'no-choice' }
  /** `trap`: better and worse actions of several states change their logits alike, and their sum is exactly 0 or its sign is not known. */
  | { readonly code: 'cancels'; readonly pairs: readonly number[] }
  /** `trap`: it does not attract along p, but the policy leaves states unvisited, and what happens there can hold it or free it. */
  | { readonly code: 'unvisited'; readonly states: readonly number[] }
  /** `trap`: an action of equal value, together with which the policy may attract as a mixture. */
  | { readonly code: 'tied'; readonly pair: number }
  /** `trap`: the signs of A(s, ·) were decided in floating point. */
  | { readonly code: 'values-too-large' };

/** The conditions in the order of tables. */
export const POLICY_CONDITION_IDS = ['exposed', 'order', 'trap'] as const;
export type PolicyConditionId = (typeof POLICY_CONDITION_IDS)[number];

export interface PolicyCondition extends Omit<Condition, 'reason' | 'proof'> {
  readonly id: PolicyConditionId;
  /** For `trap`: the policy; holds = true means that an open set of θ converges to it. */
  readonly policy?: PolicyValue;
  readonly reason?: PolicyReason;
  /** Present if it was asked for and `basis` is proved. */
  readonly proof?: PolicyProof;
}

/** Why the verdict is `undecided`, in the order in which the reasons are shown. */
export type Undecided =
  | { readonly code: 'too-large'; readonly pairs: number; readonly dimensions: number }
  | { readonly code: 'exposed-open' }
  | { readonly code: 'not-all-policies'; readonly lookedAt: number }
  | { readonly code: 'trap-open' }
  | { readonly code: 'order-not-fixed'; readonly pairs: readonly [number, number] }
  | { readonly code: 'order-not-preserved' }
  /** Tabular features, but ρ = 0 in this state with a choice, where the theorem requires ρ > 0. */
  | { readonly code: 'start-not-everywhere'; readonly state: number };

export interface MdpVerdict {
  readonly kind: VerdictKind;
  readonly basis: Basis;
  /** The optimal pairs of each state, ascending: those with A* = 0. */
  readonly optimal: readonly (readonly number[])[];
  /** Which states some optimal policy visits. */
  readonly visited: readonly boolean[];
  /** J*. */
  readonly value: Quantified;
  /** The best exposed deterministic policy of those examined; null: none is known yet, or none was asked for. */
  readonly best: PolicyValue | null;
  /** The policies that attract and whose J is below `best`; one of those that agree in all states that they visit. */
  readonly traps: readonly PolicyValue[];
  /** How many exposed policies were examined, and whether these are all. */
  readonly lookedAt: number;
  readonly isAll: boolean;
  /** For `always`: what it rests on. */
  readonly ground?: 'tabular' | 'order';
  /** For `undecided`: the reasons. */
  readonly why: readonly Undecided[];
  /** false: some conditions are still being checked. */
  readonly complete: boolean;
}

/** A state's own bandit, φ(s, ·) with Q*(s, ·): a diagnostic, from which nothing follows for the whole process. */
export interface StateVerdict {
  readonly state: number;
  readonly kind: VerdictKind;
  readonly basis: Basis;
  /** The pairs that attract in this bandit. */
  readonly traps: readonly number[];
  /** The conditions of this bandit; its actions are counted from the state's first. */
  readonly conditions: readonly Condition[];
}

/** The values under an optimal policy, as doubles. */
export interface OptimalValues {
  /** V*, one for each state. */
  readonly states: readonly number[];
  /** A* ≤ 0, one for each pair. */
  readonly advantages: readonly number[];
}

/** `count` starts end alike: a forecast for gradient ascent with small steps. `gap`: J* − J of the end. */
export type PolicyEnd = {
  readonly count: number;
} /** For each state the pairs of the arm that the policy tends to, or of several tied arms; none for a state that it does not visit. */ & (
  | {
      readonly kind: 'policy';
      readonly pairs: readonly (readonly number[])[];
      readonly value: number;
      readonly gap: number;
    }
  /** A mixture of several pairs of some states, which the policy tends to while θ goes to infinity; with the probability of each pair. */
  | {
      readonly kind: 'face';
      readonly pairs: readonly (readonly number[])[];
      readonly policy: readonly number[];
      readonly value: number;
      readonly gap: number;
    }
  /** A stationary point, with the probability of each pair; `maximum`: does J look concave there? */
  | {
      readonly kind: 'finite';
      readonly policy: readonly number[];
      readonly value: number;
      readonly gap: number;
      readonly maximum: boolean;
    }
  | { readonly kind: 'undecided'; readonly gap: null; readonly reason: Unsettled }
);

/** Where the flow of small steps leads the starts of one entry of `init`. */
export interface PolicyForecast {
  /** The index into the list `init` of the experiment. */
  readonly init: number;
  /** How many starts were followed, and how many the experiment has. */
  readonly followed: number;
  readonly total: number;
  /** The most frequent end first. */
  readonly ends: readonly PolicyEnd[];
  /** Why the experiment has no such start. */
  readonly impossible?: NoPolicyStart;
}

/** The experiment asks for a start in the trap of a policy, named by its choices in some states, and there is no such start. */
export interface NoPolicyStart {
  readonly choices: readonly (readonly [state: number, pair: number])[];
  /** `none`: no such policy is known to attract; `several`: more than one is; `thin`: one attracts, but by too small a margin. */
  readonly code: 'none' | 'several' | 'thin';
  /** All policies that are known to attract. */
  readonly traps: readonly PolicyValue[];
}

/** For an undecided verdict: where the flow ends from random starts. Evidence, never a proof. */
export interface PolicyEvidence {
  readonly starts: number;
  readonly ends: readonly PolicyEnd[];
}

export interface MdpAnalysis {
  /** null: not known yet. */
  readonly values: OptimalValues | null;
  readonly verdict: MdpVerdict;
  readonly conditions: readonly PolicyCondition[];
  /** The verdicts of the states with a choice that are visited from ρ. */
  readonly states: readonly StateVerdict[];
  /** In the order of `init`; absent while it is not known, or if there is nothing to forecast. */
  readonly forecasts?: readonly PolicyForecast[];
  readonly evidence?: PolicyEvidence;
  /** Its policies take too long to be evaluated: no flow is followed, and no run starts. */
  readonly unevaluated?: EliminationExcess;
  /** Present if it was asked for. */
  readonly proof?: ProcessProof;
}
