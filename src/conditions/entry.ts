import type { Budget } from '../math/budget.js';
import type { Work } from '../math/work.js';
import { type Arms, isOptimalArm } from './arms.js';
import { type Factors, factorsOf } from './factors.js';
import { type Projection, projection } from './projection.js';
import type { Condition, Shape } from './types.js';

/** What the conditions of one bandit share. */
export interface Setting {
  readonly arms: Arms;
  /** K and d of the bandit. */
  readonly shape: Shape;
  /** The budget for exact arithmetic. */
  readonly budget: Budget;
  /** The budget for the search for coincidences. */
  readonly search: Budget;
  /** Do conditions keep their proofs, for a certificate? */
  readonly keepsProof: boolean;
  /** Computed once, when the first condition asks for it. */
  readonly factors: () => Work<Factors>;
  readonly projection: () => Work<Projection>;
}

/** One entry of the catalogue. */
export interface ConditionEntry<Id extends string = string> {
  /** The condition's name in a text and in results. */
  readonly id: Id;
  /** What it says, in one sentence of Markdown. */
  readonly about: string;
  /** Does the verdict rest on it, so that a change that restores the verdict has to restore it? */
  readonly isDecisive?: true;
  /** Can a small change of the numbers restore it? `repair/goals.ts` says how. */
  readonly isRepairable?: true;
  /** Is it decided before all others because it costs almost nothing? */
  readonly isCheap?: true;
  /** The only number of actions for which it is defined. */
  readonly onlyOf?: number;
  /** Is the bandit small enough for it? */
  readonly isInReach: (arms: Arms, shape: Shape) => boolean;
  /** Adds what it finds: one outcome, or one for each action or group of actions that it is about. */
  check(setting: Setting, found: Condition<Id>[]): Work<void>;
}

/** @param search makes the budget when a search is first asked for: what is known by then may decide how large it is */
export function settingOf(
  arms: Arms,
  shape: Shape,
  budget: Budget,
  search: () => Budget,
  keepsProof = false,
): Setting {
  let searching: Budget | null = null;
  let factored: Factors | null = null;
  let projected: Projection | null = null;
  function* factors(): Work<Factors> {
    factored ??= yield* factorsOf(arms.bandit);
    return factored;
  }
  return {
    arms,
    shape,
    budget,
    get search() {
      searching ??= search();
      return searching;
    },
    keepsProof,
    factors,
    *projection() {
      projected ??= yield* projection(arms, budget, yield* factors());
      return projected;
    },
  };
}

/** The arms with a suboptimal action, best first. */
export function suboptimalArms(arms: Arms): number[] {
  return arms.levels.flat().filter((arm) => !isOptimalArm(arms, arm));
}
