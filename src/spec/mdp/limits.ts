/** The greatest size of a problem, checked before it is read. */
import { isMap, type Node } from 'yaml';
import { count, grouped } from '../format.js';
import type { Entry, Reader, Slot } from '../nodes.js';
import type { TextRange } from '../types.js';

/** The most pairs of a state and an action, and the most features of all of them if they are written as rows. */
export const MOST_PAIRS = 10_000;
export const MOST_FEATURES = 1e6;
/** The most next states of all pairs together that a file may have. */
export const MOST_TRANSITIONS = 1e6;

/** Do the states have more actions than are read? If so, it is reported at the key. */
export function isTooMany(
  reader: Reader,
  { key, slot: { name } }: Entry,
  states: readonly Slot[],
  actionsOf: (node: Node | null) => Node | null = (node) => node,
): boolean {
  const numbers = states.map(({ node }) => {
    const actions = actionsOf(node);
    return isMap(actions) ? actions.items.length : 1;
  });
  const pairs = numbers.reduce((sum, each) => sum + each, 0);
  if (pairs <= MOST_PAIRS) return false;
  const [first] = numbers;
  const isEven = numbers.every((each) => each === first);
  const size = isEven
    ? `${grouped(numbers.length)} × ${count(first!, 'action')} = ${grouped(pairs)} pairs`
    : `${grouped(pairs)} actions in ${grouped(numbers.length)} of them`;
  reader.error(
    'too-large',
    key,
    `${name}: ${size}, more than the ${grouped(MOST_PAIRS)} that are read. Write fewer.`,
  );
  return true;
}

/** Are n rows of d features more than are kept? If so, it is reported. */
export function hasTooManyFeatures(reader: Reader, range: TextRange, n: number, d: number): boolean {
  if (n * d <= MOST_FEATURES) return false;
  reader.error(
    'too-large',
    range,
    `${grouped(n)} actions × ${grouped(d)} features = ${grouped(n * d)} numbers, more than the ${grouped(MOST_FEATURES)} that a problem may have. Lower the number of features, or use \`one-hot\` or \`groups\`, which are not written as rows.`,
  );
  return true;
}
