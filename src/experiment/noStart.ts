/** Why an experiment has no start in the trap of an action: what is proved of the action, and what of it the search for a start did not find. */
import { armsOf } from '../conditions/arms.js';
import { trap } from '../conditions/trap.js';
import { direction, short } from '../diagnostics/format.js';
import { reasonText } from '../diagnostics/reasons.js';
import { budgetOf } from '../math/budget.js';
import { finish } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';

/** Exact arithmetic, and the search for coincidences, in estimated nanoseconds. */
const PROOF_BUDGET = 1.5e8;
const SEARCH_BUDGET = 5e7;

/** One message, after `trapStart` found no start. */
export function noStartIn(bandit: Bandit, action: number): string {
  const name = bandit.names[action]!;
  const arms = armsOf(bandit);
  const condition = finish(trap(arms, arms.armOf[action]!, budgetOf(PROOF_BUDGET), budgetOf(SEARCH_BUDGET)));
  const asked = `\`init: {trap: ${name}}\` asks for a start inside the trap of ${name}`;
  const reason = reasonText(bandit.names, condition);
  const because = reason ? ` ${reason}` : '';
  switch (condition.holds) {
    case true:
      if (condition.margin === 0)
        return `${asked}. ${name} attracts, but not from starts along ${direction('p', condition)} alone.${because} Write a vector far along p and across it.`;
      return `${asked}. ${name} attracts, by a margin of ${short(condition.margin!)} only: none of the starts along ${direction('p', condition)} that were tried is certain to end there in double precision. Write a vector far along p.`;
    case false:
      return `${asked}, but ${name} attracts no open set of starts.${because} Write zeros or a vector, or name an action that attracts.`;
    case null:
      return `${asked}, but it is undecided whether ${name} attracts.${because} Write zeros or a vector, or name an action that attracts.`;
  }
}
