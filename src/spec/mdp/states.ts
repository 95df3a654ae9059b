/** Reads `states`: by name, each state's actions with their next states, or `terminal`. */
import { isMap, isScalar } from 'yaml';
import { clip } from '../format.js';
import { type Entry, isNothing, type Reader, type Slot } from '../nodes.js';
import type { TextFix } from '../types.js';
import { KEYS, STATE_KEYWORDS } from '../vocabulary.js';
import { readActions } from './actions.js';
import { isTooMany } from './limits.js';
import { type ReadState, TERMINAL_ACTION } from './read.js';
import { readTransitions } from './transitions.js';

const ONE = { value: 1, literal: '1' };
const ZERO = { value: 0, literal: '0' };

/** null: there are none, too many, or something else, which is reported. */
export function readStates(reader: Reader, states: Entry): ReadState[] | null {
  const what = 'a mapping from the names of states to their actions or `terminal`';
  const entries = reader.entries(states.slot, what, (name) => clip(name));
  if (!entries) return null;
  if (entries.size === 0) {
    return reader.error(
      'no-states',
      states.slot.range,
      'There are no states. Write them below `states:`, such as `s1: { go: { to: s1, reward: 1, features: [0, 1] } }`.',
    );
  }
  if (
    isTooMany(
      reader,
      states,
      [...entries.values()].map(({ slot }) => slot),
    )
  )
    return null;
  const places = new Map([...entries.keys()].map((name, index) => [name, index]));
  return [...entries].map(([name, entry], index) => {
    if (name.trim() === '') reader.error('key', entry.key, 'A state needs a name that can be seen.');
    const { slot } = entry;
    if (isScalar(slot.node) && !isNothing(slot.node)) return terminal(reader, name, index, entry);
    const actions = isEmpty(slot)
      ? null
      : reader.entries(
          slot,
          '`terminal` or a mapping from actions to `{ to: …, reward: …, features: […] }`',
          (action) => `${clip(action)} in ${clip(name)}`,
        );
    if (isEmpty(slot) || actions?.size === 0) noActions(reader, name, entry);
    const pairs = actions
      ? readActions(reader, name, actions, KEYS.pair, (pair, field) =>
          readTransitions(reader, pair, field, places),
        )
      : [];
    const source = {
      name: entry.key,
      value: slot.range,
      actions: pairs.map((pair) => pair.source),
      probability: null,
    };
    return { name, terminal: false, pairs, source };
  });
}

function terminal(reader: Reader, name: string, index: number, { key, slot }: Entry): ReadState {
  reader.keyword(slot, STATE_KEYWORDS, ', a mapping from actions to `{ to: …, reward: …, features: […] }`');
  const source = { name: key, reward: key, row: key, features: [], to: null };
  return {
    name,
    terminal: true,
    pairs: [
      {
        action: TERMINAL_ACTION,
        name: `${TERMINAL_ACTION} in ${clip(name)}`,
        reward: ZERO,
        row: null,
        to: [{ state: index, probability: ONE }],
        source,
        lacksFeatures: false,
        featuresKey: null,
      },
    ],
    source: { name: key, value: slot.range, actions: [], probability: null },
  };
}

function isEmpty({ node }: Slot): boolean {
  return node === null || isNothing(node) || (isMap(node) && node.items.length === 0);
}

function noActions(reader: Reader, name: string, { key, slot }: Entry): null {
  const title = `Make ${clip(name)} terminal`;
  const colon = /^\s*:/.exec(reader.text.slice(key.end, key.end + 100));
  const isWritten = slot.range.start > key.start;
  const edit = isWritten
    ? { range: slot.range, newText: 'terminal' }
    : {
        range: { start: key.end + (colon?.[0].length ?? 0), end: key.end + (colon?.[0].length ?? 0) },
        newText: `${colon ? '' : ':'} terminal`,
      };
  const fix: TextFix = { title, edits: [edit] };
  const message = `${clip(name)} has no actions. Write them, such as \`go: { to: ${clip(name)}, reward: 1, features: [0, 1] }\`, or \`terminal\` if nothing follows it.`;
  return reader.error('no-actions', key, message, fix);
}
