/** Feature rows: a list of numbers for each action, all of the same length. */
import type { Real } from '../model/bandit.js';
import { clip, count } from './format.js';
import type { Reader, Slot } from './nodes.js';
import type { ActionSource, TextRange } from './types.js';

/** An action with its feature row; null if the row could not be read. */
export interface Rowed {
  /** The action's name in a sentence. */
  readonly name: string;
  readonly row: readonly (Real | null)[] | null;
  readonly source: Pick<ActionSource, 'row' | 'features'>;
}

/** A row, in a sentence. */
export const ROW = 'a list of numbers such as [0, 1]';

/** A feature row, and the places of all parts of its action. */
export function readRow(reader: Reader, name: TextRange, reward: TextRange, slot: Slot | null) {
  const numbers = slot && reader.numbers(slot, ROW);
  const source: ActionSource = {
    name,
    reward,
    row: slot?.range ?? name,
    features: numbers?.ranges ?? [],
  };
  return { row: numbers?.values ?? null, source };
}

/** Checks that all actions have the same number d ≥ 1 of features. */
export function checkShape(reader: Reader, actions: readonly Rowed[]): void {
  const d = commonLength(actions);
  for (const { name, row, source } of actions) {
    if (!row) continue;
    if (row.length === 0)
      reader.error('row-length', source.row, `${clip(name)} has no features: it needs at least one.`);
    else if (row.length !== d) {
      const surplus = source.features[d];
      const range = surplus ? { start: surplus.start, end: source.features.at(-1)!.end } : source.row;
      const difference = row.length < d ? `add ${d - row.length}` : `remove ${row.length - d}`;
      reader.error(
        'row-length',
        range,
        `${clip(name)} has ${count(row.length, 'feature')}, where the other actions have ${d}: ${difference}.`,
      );
    }
  }
}

/** The most frequent row length; of several, the first in the text. */
function commonLength(actions: readonly Rowed[]): number {
  const counts = new Map<number, number>();
  for (const { row } of actions) {
    if (row && row.length > 0) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}
