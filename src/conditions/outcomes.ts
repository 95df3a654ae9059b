/** What tables and counts of a family say about a bandit: the verdict, and which conditions hold, without witnesses and figures. */
import type { Bandit } from '../model/bandit.js';
import { analyse } from './analyse.js';
import { CONDITION_IDS, CONDITIONS } from './catalogue.js';
import type { ConditionEntry } from './entry.js';
import { Certain } from './filter/certain.js';
import { doublesOfReals } from './filter/doubles.js';
import type { Analysis, Verdict } from './types.js';
import { verdictOf } from './verdict.js';

export interface Outcomes {
  readonly verdict: Verdict;
  /** Does the condition hold; for `trap`: of some action? null: undecided. Conditions that do not apply are missing. */
  readonly holds: ReadonlyMap<string, boolean | null>;
}

/** As `analyse` decides, but in floating point where rounding leaves no doubt. */
export function outcomesOf(bandit: Bandit): Outcomes {
  const x = doublesOfReals(bandit.features, bandit.rewards);
  return outcomesBy(x && new Certain(x), () => bandit);
}

/** As `outcomesOf`, where the conditions in floating point have been asked before. @param bandit is asked for only where they are not certain */
export function outcomesBy(certain: Certain | null, bandit: () => Bandit): Outcomes {
  return (certain && certainOutcomes(certain)) ?? outcomesIn(analyse(bandit()));
}

/** null: some condition is not certain. */
function certainOutcomes(certain: Certain): Outcomes | null {
  const { x } = certain;
  const holds = new Map<string, boolean>();
  const conditions: readonly ConditionEntry[] = CONDITIONS;
  for (const { id, onlyOf = x.actions } of conditions) {
    if (onlyOf !== x.actions) continue;
    const found = certain.holds(id);
    if (found === null) return null;
    holds.set(id, found);
  }
  const proved = (id: string, of: boolean, action?: number) => ({
    id,
    ...(action !== undefined && { action }),
    holds: of,
    basis: 'proved' as const,
    margin: null,
    actions: [],
  });
  const decisive = [
    proved('exposed', holds.get('exposed')!),
    proved('order', holds.get('order')!),
    ...certain.traps!.map((action) => proved('trap', true, action)),
  ];
  return { verdict: verdictOf({ optimal: [x.order[0]!] }, decisive, { complete: true }), holds };
}

function outcomesIn({ verdict, conditions }: Analysis): Outcomes {
  const holds = new Map<string, boolean | null>();
  for (const id of CONDITION_IDS) {
    const found = conditions.filter((condition) => condition.id === id).map((condition) => condition.holds);
    if (id === 'trap') holds.set(id, found.includes(true) || (found.includes(null) ? null : false));
    else if (found.length > 0) holds.set(id, found[0]!);
  }
  return { verdict, holds };
}
