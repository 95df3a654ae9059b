import type { RepairableId } from '../conditions/catalogue.js';
import type { Analysis } from '../conditions/types.js';
import type { Bandit, Real } from '../model/bandit.js';

/** What a repair restores: the verdict *always*, one action no longer attracts, or one condition. */
export type Goal =
  | { readonly id: 'verdict' }
  | { readonly id: 'trap'; readonly action: number }
  | { readonly id: Exclude<RepairableId, 'trap'> };

export type Scope = 'one row' | 'all rows' | 'one reward';

/** One number of the text, before and after; `feature` = null: the action's reward. */
export interface NumberChange {
  readonly action: number;
  readonly feature: number | null;
  readonly from: Real;
  readonly to: Real;
}

/** A change of the numbers after which the goal is *proved* to be met with the margin. */
export interface Repair {
  readonly goal: Goal;
  readonly scope: Scope;
  readonly changes: readonly NumberChange[];
  /** The Euclidean length of the change, in the units of the features (or of the rewards). */
  readonly size: number;
  /** The length of the least change found, before it was rounded to few digits. */
  readonly least: number;
  /** The bandit after the change, and the analysis of it. */
  readonly bandit: Bandit;
  readonly analysis: Analysis;
  /** Is the verdict then *always* and proved, and does every condition that it rests on hold by the margin? */
  readonly reaches: boolean;
}
