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

/** Checks that all actions have the same number d ≥ 1 of features. An entry that could not be read may be several, or none: its row waits until it is mended. */
export function checkShape(reader: Reader, actions: readonly Rowed[]): void {
  const read = actions.flatMap(({ row, ...action }) => (row?.every(isRead) ? [{ ...action, row }] : []));
  const d = commonLength(read.map(({ row }) => row));
  for (const { name, row, source } of read) {
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

const isRead = (entry: Real | null): entry is Real => entry !== null;

/** The most frequent row length; of several, the first in the text. */
function commonLength(rows: readonly (readonly Real[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}
