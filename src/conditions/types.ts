/** What the conditions of the theory say about one bandit. Actions are indices in the order of the text. */

import type { Proof } from './proofs.js';

/**
 * *Proved*: confirmed in exact rational arithmetic; of instances of a family, also beyond a bound of the rounding error (`filter`). *Numerical*: decided
 * in floating point only.
 */
export type Basis = 'proved' | 'numerical';

/** One term weight·(x_from − x_to) of a convex combination that is 0. */
export interface CertificateTerm {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** The weight as an exact fraction or short decimal, e.g. `1/5`; absent if it is only numerical. */
  readonly exact?: string;
}

/** A vector that, added to every row of X, lowers the approximation error as far as any does; it leaves every policy as it is. */
export interface Shift {
  /** d entries. */
  readonly vector: readonly number[];
  readonly exact?: readonly string[];
  /** ‖r̂ − r‖₂ of the shifted features. */
  readonly error: number;
}

export interface Condition<Id extends string = string> {
  /** An id of the catalogue. */
  readonly id: Id;
  /** For `trap`: the suboptimal action it is about; holds = true means that it attracts. */
  readonly action?: number;
  /** null: undecided, or nothing that can hold (`figure`). */
  readonly holds: boolean | null;
  /** Not decided: the bandit is too large for it. For `trap` there is then one condition for all actions. */
  readonly tooLarge?: true;
  /** Its `values` are figures for information, which decide nothing. */
  readonly figure?: true;
  readonly basis: Basis;
  /** By how much the condition holds (> 0) or fails (< 0), in the units of its formula. 0 is its boundary: each condition says what holds there. */
  readonly margin: number | null;
  /** The actions that make it fail, or that are part of the witness; the first is the one to point at. */
  readonly actions: readonly number[];
  /** A direction w in R^d that proves that the condition holds (for a trap: its min-norm point p). */
  readonly witness?: readonly number[];
  /** The same witness exactly, one literal for each entry. */
  readonly exactWitness?: readonly string[];
  /** Convex weights that prove that no such direction exists. */
  readonly certificate?: readonly CertificateTerm[];
  /** Further figures worth a line in the table, e.g. the approximation error in both norms. */
  readonly values?: readonly Value[];
  /** For `realizable`: the shift that lowers its error most, if any does. */
  readonly shift?: Shift;
  /**
   * For a trap that does not hold: this is decided for the direction p only. That no other direction attracts assumes features without a
   * coincidence (see `coincidence.ts`), since the search for one was cut short. A verdict that depends on it is then numerical.
   */
  readonly unlessCoincidence?: true;
  /** Why it is undecided or only numerical, or which boundary case applies; `diagnostics/reasons.ts` has the sentences. */
  readonly reason?: Reason;
  /** Present if it was asked for and `basis` is proved. */
  readonly proof?: Proof;
}

/** `extreme`: for several starts, the one at which the quantity is least or greatest. */
export interface Value {
  readonly quantity: Quantity;
  readonly extreme?: 'least' | 'greatest';
  readonly value: number;
}

export type Quantity =
  /** The mean reward of an arm. */
  | 'mean-reward'
  /** ‖r̂ − r‖₂ and ‖r̂ − r‖∞. */
  | 'euclidean-error'
  | 'greatest-error'
  /** Numbers of X: its rank, its greatest singular value, its least singular value other than 0, and their ratio. */
  | 'rank'
  | 'sigma-max'
  | 'sigma-min'
  | 'sigma-ratio'
  /** At θ₀: degrees between the gradient in logits and the column space of X, and eigenvalues of the Fisher matrix. */
  | 'angle'
  | 'lambda-min'
  | 'lambda-max';

/** Actions are indices; an arm with several actions is represented by its first. */
export type Reason =
  /** `exposed`: every action has the greatest reward. */
  | { readonly code: 'all-optimal' }
  /** `exposed`: every optimal action has the features of a worse one; the certificate shows it for the first optimal action. */
  | { readonly code: 'optimum-shares-row' }
  /** `exposed`: the certificate is for one optimal action; all others share their features with worse ones, */
  | { readonly code: 'other-optima-share-rows' }
  /** or fail in the same way. */
  | { readonly code: 'other-optima-alike' }
  /** `order` */
  | { readonly code: 'one-reward' }
  /** The conditions on products: no suboptimal arm has a worse one below it. */
  | { readonly code: 'nothing-below' }
  /** The conditions on products: ⟨x_a − x_b, x_c − x_d⟩ = 0, by actions [a, b, c, d]. */
  | { readonly code: 'product-zero'; readonly actions: readonly [number, number, number, number] }
  /** `features-3-sto`: two of the three actions are tied. */
  | { readonly code: 'two-tied' }
  /** `non-domination`: ⟨x_i, x_i⟩ = ⟨x_i, x_j⟩. */
  | { readonly code: 'as-long-along'; readonly action: number; readonly other: number }
  /** The least-squares conditions: r̂ is the same at two actions. */
  | { readonly code: 'same-fit'; readonly action: number; readonly other: number }
  /** `trap`: no arm has a greater mean reward; it shares its features with an optimal action, */
  | { readonly code: 'shares-optimal-row' }
  /** or every optimal action shares its features with worse ones. */
  | { readonly code: 'no-greater-mean' }
  /** `trap`: nothing has a smaller mean reward. */
  | { readonly code: 'nothing-worse' }
  /** `trap`: p = 0. */
  | { readonly code: 'between-worse' }
  /** `trap`: ⟨x_i − x_other, p⟩ < 0 for an arm of the same reward. */
  | { readonly code: 'outgrown'; readonly other: number }
  /** `trap`: ⟨x_i − x_other, p⟩ = 0 for an arm of the same reward. */
  | { readonly code: 'attract-together'; readonly other: number }
  /** `trap`: ⟨x_i − x_other, p⟩ = ‖p‖² for better arms. In the end they win, the worse arms `across` win, or the features do not decide it. */
  | ({ readonly code: 'dies-as-fast'; readonly others: readonly number[] } & (
      | { readonly winner: 'others' | null }
      | { readonly winner: 'worse'; readonly across: readonly number[] }
    ))
  /** `trap`: `other` lies in the affine hull of `among`; if it is tied, its difference to i is a direction of this hull. */
  | {
      readonly code: 'coincidence';
      readonly other: number;
      readonly isTied: boolean;
      readonly among: readonly number[];
    }
  /** Only numerical: this many differences of this many features have positive weight in the min-norm point. */
  | { readonly code: 'separation-too-large'; readonly differences: number; readonly dimensions: number }
  | { readonly code: 'fit-too-large' }
  | { readonly code: 'rank-too-large' }
  /** Not decided for a bandit of this size. */
  | { readonly code: 'bandit-too-large'; readonly shape: Shape };

/** K and d. */
export interface Shape {
  readonly actions: number;
  readonly dimensions: number;
}

export const VERDICT_KINDS = ['never', 'depends', 'always', 'undecided'] as const;
export type VerdictKind = (typeof VERDICT_KINDS)[number];

export interface Verdict {
  readonly kind: VerdictKind;
  readonly basis: Basis;
  /** All actions with the greatest reward. */
  readonly optimal: readonly number[];
  /** Every action that attracts, whatever the verdict. */
  readonly traps: readonly number[];
  /** false: some conditions are still being checked. */
  readonly complete: boolean;
}

/** Where the flow of small steps leads the starts of one entry of `init`: a forecast, never a proof. */
export interface StartForecast {
  /** The index into the list `init` of the experiment. */
  readonly init: number;
  /** How many starts were followed, and how many the experiment has. */
  readonly followed: number;
  readonly total: number;
  /** The most frequent end first. */
  readonly ends: readonly ForecastEnd[];
  /** Why the experiment has no such start. */
  readonly impossible?: NoStart;
}

/** `count` starts end alike. `actions`: those that keep probability; `gap`: the best reward minus the value at the end. */
export type ForecastEnd = { readonly actions: readonly number[]; readonly count: number } & (
  | { readonly kind: 'action' | 'set'; readonly value: number; readonly gap: number }
  | {
      readonly kind: 'finite';
      readonly value: number;
      readonly gap: number;
      /** Does f look concave there? */
      readonly maximum: boolean;
      /** The most probable actions of its policy. */
      readonly policy: readonly Share[];
    }
  | { readonly kind: 'undecided'; readonly gap: null; readonly reason: Unsettled }
);

/** The probability of an action. */
export interface Share {
  readonly action: number;
  readonly probability: number;
}

/** Why the end of a path of the flow is not certain. */
export type Unsettled =
  /** The start is further from 0 than flows are followed, in the scale of the flow, */
  | { readonly code: 'starts-too-far'; readonly farthest: number }
  /** or the path goes further than that. */
  | { readonly code: 'goes-too-far'; readonly farthest: number }
  /** The direction of the gradient turns within the shortest step that rounding allows. */
  | { readonly code: 'turns-too-fast' }
  /** The terms of the gradient cancel to rounding where some actions have next to no probability: no stationary point is seen. */
  | { readonly code: 'cancels-far-out' }
  | { readonly code: 'steps-spent'; readonly steps: number };

/** The experiment asks for a start in the trap of an action, and none was found; `condition`: whether the action attracts. */
export interface NoStart {
  readonly action: number;
  readonly condition: Condition;
}

/** What a search for finite local maxima below the best reward found: evidence, never a proof. */
export interface MaximaReport {
  readonly starts: number;
  readonly maxima: readonly {
    readonly theta: readonly number[];
    readonly policy: readonly number[];
    readonly value: number;
    readonly starts: number;
  }[];
  /** Where the other starts ended and how many: at which action (the most frequent first), at sets of actions, and without a certain end. */
  readonly actions: readonly { readonly action: number; readonly starts: number }[];
  readonly sets: number;
  readonly unsettled: number;
}

export interface Analysis {
  readonly verdict: Verdict;
  readonly conditions: readonly Condition[];
  /** In the order of `init`; absent while it is not known, or if there is nothing to forecast. */
  readonly forecasts?: readonly StartForecast[];
  /** For an undecided verdict. */
  readonly maxima?: MaximaReport;
}
