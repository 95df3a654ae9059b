/** One condition of one bandit, decided without the others: `keep` asks it of every instance that is drawn. */
import { budgetOf } from '../math/budget.js';
import type { Bandit } from '../model/bandit.js';
import type { Keep } from '../model/family.js';
import { armsOf } from './arms.js';
import { conditionOf } from './catalogue.js';
import { type Setting, settingOf } from './entry.js';
import type { Condition } from './types.js';

/** Exact arithmetic for one bandit, in estimated nanoseconds. */
const PROOF_BUDGET = 1.5e8;
/** The budget of the search for coincidences of all its arms, in the same unit. */
const SEARCH_BUDGET = 5e7;

/**
 * Whether a bandit satisfies all of `keep`. A condition that is undecided satisfies neither `keep: c` nor `keep: not c`.
 *
 * @throws RangeError for a condition that the catalogue does not have.
 */
export function satisfies(bandit: Bandit, keep: readonly Keep[]): boolean {
  if (keep.length === 0) return true;
  const arms = armsOf(bandit);
  const shape = { actions: bandit.names.length, dimensions: bandit.features[0]!.length };
  const budget = budgetOf(PROOF_BUDGET);
  return keep.every(({ condition, holds }) => {
    const setting = settingOf(arms, shape, budget, () => budgetOf(SEARCH_BUDGET));
    return holdsIn(setting, condition) === holds;
  });
}

/** Does the condition hold? If it has several outcomes, such as `trap`: does one of them hold? The first that does settles it. */
function holdsIn(setting: Setting, id: string): boolean | null {
  const entry = conditionOf(id);
  if (!entry) throw new RangeError(`There is no condition ${id}.`);
  const found: Condition[] = [];
  const work = entry.check(setting, found);
  const settled = () => found.some(({ holds }) => holds);
  while (!work.next().done) if (settled()) return true;
  if (settled()) return true;
  return found.some(({ holds }) => holds === null) ? null : false;
}
