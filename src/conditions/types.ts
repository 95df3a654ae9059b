/** What the conditions of the theory say about one bandit. Actions are indices in the order of the text. */

export type ConditionId =
  | 'exposed'
  | 'order'
  | 'trap'
  | 'features-K'
  | 'features-3'
  | 'features-3-sto'
  | 'non-domination'
  | 'npg-top'
  | 'projected-order'
  | 'realizable'
  | 'rank'
  | 'identical-rows';

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

export interface Condition {
  readonly id: ConditionId;
  /** For `trap`: the suboptimal action it is about; holds = true means that it attracts. */
  readonly action?: number;
  /** null: undecided. */
  readonly holds: boolean | null;
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
  readonly values?: readonly { readonly name: string; readonly value: number }[];
  /**
   * For a trap that does not hold: proved of the direction p; that no other direction attracts rests on features without a
   * coincidence (see `coincidence.ts`), and there are too many of these to look through exactly.
   */
  readonly unlessCoincidence?: true;
  /** Why undecided, why only numerical, or which boundary case this is. One sentence. */
  readonly reason?: string;
}

export type VerdictKind = 'never' | 'depends' | 'always' | 'undecided';

export interface Verdict {
  readonly kind: VerdictKind;
  readonly basis: Basis;
  /** All actions of the greatest reward. */
  readonly optimal: readonly number[];
  /** Every action that attracts, whatever the kind. */
  readonly traps: readonly number[];
  /** One or two sentences for a person. */
  readonly text: string;
}

export interface Analysis {
  readonly verdict: Verdict;
  readonly conditions: readonly Condition[];
}
