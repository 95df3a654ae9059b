/** The features of all pairs, whether they stand beside the states or at the actions. */
import type { PairFeatures } from '../../model/mdp.js';
import type { Unwritten } from '../../model/written.js';
import type { Entry, Reader } from '../nodes.js';
import { checkShape } from '../rows.js';
import type { Mention, RowSource, StateSource } from '../types.js';
import { hasTooManyFeatures } from './limits.js';
import { readPairFeatures, zeroRow } from './pairFeatures.js';
import type { Featured, ReadState } from './read.js';

export interface ReadFeatures {
  readonly features: PairFeatures | null;
  /** The states, with the range of each row. */
  readonly sources: readonly StateSource[];
  readonly unwritten: Unwritten | null;
}

/** The features, and the states with the range of each row. */
export function featuresOf(
  reader: Reader,
  field: Entry | undefined,
  states: readonly ReadState[],
  problem: Featured,
  mentions: Mention[],
): ReadFeatures {
  const sources = states.map(({ source }) => source);
  const pairs = states.flatMap(({ terminal, pairs }) => (terminal ? [] : pairs));
  if (field) {
    const own = pairs.find(({ featuresKey }) => featuresKey);
    if (own) {
      reader.error(
        'two-forms',
        field.key,
        `\`features\` stands beside the states, and ${own.name} has features of its own. Keep one of the two.`,
      );
      return { features: null, sources, unwritten: null };
    }
    const read = readPairFeatures(reader, field.slot, problem, (index, range) =>
      mentions.push({ of: 'state', index, range }),
    );
    if (read === null) return { features: null, sources, unwritten: null };
    const { features, rows } = read;
    return typeof rows === 'string'
      ? { features, sources, unwritten: rows }
      : { features, sources: withRows(sources, rows), unwritten: null };
  }
  for (const { name, source, lacksFeatures } of pairs) {
    if (!lacksFeatures) continue;
    reader.error(
      'missing-key',
      source.name,
      `${name} has no \`features\`. Write them, such as \`features: [0, 1]\`, or \`features: one-hot\` beside the states.`,
    );
  }
  checkShape(reader, pairs);
  const d = pairs.find(({ row }) => row)?.row?.length ?? 1;
  if (hasTooManyFeatures(reader, pairs[0]?.source.row ?? { start: 0, end: 0 }, pairs.length, d))
    return { features: null, sources, unwritten: null };
  const zeros = zeroRow(d);
  const rows = states.flatMap(({ terminal, pairs }) =>
    pairs.map(({ row }) => (terminal ? zeros : (row ?? []).flatMap((value) => value ?? []))),
  );
  return { features: { kind: 'rows', rows }, sources, unwritten: null };
}

function withRows(states: readonly StateSource[], rows: readonly RowSource[]): StateSource[] {
  let next = 0;
  return states.map((state) => ({
    ...state,
    actions: state.actions.map((action) => {
      const own = rows[next++];
      // Only the row: the name and the reward stand in the state.
      return own ? { ...action, row: own.row, features: own.features } : action;
    }),
  }));
}
