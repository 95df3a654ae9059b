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
  return certainOutcomes(bandit) ?? outcomesIn(analyse(bandit));
}

/** null: some condition is not certain. */
function certainOutcomes({ features, rewards }: Bandit): Outcomes | null {
  const x = doublesOfReals(features, rewards);
  if (x === null) return null;
  const certain = new Certain(x);
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
