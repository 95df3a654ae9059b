import { isMap } from 'yaml';
import type { Entry, Reader, Slot } from './nodes.js';

/** A mapping with exactly one of several keys. */
export function oneOf<Key extends string>(
  reader: Reader,
  slot: Slot,
  keys: readonly Key[],
): [Key, Entry] | null {
  const fields = reader.fields(slot, `one of ${keys.join(', ')}`, keys, (key) => `\`${key}\``);
  if (!fields) return null;
  const [first, second] = fields;
  if (second) {
    return reader.error(
      'two-forms',
      second[1].key,
      `${slot.name}: \`${first![0]}\` and \`${second[0]}\` exclude each other. Keep one.`,
    );
  }
  if (first) return first;
  // An unknown key has been reported already; an empty mapping has not.
  return isMap(slot.node) && slot.node.items.length === 0
    ? reader.expected(slot, `one of ${keys.join(', ')}`)
    : null;
}
