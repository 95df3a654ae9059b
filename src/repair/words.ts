/** What a repair changes, by how much, and what it restores: one line of a menu. */

import type { Analysis } from '../conditions/types.js';
import { list, short } from '../conditions/words.js';
import type { Bandit } from '../model/bandit.js';
import type { Goal, Repair } from './types.js';

/** Goals that are a matter of the verdict; of the others it is told which of them is restored. */
const DECISIVE: readonly Goal['id'][] = ['verdict', 'trap', 'order', 'exposed'];
/** Rows up to this length are written out. */
const WRITTEN_OUT = 4;

/** `Change a2 to [0, -0.1] (by 1.1): Lin-SPG then reaches a1 from almost every start`. `before`: the analysis of the text as it stands. */
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

function effectOf(bandit: Bandit, before: Analysis, { goal, analysis }: Repair): string {
  const { kind, optimal, traps } = analysis.verdict;
  const best = list(optimal.map((action) => bandit.names[action]!));
  const now = restored(bandit, goal);
  if (before.verdict.kind !== 'always' && kind === 'always') {
    const reached = `Lin-SPG then reaches ${best} from almost every start`;
    return DECISIVE.includes(goal.id) ? reached : `${now}, and ${reached.replace(' then', '')}`;
  }
  switch (kind) {
    case 'always':
      return now;
    case 'never':
      return `${now}, but ${best} stays out of reach`;
    case 'depends':
      return `${now}, but ${list(traps.map((action) => bandit.names[action]!))} ${traps.length === 1 ? 'attracts' : 'attract'}`;
    case 'undecided':
      return `${now}, but a finite local maximum is not excluded`;
  }
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

/** Two digits. */
function brief(size: number): string {
  return short(Number(size.toPrecision(2)));
}
