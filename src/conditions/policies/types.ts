/** What the conditions say about one contextual bandit or MDP. "Actions" of a condition are indices of pairs of a state and an action. */
import type { DeterministicPolicy } from '../../model/mdp.js';
import type { Basis, Condition, Reason, Unsettled, VerdictKind } from '../types.js';
import type { PolicyProof, ProcessProof } from './proofs.js';

/** A number as its double, and as a literal where it is known exactly and short. */
export interface Quantified {
  readonly value: number;
  readonly exact?: string;
}

/** A deterministic policy by the first pair of each state's arm, with its J. */
export interface PolicyValue {
  readonly policy: DeterministicPolicy;
  /** Of each state: is it visited from ρ? */
  readonly visited: readonly boolean[];
  readonly value: Quantified;
  /** J* − J ≥ 0. */
  readonly gap: Quantified;
}

/** Why a condition of policies is undecided, or which case it is. */
export type PolicyReason =
  | Reason
  /** `exposed`: not all choices of optimal actions were looked at. */
  | { readonly code: 'choices-left'; readonly lookedAt: number }
  /** `exposed`, `trap`: each pair has a feature of its own. */
  | { readonly code: 'tabular' }
  /** `order`: which of two pairs of a state is better changes with the policy, or bounds of the values do not tell. */
  | { readonly code: 'order-not-fixed'; readonly pairs: readonly [number, number] }
  /** `order`: no state has a choice that matters. */
  | { readonly code: 'no-choice' }
  /** `trap`: better and worse actions of several states change their logits alike, and outweigh each other exactly, or by how much is not known. */
  | { readonly code: 'cancels'; readonly pairs: readonly number[] }
  /** `trap`: along p it does not attract, but the policy leaves states unvisited: what happens there can hold or free it. */
  | { readonly code: 'unvisited'; readonly states: readonly number[] }
  /** `trap`: an action of equal value, with which it may attract as a mixture. */
  | { readonly code: 'tied'; readonly pair: number }
  /** `trap`: A(s, ·) was decided in floating point. */
  | { readonly code: 'values-too-large' };

/** In the order of tables. */
export const POLICY_CONDITION_IDS = ['exposed', 'order', 'trap'] as const;
export type PolicyConditionId = (typeof POLICY_CONDITION_IDS)[number];

export interface PolicyCondition extends Omit<Condition, 'reason' | 'proof'> {
  readonly id: PolicyConditionId;
  /** Of `trap`: the policy; holds = true means that an open set of θ converges to it. */
  readonly policy?: PolicyValue;
  readonly reason?: PolicyReason;
  /** Where it was asked for, and `basis` is proved. */
  readonly proof?: PolicyProof;
}

/** Why the verdict is `undecided`, in the order in which they are told. */
export type Undecided =
  | { readonly code: 'too-large'; readonly pairs: number; readonly dimensions: number }
  | { readonly code: 'exposed-open' }
  | { readonly code: 'not-all-policies'; readonly lookedAt: number }
  | { readonly code: 'trap-open' }
  | { readonly code: 'order-not-fixed'; readonly pairs: readonly [number, number] }
  | { readonly code: 'order-not-preserved' }
  /** Tabular features, but ρ = 0 in this state with a choice: the theorem asks for more. */
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
  /** The best exposed deterministic policy of those looked at; null: none is known yet, or none was asked for. */
  readonly best: PolicyValue | null;
  /** The policies that attract, of J below `best`; of those that agree wherever they go, one. */
  readonly traps: readonly PolicyValue[];
  /** How many exposed policies were looked at, and whether these are all. */
  readonly lookedAt: number;
  readonly isAll: boolean;
  /** Of `always`: what it rests on. */
  readonly ground?: 'tabular' | 'order';
  /** Of `undecided`. */
  readonly why: readonly Undecided[];
  /** false: some conditions are still being checked. */
  readonly complete: boolean;
}

/** A state's own bandit, φ(s, ·) with Q*(s, ·): a diagnostic, from which nothing follows for the whole. */
export interface StateVerdict {
  readonly state: number;
  readonly kind: VerdictKind;
  readonly basis: Basis;
  /** Pairs. */
  readonly traps: readonly number[];
  /** Of that bandit: whose actions are counted from the state's first. */
  readonly conditions: readonly Condition[];
}

/** Under an optimal policy, nearly. */
export interface OptimalValues {
  /** V*, one a state. */
  readonly states: readonly number[];
  /** A* ≤ 0, one a pair. */
  readonly advantages: readonly number[];
}

/** `count` starts end alike: a forecast for gradient ascent with small steps. `gap`: J* − J of the end. */
export type PolicyEnd = {
  readonly count: number;
} /** Of each state the pairs of the arm that the policy tends to, or of tied ones; none where it does not come. */ & (
  | {
      readonly kind: 'policy';
      readonly pairs: readonly (readonly number[])[];
      readonly value: number;
      readonly gap: number;
    }
  /** A stationary point, with the probability of each pair; `maximum`: is J seen to be concave there? */
  | {
      readonly kind: 'finite';
      readonly policy: readonly number[];
      readonly value: number;
      readonly gap: number;
      readonly maximum: boolean;
    }
  | { readonly kind: 'undecided'; readonly gap: null; readonly reason: Unsettled }
);

/** What becomes of the starts of one entry of `init`, by the flow of small steps. */
export interface PolicyForecast {
  /** Index into the list `init` of the experiment. */
  readonly init: number;
  /** How many starts were followed, of how many that the experiment has. */
  readonly followed: number;
  readonly total: number;
  /** Most frequent end first. */
  readonly ends: readonly PolicyEnd[];
  /** Why the experiment has no such start. */
  readonly impossible?: NoPolicyStart;
}

/** A start in the trap of a policy was asked for, named by what it does in some states, and there is none. */
export interface NoPolicyStart {
  readonly choices: readonly (readonly [state: number, pair: number])[];
  /** No policy that does so is known to attract, several are, or the one that is attracts by too small a margin. */
  readonly code: 'none' | 'several' | 'thin';
  /** All policies that are known to attract. */
  readonly traps: readonly PolicyValue[];
}

/** Of an undecided verdict: where the flow ends from random starts. Evidence, never a proof. */
export interface PolicyEvidence {
  readonly starts: number;
  readonly ends: readonly PolicyEnd[];
}

export interface MdpAnalysis {
  /** null: not known yet. */
  readonly values: OptimalValues | null;
  readonly verdict: MdpVerdict;
  readonly conditions: readonly PolicyCondition[];
  /** Of the states with a choice that are visited from ρ. */
  readonly states: readonly StateVerdict[];
  /** In the order of `init`; absent while it is not known, or where there is nothing to forecast. */
  readonly forecasts?: readonly PolicyForecast[];
  readonly evidence?: PolicyEvidence;
  /** Where it was asked for. */
  readonly proof?: ProcessProof;
}
