/** Names of a text's own actions and states, for places that mention them; and names that are free. */

import { isNumeric, schemasAt } from '../../spec/schemaAt.js';
import type { Spot } from '../../spec/spot.js';
import { KEYS } from '../../spec/vocabulary.js';

/** The names that may be mentioned at a place; null: names are not mentioned there. */
export function mentionable(spot: Spot): string[] | null {
  const isKey = spot.role === 'key';
  const keys = (isKey ? spot.path.slice(0, -1) : spot.path).filter((step) => typeof step === 'string');
  const [section, second, third] = keys;
  if (section !== 'run' && section !== 'let' && !isKey && schemasAt(spot.path).some(isNumeric)) {
    const parameters = spot.keysAt(['let']);
    if (parameters.length > 0) return parameters;
  }
  if (section === 'run' && second === 'init' && third === 'trap') {
    if (keys.length === 4) return isKey ? null : actionsOf(spot, keys[3]!);
    return isKey ? statesWithChoice(spot) : spot.keysAt(['bandit', 'actions']);
  }
  const isIn =
    section === 'mdp' && (second === 'start' ? keys.length === 2 : second === 'states' && keys[4] === 'to');
  if (isIn) return statesOf(spot);
  return second === 'features' && third === 'groups' && keys.length === 4 && !isKey ? statesOf(spot) : null;
}

const BESIDE_CONTEXTS: readonly string[] = KEYS.contexts;

function statesOf(spot: Spot): string[] {
  const contexts = spot.keysAt(['contexts']).filter((key) => !BESIDE_CONTEXTS.includes(key));
  return [...spot.keysAt(['mdp', 'states']), ...contexts];
}

/** Where a policy can differ from another one. */
function statesWithChoice(spot: Spot): string[] {
  const choices = [...spot.membersAt(['mdp', 'states']), ...spot.membersAt(['contexts'], ['actions'])];
  return choices.flatMap(([name, { keys }]) => (keys.length > 1 ? [name] : []));
}

function actionsOf(spot: Spot, state: string): string[] {
  return [...spot.keysAt(['mdp', 'states', state]), ...spot.keysAt(['contexts', state, 'actions'])];
}

const FIRST: Readonly<Record<string, string>> = { let: 't1', states: 's1', contexts: 'c1', groups: 'g1' };

/** A name that none of the others has, numbered like them. */
export function freeName(others: readonly string[], collection: string): string {
  const last = others.findLast((name) => /\d$/.test(name)) ?? FIRST[collection] ?? 'a1';
  const [digits] = /\d+$/.exec(last)!;
  const stem = last.slice(0, -digits.length);
  const taken = new Set(others);
  // A double has no next number beyond 2⁵³.
  let n = BigInt(digits) + (taken.has(last) ? 1n : 0n);
  while (taken.has(`${stem}${n}`)) n++;
  return `${stem}${n}`;
}
