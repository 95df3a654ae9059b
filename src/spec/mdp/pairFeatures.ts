/** Reads `features` beside the states: a feature row for every pair, instead of rows at the actions. */
import { isMap, isSeq } from 'yaml';
import { normal } from '../../engine/random/normal.js';
import { streamOf } from '../../engine/random/streams.js';
import type { Real } from '../../model/bandit.js';
import type { PairFeatures } from '../../model/mdp.js';
import { realOf } from '../../model/rational.js';
import type { Unwritten } from '../../model/written.js';
import { isFile, readFileRows } from '../files/arrays.js';
import { clip, count } from '../format.js';
import type { Reader, Slot } from '../nodes.js';
import { checkShape, readRow } from '../rows.js';
import type { RowSource } from '../types.js';
import { DEFAULTS, FORMS, keysOfForms, PAIR_FEATURES_KEYWORDS } from '../vocabulary.js';
import { readGroups } from './groups.js';
import { hasTooManyFeatures, MOST_FEATURES } from './limits.js';
import type { Featured } from './read.js';

export interface FeaturesReading {
  readonly features: PairFeatures;
  /** The range of the row of each pair that is not terminal, or why there is none. */
  readonly rows: readonly RowSource[] | Unwritten;
}

/** One coordinate for each pair. */
export function oneHot(pairs: number): PairFeatures {
  return {
    kind: 'one-hot',
    dimensions: pairs,
    coordinates: Array.from({ length: pairs }, (_, pair) => pair),
  };
}

export function readPairFeatures(
  reader: Reader,
  slot: Slot,
  problem: Featured,
  mention: Parameters<typeof readGroups>[3],
): FeaturesReading | null {
  const what = 'one-hot, {random: d, seed: s}, {groups: {name: [state, …]}}, {file: path} or a list of rows';
  if (isSeq(slot.node)) return readRows(reader, slot, problem);
  if (isFile(slot)) return readRowsOfFile(reader, slot, problem);
  if (!isMap(slot.node)) {
    const kind = reader.keyword(
      slot,
      PAIR_FEATURES_KEYWORDS,
      ', {random: d, seed: s}, {groups: {name: [state, …]}}, {file: path}, a list of rows',
    );
    return kind && { features: oneHot(pairsOf(problem).length), rows: kind };
  }
  const keys = keysOfForms(FORMS.pairFeatures);
  const fields = reader.fields(slot, what, keys, (key) => `\`${key}\``);
  if (!fields) return null;
  const [random, seed, groups] = [fields.get('random'), fields.get('seed'), fields.get('groups')];
  if (random && groups)
    return reader.error('two-forms', groups.key, '`random` and `groups` exclude each other. Keep one.');
  if (seed && !random)
    return reader.error('missing-key', seed.key, '`seed` goes with `random: d`, which is missing.');
  if (groups) {
    const features = readGroups(reader, groups, problem, mention);
    return features && { features, rows: 'groups' };
  }
  if (!random) return fields.size === 0 && slot.node.items.length > 0 ? null : reader.expected(slot, what);
  const d = reader.wholeNumber(random.slot, 1, MOST_FEATURES);
  const from = seed ? reader.wholeNumber(seed.slot, 0, Number.MAX_SAFE_INTEGER) : DEFAULTS.pairFeatures.seed;
  const pairs = pairsOf(problem);
  if (d === null || from === null || hasTooManyFeatures(reader, random.slot.range, pairs.length, d))
    return null;
  return { features: drawn(pairs, d, from), rows: 'random' };
}

interface Pair {
  readonly name: string;
  readonly terminal: boolean;
}

function pairsOf({ states }: Featured): Pair[] {
  return states.flatMap(({ name, terminal, actions }) =>
    actions.map((action) => ({ name: `${clip(action)} in ${clip(name)}`, terminal })),
  );
}

/** Standard normal numbers, pair after pair; zeros for terminal states, which use no random numbers. */
function drawn(pairs: readonly Pair[], d: number, seed: number): PairFeatures {
  const words = streamOf([seed, 0, 0], 'features');
  const zeros = zeroRow(d);
  const rows = pairs.map(({ terminal }) =>
    terminal
      ? zeros
      : Array.from({ length: d }, () => {
          words.next();
          return realOf(normal(words));
        }),
  );
  return { kind: 'rows', rows };
}

export function zeroRow(d: number): Real[] {
  return Array.from({ length: d }, () => ({ value: 0, literal: '0' }));
}

/** The rows, if they are in a file. */
function readRowsOfFile(reader: Reader, slot: Slot, problem: Featured): FeaturesReading | null {
  const read = readFileRows(reader, slot, ['features', 'phi']);
  if (!read) return null;
  const pairs = pairsOf(problem);
  const n = pairs.filter(({ terminal }) => !terminal).length;
  const d = read.entries[0]!.length;
  if (read.entries.length !== n) {
    return reader.error(
      'table-lengths',
      read.range,
      `${slot.name}: expected ${count(n, 'row')} in the file, one for each action of each state in the order of the text, found ${read.entries.length}.`,
    );
  }
  if (hasTooManyFeatures(reader, read.range, n, d)) return null;
  const zeros = zeroRow(d);
  let next = 0;
  const rows = pairs.map(({ terminal }) => (terminal ? zeros : read.entries[next++]!));
  return { features: { kind: 'rows', rows }, rows: 'file' };
}

/** A row for each pair in the order of the text; a terminal state has none. */
function readRows(reader: Reader, slot: Slot, problem: Featured): FeaturesReading | null {
  const pairs = pairsOf(problem);
  const written = pairs.filter(({ terminal }) => !terminal);
  const items = reader.items(slot, 'a list of rows of numbers, one row for each action of each state');
  if (!items) return null;
  if (items.length !== written.length) {
    const surplus = items[written.length];
    const range = surplus ? { start: surplus.range.start, end: items.at(-1)!.range.end } : slot.range;
    const mend =
      items.length > written.length
        ? `remove ${items.length - written.length}`
        : `add ${written.length - items.length}`;
    return reader.error(
      'table-lengths',
      range,
      `${slot.name}: expected ${count(written.length, 'row')}, one for each action of each state in the order of the text, found ${items.length}: ${mend}.`,
    );
  }
  const rows = items.map((item, index) => {
    const { name } = written[index]!;
    const { row, source } = readRow(reader, item.range, item.range, { ...item, name: `features of ${name}` });
    return { name, row, source };
  });
  checkShape(reader, rows);
  const d = rows[0]?.row?.length ?? 0;
  if (hasTooManyFeatures(reader, slot.range, rows.length, d)) return null;
  const zeros = zeroRow(d);
  let next = 0;
  return {
    features: {
      kind: 'rows',
      rows: pairs.map(({ terminal }) =>
        terminal ? zeros : (rows[next++]!.row ?? []).flatMap((x) => x ?? []),
      ),
    },
    rows: rows.map(({ source }) => source),
  };
}
