/** What the conditions of the theory say about one bandit. Actions are indices in the order of the text. */

import type { Proof } from './proofs.js';

/** *Proved*: confirmed in exact rational arithmetic. *Numerical*: decided in floating point only. */
export type Basis = 'proved' | 'numerical';

/** One term weight·(x_from − x_to) of a convex combination that is 0. */
export interface CertificateTerm {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  /** The weight as an exact fraction or short decimal, e.g. `1/5`; absent when only numerical. */
  readonly exact?: string;
}

/** A vector that, added to every row of X, lowers the approximation error most, and leaves every policy as it is. */
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
  /** null: undecided, or nothing that could hold (`figure`). */
  readonly holds: boolean | null;
  /** Not asked: the bandit is too large for it. Of `trap` there is then one for all actions. */
  readonly tooLarge?: true;
  /** Its `values` are figures to look at, which decide nothing. */
  readonly figure?: true;
  readonly basis: Basis;
  /** By how much the condition holds (> 0) or fails (≤ 0), in the units of its formula. */
  readonly margin: number | null;
  /** The actions to blame, or involved in the witness; the first is the one to point at. */
  readonly actions: readonly number[];
  /** A direction w in R^d that proves that the condition holds (for a trap: its min-norm point p). */
  readonly witness?: readonly number[];
  /** The same, exactly, one literal an entry. */
  readonly exactWitness?: readonly string[];
  /** Convex weights that prove that no such direction exists. */
  readonly certificate?: readonly CertificateTerm[];
  /** Further figures worth a line in the table, e.g. the approximation error in both norms. */
  readonly values?: readonly Value[];
  /** Of `realizable`: the shift that lowers its error most, if any does. */
  readonly shift?: Shift;
  /**
   * For a trap that does not hold: decided of the direction p; that no other direction attracts rests on features without a
   * coincidence (see `coincidence.ts`), and the search for one was cut short. The verdict that needs it is numerical then.
   */
  readonly unlessCoincidence?: true;
  /** Why undecided, why only numerical, or which boundary case this is; `diagnostics/reasons.ts` says it. */
  readonly reason?: Reason;
  /** Where it was asked for, and `basis` is proved. */
  readonly proof?: Proof;
}

/** `extreme`: of several starts, the one at which the quantity is least or greatest. */
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
  /** Of X: its rank, the greatest singular value, the least that is not 0, and the one over the other. */
  | 'rank'
  | 'sigma-max'
  | 'sigma-min'
  | 'sigma-ratio'
  /** At θ₀: degrees between the gradient in logits and the column space of X, and eigenvalues of the Fisher matrix. */
  | 'angle'
  | 'lambda-min'
  | 'lambda-max';

/** Actions are indices; of an arm with several actions the first one stands for it. */
export type Reason =
  /** `exposed`: every action has the greatest reward. */
  | { readonly code: 'all-optimal' }
  /** `exposed`: every optimal action has the features of a worse one; of the first optimal one the certificate shows it. */
  | { readonly code: 'optimum-shares-row' }
  /** `exposed`: the certificate is of one optimal action; all others share their features with worse ones, */
  | { readonly code: 'other-optima-share-rows' }
  /** or are as little exposed. */
  | { readonly code: 'other-optima-alike' }
  /** `order` */
  | { readonly code: 'one-reward' }
  /** The products of features: no suboptimal arm has a worse one below it. */
  | { readonly code: 'nothing-below' }
  /** The products of features: ⟨x_a − x_b, x_c − x_d⟩ = 0, by actions [a, b, c, d]. */
  | { readonly code: 'product-zero'; readonly actions: readonly [number, number, number, number] }
  /** `features-3-sto`: of the three actions two are tied. */
  | { readonly code: 'two-tied' }
  /** `non-domination`: ⟨x_i, x_i⟩ = ⟨x_i, x_j⟩. */
  | { readonly code: 'as-long-along'; readonly action: number; readonly other: number }
  /** The least-squares conditions: r̂ is the same at two actions. */
  | { readonly code: 'same-fit'; readonly action: number; readonly other: number }
  /** `trap`: no arm has a greater mean reward; it shares its features with an optimal action, */
  | { readonly code: 'shares-optimal-row' }
  /** or every optimal action shares its features with worse ones. */
  | { readonly code: 'no-greater-mean' }
  /** `trap`: nothing has a lesser mean reward. */
  | { readonly code: 'nothing-worse' }
  /** `trap`: p = 0. */
  | { readonly code: 'between-worse' }
  /** `trap`: ⟨x_i − x_other, p⟩ < 0, of the same reward. */
  | { readonly code: 'outgrown'; readonly other: number }
  /** `trap`: ⟨x_i − x_other, p⟩ = 0, of the same reward. */
  | { readonly code: 'attract-together'; readonly other: number }
  /** `trap`: ⟨x_i − x_other, p⟩ = ‖p‖² for better ones. In the end they win; the worse ones `across` do; or the features do not tell. */
  | ({ readonly code: 'dies-as-fast'; readonly others: readonly number[] } & (
      | { readonly winner: 'others' | null }
      | { readonly winner: 'worse'; readonly across: readonly number[] }
    ))
  /** `trap`: `other`, or if it is tied its difference to i, lies in the affine hull of `among`. */
  | {
      readonly code: 'coincidence';
      readonly other: number;
      readonly isTied: boolean;
      readonly among: readonly number[];
    }
  /** Only numerical: so many differences of so many features carry weight in the min-norm point. */
  | { readonly code: 'separation-too-large'; readonly differences: number; readonly dimensions: number }
  | { readonly code: 'fit-too-large' }
  | { readonly code: 'rank-too-large' }
  /** Not asked of a bandit of this size. */
  | { readonly code: 'bandit-too-large'; readonly shape: Shape };

/** K and d. */
export interface Shape {
  readonly actions: number;
  readonly dimensions: number;
}

export type VerdictKind = 'never' | 'depends' | 'always' | 'undecided';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly basis: Basis;
  /** All actions of the greatest reward. */
  readonly optimal: readonly number[];
  /** Every action that attracts, whatever the kind. */
  readonly traps: readonly number[];
  /** false: some conditions are still being checked. */
  readonly complete: boolean;
}

/** What becomes of the starts of one entry of `init`, by the flow of small steps: a forecast, never a proof. */
export interface StartForecast {
  /** Index into the list `init` of the experiment. */
  readonly init: number;
  /** How many starts were followed, of how many that the experiment has. */
  readonly followed: number;
  readonly total: number;
  /** Most frequent end first. */
  readonly ends: readonly ForecastEnd[];
  /** Why the experiment has no such start. */
  readonly impossible?: NoStart;
}

/** `count` starts end alike. `actions`: those that keep probability; `gap`: best reward minus the value of the end. */
export type ForecastEnd = { readonly actions: readonly number[]; readonly count: number } & (
  | { readonly kind: 'action' | 'set'; readonly value: number; readonly gap: number }
  | {
      readonly kind: 'finite';
      readonly value: number;
      readonly gap: number;
      /** Is f seen to be concave there? */
      readonly maximum: boolean;
      /** The likeliest actions of its policy. */
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
  /** It starts further from 0 than flows are followed, in the scale of the flow, */
  | { readonly code: 'starts-too-far'; readonly farthest: number }
  /** or goes further. */
  | { readonly code: 'goes-too-far'; readonly farthest: number }
  /** The direction of the gradient turns within what rounding leaves of a step. */
  | { readonly code: 'turns-too-fast' }
  | { readonly code: 'steps-spent'; readonly steps: number };

/** A start in the trap of an action was asked for, and none was found; `condition`: whether the action attracts. */
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
  /** How many of the other starts ended where: at which action, most first, at sets of actions, and without a certain end. */
  readonly actions: readonly { readonly action: number; readonly starts: number }[];
  readonly sets: number;
  readonly unsettled: number;
}

export interface Analysis {
  readonly verdict: Verdict;
  readonly conditions: readonly Condition[];
  /** In the order of `init`; absent while it is not known, or where there is nothing to forecast. */
  readonly forecasts?: readonly StartForecast[];
  /** Of an undecided verdict. */
  readonly maxima?: MaximaReport;
}
