/** Repairs: for a condition that fails, the smallest changes of the numbers that restore it. */

import { gatheringArms } from '../conditions/arms.js';
import { repairableOf } from '../conditions/catalogue.js';
import type { Analysis, Condition } from '../conditions/types.js';
import { budgetOf } from '../math/budget.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import type { Descent } from './descend.js';
import { leastChange, provedRounding } from './features.js';
import { marginsOf } from './margins.js';
import { type Model, modelOf } from './model.js';
import { rewardRepair } from './rewards.js';
import type { Goal, Repair } from './types.js';

/** Floating-point work for one goal, in estimated nanoseconds; the exact conditions have a budget of their own. */
const SEARCH_BUDGET = 3e9;
/** With more actions than this, only those that the conditions blame are tried one by one. */
const MOST_ALONE = 24;
/** This many of their changes are rounded until one is proved, and serve as starts for changing all features. */
const MOST_ROUNDED = 4;
const MOST_KNOWN = 3;

/** Every goal that the analysis shows to be missed, the verdict first. */
export function missedGoals({ verdict, conditions }: Analysis): Goal[] {
  // A condition that was not decided is not known to be missed.
  if (conditions.some(({ tooLarge }) => tooLarge)) return [];
  const missed = conditions.flatMap(({ id, holds, action }): Goal[] => {
    const goal = repairableOf(id);
    if (goal === 'trap') return holds === false ? [] : [{ id: goal, action: action! }];
    return goal && holds === false ? [{ id: goal }] : [];
  });
  return verdict.kind === 'always' ? missed : [{ id: 'verdict' }, ...missed];
}

/**
 * Repairs for one missed goal: of the features of one action, of all features, and of one reward, as far as each is found within the
 * budget. Yields what is known so far after each short step. Every repair is proved to meet the goal with the margin (`margins.ts`,
 * `margin` > 0 a fraction); that no smaller one exists is not proved (`features.ts`). The same bandit gets the same repairs on every machine.
 */
export function* repairing(
  bandit: Bandit,
  analysis: Analysis,
  goal: Goal,
  margin: number,
): Generator<readonly Repair[], readonly Repair[]> {
  const repairs: Repair[] = [];
  const arms = yield* telling(gatheringArms(bandit), repairs);
  const margins = marginsOf(bandit, margin);
  yield repairs;
  const model = yield* telling(modelOf(arms, margins), repairs);
  const alone: Descent[] = [];
  const searches = [
    oneAction(model, analysis, goal, alone),
    allFeatures(model, goal, alone),
    rewardRepair(model, goal, budgetOf(SEARCH_BUDGET)),
  ];
  for (const search of searches) {
    const repair = yield* telling(search, repairs);
    if (repair && !repairs.some((known) => isSame(known, repair))) repairs.push(repair);
  }
  return repairs;
}

/** Runs `work`; its pauses yield the repairs known so far. */
function* telling<T>(work: Work<T>, known: readonly Repair[]): Generator<readonly Repair[], T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    yield known;
  }
}

/** The smallest of the least changes of each action's features that can be proved. Adds all these changes to `found`, smallest first. */
function* oneAction(model: Model, analysis: Analysis, goal: Goal, found: Descent[]): Work<Repair | null> {
  const budget = budgetOf(SEARCH_BUDGET);
  const single = model.units.flatMap((actions, unit) => (actions.length === 1 ? [unit] : []));
  const blamed = blamedActions(analysis, goal);
  const candidates =
    single.length <= MOST_ALONE
      ? single
      : single.filter((unit) => blamed.includes(model.units[unit]![0]!)).slice(0, MOST_ALONE);
  const alone: { readonly unit: number; readonly descent: Descent }[] = [];
  for (const unit of candidates) {
    const descent = yield* leastChange(model, goal, [unit], budget);
    if (descent) alone.push({ unit, descent });
  }
  alone.sort((a, b) => a.descent.size - b.descent.size);
  found.push(...alone.map(({ descent }) => descent));
  for (const { unit, descent } of alone.slice(0, MOST_ROUNDED)) {
    const repair = yield* provedRounding(model, goal, 'one row', [unit], descent, budgetOf(SEARCH_BUDGET));
    if (repair) return repair;
  }
  return null;
}

/** Moving one row is a start for moving all of them, and a repair of the order alone is a start for the verdict. */
function* allFeatures(model: Model, goal: Goal, alone: readonly Descent[]): Work<Repair | null> {
  const budget = budgetOf(SEARCH_BUDGET);
  const all = model.units.map((_, unit) => unit);
  const ordered =
    goal.id === 'verdict'
      ? yield* leastChange(model, { id: 'order' }, all, budgetOf(SEARCH_BUDGET / 3))
      : null;
  const known = [...(ordered ? [ordered] : []), ...alone.slice(0, MOST_KNOWN)];
  const descent = yield* leastChange(model, goal, all, budget, known);
  return descent && (yield* provedRounding(model, goal, 'all rows', all, descent, budgetOf(SEARCH_BUDGET)));
}

/** The actions of the conditions that block a goal, those of traps first. */
function blamedActions({ conditions }: Analysis, goal: Goal): number[] {
  const inTheWay = (condition: Condition) =>
    goal.id === 'verdict'
      ? (condition.id === 'trap' && condition.holds !== false) ||
        ((condition.id === 'order' || condition.id === 'exposed') && condition.holds === false)
      : condition.id === goal.id && (goal.id !== 'trap' || condition.action === goal.action);
  return [...new Set(conditions.filter(inTheWay).flatMap(({ actions }) => actions))];
}

function isSame(a: Repair, b: Repair): boolean {
  return (
    a.changes.length === b.changes.length &&
    a.changes.every(({ action, feature, to }, n) => {
      const other = b.changes[n]!;
      return action === other.action && feature === other.feature && to.literal === other.to.literal;
    })
  );
}
