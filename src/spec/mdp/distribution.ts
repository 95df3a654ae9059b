/** Reads `{name: probability}` over the states. */
import type { Real } from '../../model/bandit.js';
import { clip } from '../format.js';
import { type Entry, isNothing, type Reader, type Slot } from '../nodes.js';
import type { TextFix, TextRange } from '../types.js';
import { checkSum, missingProbability, readProbability } from './probabilities.js';
import { placeOf } from './stateName.js';

export interface StateWeight {
  readonly state: number;
  readonly probability: Real | null;
  /** The range of the name; `probability` has that of its value. */
  readonly key: TextRange;
  readonly range: TextRange;
}

/** The weights of states that exist, in the order of the text. @param what what sums to 1, as the beginning of a sentence. */
export function readDistribution(
  reader: Reader,
  slot: Slot,
  places: ReadonlyMap<string, number>,
  what: string,
): StateWeight[] {
  const entries = reader.entries(slot, '{name: probability}', (name) => `probability of ${clip(name)}`);
  if (!entries) return [];
  if (entries.size === 0) {
    reader.expected(slot, 'at least one state with its probability');
    return [];
  }
  const all = [...entries];
  const empty = all.filter(([, entry]) => isEmpty(entry));
  const weights = all.map(([name, entry]) => ({
    name,
    key: entry.key,
    probability: isEmpty(entry) ? null : readProbability(reader, entry.slot),
    range: entry.slot.range,
    state: placeOf(reader, entry.key, name, slot.name, places),
  }));
  const known = weights.flatMap(({ probability }) => probability ?? []);
  for (const [name, entry] of empty) {
    const rest = empty.length === 1 && known.length === all.length - 1 ? missingProbability(known) : null;
    reader.error(
      'type',
      entry.key,
      `probability of ${clip(name)}: expected a probability, found nothing.${rest === null ? '' : ` The others leave ${rest}.`}`,
      rest === null ? undefined : filled(reader, entry, name, rest),
    );
  }
  checkSum(reader, slot.range, what, weights);
  return weights.flatMap(({ state, probability, key, range }) =>
    state === null ? [] : [{ state, probability, key, range }],
  );
}

function isEmpty({ slot: { node } }: Entry): boolean {
  return node === null || isNothing(node);
}

/** A missing probability is inserted behind its colon. */
function filled(reader: Reader, { key }: Entry, name: string, literal: string): TextFix {
  const colon = /^[ \t]*:/.exec(reader.text.slice(key.end, key.end + 100))?.[0];
  const at = key.end + (colon?.length ?? 0);
  return {
    title: `Write ${literal} for ${clip(name)}`,
    edits: [{ range: { start: at, end: at }, newText: colon ? ` ${literal}` : `: ${literal}` }],
  };
}
