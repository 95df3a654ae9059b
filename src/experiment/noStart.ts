import { armsOf } from '../conditions/arms.js';
import { trap } from '../conditions/trap.js';
import type { NoStart } from '../conditions/types.js';
import { budgetOf } from '../math/budget.js';
import { finish } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';

/** The budgets for exact arithmetic and for the search for coincidences, in estimated nanoseconds. */
const PROOF_BUDGET = 1.5e8;
const SEARCH_BUDGET = 5e7;

/** Why `trapStart` found no start in the trap of an action: what is proved about the action. */
export function noStartIn(bandit: Bandit, action: number): NoStart {
  const arms = armsOf(bandit);
  const condition = finish(
    trap(arms, arms.armOf[action]!, { budget: budgetOf(PROOF_BUDGET), search: budgetOf(SEARCH_BUDGET) }),
  );
  return { action, condition };
}
