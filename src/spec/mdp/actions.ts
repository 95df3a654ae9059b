/** Reads the actions of one state or context. */
import type { Transition } from '../../model/mdp.js';
import { clip } from '../format.js';
import type { Entry, Reader } from '../nodes.js';
import { readRow } from '../rows.js';
import type { TransitionsSource } from '../types.js';
import type { ReadPair } from './read.js';

/** What is read at `to`; if `to` is not allowed, that is reported. */
export interface Leading {
  readonly to: readonly Transition[];
  readonly source: TransitionsSource | null;
}

/** An action, as far as it has been read. */
export interface Acting {
  /** The name in a sentence: `go in s1`. */
  readonly name: string;
  /** Its key. */
  readonly key: Entry['key'];
}

const EXAMPLES: Readonly<Record<string, string>> = {
  to: 'to: s1',
  reward: 'reward: 1',
  features: 'features: [0, 1]',
};

/**
 * @param keys the keys that an action may have; whether `features` may be missing is decided when everything has been read.
 * @param readTo reads `to`, or reports that it is missing.
 */
export function readActions(
  reader: Reader,
  state: string,
  actions: ReadonlyMap<string, Entry>,
  keys: readonly string[],
  readTo: (action: Acting, field: Entry | undefined) => Leading,
): ReadPair[] {
  const what = `\`{ ${keys.map((key) => `${key}: ${key === 'features' ? '[…]' : '…'}`).join(', ')} }\``;
  return [...actions].map(([action, { key, slot }]) => {
    const name = `${clip(action)} in ${clip(state)}`;
    if (action.trim() === '') reader.error('key', key, 'An action needs a name that can be seen.');
    const known = keys.includes('to') ? keys : [...keys, 'to'];
    const fields = reader.fields(slot, what, known, (field) => `\`${field}\` of ${name}`);
    for (const field of ['to', 'reward']) {
      if (!fields || fields.has(field) || !keys.includes(field)) continue;
      reader.error(
        'missing-key',
        key,
        `${name} has no \`${field}\`. Write it, such as \`${EXAMPLES[field]}\`.`,
      );
    }
    const reward = fields?.get('reward');
    const features = fields?.get('features');
    const { to, source } = readTo({ name, key }, fields?.get('to'));
    const own = readRow(reader, key, reward?.slot.range ?? key, features?.slot ?? null);
    return {
      action,
      name,
      reward: reward ? reader.number(reward.slot) : null,
      row: own.row,
      to,
      source: { ...own.source, to: source },
      lacksFeatures: fields !== null && !features,
      featuresKey: features?.key ?? null,
    };
  });
}
