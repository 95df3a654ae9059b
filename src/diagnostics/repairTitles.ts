/** The title of a repair, one line of a menu: what it changes, by how much, and what it restores. */

import { conditionOf } from '../conditions/catalogue.js';
import type { Analysis } from '../conditions/types.js';
import type { Bandit } from '../model/bandit.js';
import { type Cost, costOf } from '../repair/effect.js';
import type { Goal, Repair, Scope } from '../repair/types.js';
import { list, short } from './format.js';

/** Rows up to this length are written out. */
const WRITTEN_OUT = 4;

/** `Change a2 to [0, -0.1] (by 1.1): Lin-SPG then reaches a1 from almost every start`. @param before the analysis of the text as it is now */
export function titleOf(bandit: Bandit, before: Analysis, repair: Repair): string {
  return `${changeOf(bandit, repair)}: ${effectOf(bandit, before, repair)}`;
}

function changeOf(bandit: Bandit, { scope, changes, size, bandit: after }: Repair): string {
  const first = changes[0]!;
  const name = bandit.names[first.action]!;
  if (scope === 'one reward')
    return `Change the reward of ${name} from ${first.from.literal} to ${first.to.literal}`;
  const actions = [...new Set(changes.map(({ action }) => action))];
  const row = after.features[first.action]!;
  if (actions.length === 1 && row.length <= WRITTEN_OUT) {
    return `Change the features of ${name} to [${row.map((x) => x.literal).join(', ')}] (by ${brief(size)})`;
  }
  const count = changes.length === 1 ? 'a feature' : `${changes.length} features`;
  return `Change ${count} of ${list(
    actions.map((action) => bandit.names[action]!),
    4,
  )} (by ${brief(size)} together)`;
}

function effectOf(bandit: Bandit, before: Analysis, { goal, analysis, reaches }: Repair): string {
  const { kind, basis, optimal } = analysis.verdict;
  const names = (actions: readonly number[]) => list(actions.map((action) => bandit.names[action]!));
  const best = names(optimal);
  const now = restored(bandit, goal);
  switch (kind) {
    case 'always': {
      if (before.verdict.kind === 'always') return now;
      if (!reaches)
        return `${now}, and the verdict is always, ${basis === 'proved' ? 'but by less than the margin' : 'though not proved'}`;
      const reached = `Lin-SPG then reaches ${best} from almost every start`;
      return isDecisive(goal) ? reached : `${now}, and ${reached.replace(' then', '')}`;
    }
    case 'never':
      return costOf(before, analysis)
        ? `${now}, but ${best}, in reach before, is then out of reach from every start`
        : `${now}, but ${best} stays out of reach`;
    case 'depends':
      return `${now}, but ${attracting(analysis.verdict.traps, costOf(before, analysis), names)}`;
    case 'undecided':
      return `${now}, but ${open(analysis, names)}`;
  }
}

/** Does the goal concern the verdict? The titles of other goals say which condition is restored. */
function isDecisive({ id }: Goal): boolean {
  return id === 'verdict' || conditionOf(id)?.isDecisive === true;
}

function attracting(
  traps: readonly number[],
  cost: Cost | null,
  names: (actions: readonly number[]) => string,
): string {
  const added = cost?.kind === 'traps' ? cost.actions : [];
  const all = `${names(traps)} ${traps.length === 1 ? 'attracts' : 'attract'}`;
  if (added.length === 0) return all;
  return `${all}, ${added.length === traps.length ? 'which did not before' : `of which ${names(added)} did not before`}`;
}

function open({ conditions }: Analysis, names: (actions: readonly number[]) => string): string {
  if (conditions.some(({ id, holds }) => id === 'order' && holds === false))
    return 'a finite local maximum is not excluded';
  const undecided = conditions.filter(({ id, holds }) => id === 'trap' && holds === null);
  return `it is undecided whether ${names(undecided.map(({ action }) => action!))} ${undecided.length === 1 ? 'attracts' : 'attract'}`;
}

function restored(bandit: Bandit, goal: Goal): string {
  switch (goal.id) {
    case 'verdict':
      return 'the verdict is then always';
    case 'trap':
      return `${bandit.names[goal.action]} then no longer attracts`;
    case 'order':
      return 'the order of the rewards is then preserved';
    case 'exposed':
      return 'the best action is then exposed';
    default:
      return `${goal.id} then holds`;
  }
}

/** A size with two significant digits. */
function brief(size: number): string {
  return short(Number(size.toPrecision(2)));
}

const CHANGES: Readonly<Record<Scope, string>> = {
  'one row': "one action's features",
  'all rows': 'all features',
  'one reward': 'one reward',
};

/** The title of a search: `Search for a small change of one reward: Lin-SPG then reaches a1 from almost every start`. */
export function titleOfSearch(bandit: Bandit, { verdict }: Analysis, goal: Goal, scope: Scope): string {
  const best = list(verdict.optimal.map((action) => bandit.names[action]!));
  const aim =
    goal.id === 'verdict' ? `Lin-SPG then reaches ${best} from almost every start` : restored(bandit, goal);
  return `Search for a small change of ${CHANGES[scope]}: ${aim}`;
}
