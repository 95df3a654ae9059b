/** One condition of one bandit, without the others: what `keep` asks of every instance that is drawn. */

import { type Budget, budgetOf } from '../math/budget.js';
import { finish } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import type { Keep } from '../model/family.js';
import { type Arms, armsOf, isOptimalArm } from './arms.js';
import { exposed } from './exposed.js';
import { factorsOf } from './factors.js';
import { identicalRows } from './identicalRows.js';
import { nonDomination } from './nonDomination.js';
import { order } from './order.js';
import { features3, features3Sto, featuresK } from './products.js';
import { npgTop, projectedOrder, projection, realizable } from './projection.js';
import { rank } from './rank.js';
import { trap } from './trap.js';

/** Exact arithmetic for one bandit, in estimated nanoseconds. */
const PROOF_BUDGET = 1.5e8;
/** The same for the search for coincidences of all its arms. */
const SEARCH_BUDGET = 5e7;

type Holds = boolean | null;

const DECIDE: Record<Keep['condition'], (arms: Arms, budget: Budget) => Holds> = {
  exposed: (arms, budget) => finish(exposed(arms, budget)).holds,
  order: (arms, budget) => finish(order(arms, budget)).holds,
  trap: someTrap,
  'features-K': (arms) => finish(featuresK(arms)).holds,
  'features-3': (arms) => features3(arms).holds,
  'features-3-sto': (arms) => features3Sto(arms).holds,
  'non-domination': (arms) => finish(nonDomination(arms)).holds,
  'npg-top': (arms, budget) => npgTop(arms, fitted(arms, budget)).holds,
  'projected-order': (arms, budget) => projectedOrder(arms, fitted(arms, budget)).holds,
  realizable: (arms, budget) => realizable(arms, fitted(arms, budget)).holds,
  rank: (arms, budget) => finish(rank(arms, budget, finish(factorsOf(arms.bandit)))).holds,
  'identical-rows': (arms) => identicalRows(arms)[0]!.holds,
};

/** Whether a bandit satisfies all of `keep`. What is undecided is neither satisfied nor its opposite. */
export function satisfies(bandit: Bandit, keep: readonly Keep[]): boolean {
  if (keep.length === 0) return true;
  const arms = armsOf(bandit);
  const budget = budgetOf(PROOF_BUDGET);
  return keep.every(({ condition, holds }) => DECIDE[condition](arms, budget) === holds);
}

/** Does some suboptimal action attract? The first that does settles it. */
function someTrap(arms: Arms, budget: Budget): Holds {
  const search = budgetOf(SEARCH_BUDGET);
  let open = false;
  for (const arm of arms.levels.flat()) {
    if (isOptimalArm(arms, arm)) continue;
    const { holds } = finish(trap(arms, arm, budget, search));
    if (holds) return true;
    if (holds === null) open = true;
  }
  return open ? null : false;
}

function fitted(arms: Arms, budget: Budget) {
  return finish(projection(arms, budget, finish(factorsOf(arms.bandit))));
}
