/** Reads the keys beside the states: the discount and the start. */

import { isMap } from 'yaml';
import type { Real } from '../../model/bandit.js';
import { uniformStart } from '../../model/mdp.js';
import type { Entry, Reader } from '../nodes.js';
import { lineStart } from '../syntaxIssues/issue.js';
import type { BesideKey, Mention, SpecSource, TextFix } from '../types.js';
import { START_KEYWORDS } from '../vocabulary.js';
import { readDistribution } from './distribution.js';
import { readName } from './stateName.js';

/** The entries of `mdp` by key, or the entries beside the contexts. */
export type Fields = ReadonlyMap<string, Entry>;

export const ZERO: Real = { value: 0, literal: '0' };
export const ONE: Real = { value: 1, literal: '1' };

export function readDiscount(reader: Reader, { slot }: Entry): Real | null {
  return reader.number(
    slot,
    'γ, a number from 0 to below 1 (at 1 the sum of all rewards need not be finite)',
    (value) => !(value >= 0 && value < 1),
  );
}

/** The S probabilities of the start. */
export function readStart(
  reader: Reader,
  { slot }: Entry,
  places: ReadonlyMap<string, number>,
  mentions: Mention[],
): readonly Real[] | null {
  const S = places.size;
  const start = new Array<Real>(S).fill(ZERO);
  if (!isMap(slot.node)) {
    const words = START_KEYWORDS.map((word) => `\`${word}\``).join(', ');
    const what = `the name of a state, ${words}, or {name: probability}`;
    const written = reader.scalar(slot, what);
    if (!written) return null;
    if (!places.has(written.text) && (START_KEYWORDS as readonly string[]).includes(written.text)) {
      return uniformStart(S);
    }
    const found = readName(reader, slot, places, what);
    if (!found) return null;
    mentions.push({ of: 'state', index: found.state, range: found.range });
    start[found.state] = ONE;
    return start;
  }
  const weights = readDistribution(reader, slot, places, 'The probabilities of `start`');
  for (const { state, probability, key } of weights) {
    mentions.push({ of: 'state', index: state, range: key });
    start[state] = probability ?? ZERO;
  }
  return start;
}

const BESIDE: readonly BesideKey[] = ['environment', 'file', 'discount', 'start', 'features'];

export function besideOf(fields: Fields): SpecSource['beside'] {
  return Object.fromEntries(
    BESIDE.flatMap((name) => {
      const field = fields.get(name);
      return field ? [[name, { key: field.key, value: field.slot.range }]] : [];
    }),
  );
}

/**
 * A fix that inserts a key before another one of the same mapping, on a line of its own if the other has one; none where the other is a key of a block
 * that does not begin its line, as after a `?` or an anchor.
 */
export function insertion(
  reader: Reader,
  { key: { start }, isInBraces }: Entry,
  written: string,
): TextFix | undefined {
  const line = reader.text.slice(lineStart(reader.text, start), start);
  const isFirst = /^[ \t]*$/.test(line);
  if (!isFirst && !isInBraces) return undefined;
  const behind = (isInBraces ? ',' : '') + (isFirst ? `\n${line}` : ' ');
  return {
    title: `Write ${written}`,
    edits: [{ range: { start, end: start }, newText: `${written}${behind}` }],
  };
}
