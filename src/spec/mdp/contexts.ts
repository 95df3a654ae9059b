/** Reads `contexts`, a contextual bandit: each context has a probability and actions. */
import { isMap, isScalar, type Node } from 'yaml';
import { clip } from '../format.js';
import type { Entry, Reader } from '../nodes.js';
import { KEYS } from '../vocabulary.js';
import { type Acting, type Leading, readActions } from './actions.js';
import { insertion } from './beside.js';
import { isTooMany } from './limits.js';
import { checkSum, missingProbability, readProbability, type Weight } from './probabilities.js';
import type { ReadState } from './read.js';

const EXAMPLE =
  'sunny: { probability: 1/2, actions: { a1: { reward: 1, features: [0, 1] }, a2: { reward: 0, features: [1, 0] } } }';

const CONTEXT = '`{ probability: …, actions: … }`';

/** Keys of `mdp` that have no meaning for contexts, and why. */
const NOT_HERE: Readonly<Record<string, string>> = {
  discount: 'a context is followed by nothing, so that there is nothing to discount',
  start: 'each context has its own `probability`',
};

export interface ReadContexts {
  readonly states: readonly ReadState[];
  /** One for each context. */
  readonly weights: readonly Weight[];
  /** The keys beside the contexts. */
  readonly beside: ReadonlyMap<string, Entry>;
}

const BESIDE: readonly string[] = KEYS.contexts;

/** null: there is something else, or too many of them, which is reported. */
export function readContexts(reader: Reader, entry: Entry): ReadContexts | null {
  const all = reader.entries(entry.slot, `a mapping from the names of contexts to ${CONTEXT}`, (name) =>
    clip(name),
  );
  if (!all) return null;
  const beside = new Map([...all].filter(([name, field]) => BESIDE.includes(name) && !isContext(field)));
  const contexts = [...all].filter(([name]) => !beside.has(name));
  for (const [name, { key, slot }] of contexts.filter(([name]) => Object.hasOwn(NOT_HERE, name))) {
    if (isMap(slot.node)) continue;
    reader.error(
      'unknown-key',
      key,
      `\`${name}\` has no place in \`contexts\`: ${NOT_HERE[name]}. Remove it, or write an \`mdp\`.`,
    );
    contexts.splice(
      contexts.findIndex(([other]) => other === name),
      1,
    );
  }
  if (contexts.length === 0) {
    return reader.error(
      'no-states',
      entry.key,
      `There are no contexts. Write them below \`contexts:\`, such as \`${EXAMPLE}\`.`,
    );
  }
  if (
    isTooMany(
      reader,
      entry,
      contexts.map(([, { slot }]) => slot),
      actionsOf,
    )
  )
    return null;
  const read = contexts.map(([name, context]) => readContext(reader, name, context));
  const weights = read.map(({ weight }) => weight);
  checkProbabilities(reader, weights, read);
  return { states: read.map(({ state }) => state), weights, beside };
}

function isContext({ slot: { node } }: Entry): boolean {
  return has(node, 'actions') || has(node, 'probability');
}

function has(node: Node | null, key: string): boolean {
  return isMap(node) && node.items.some((item) => isScalar(item.key) && item.key.value === key);
}

function actionsOf(node: Node | null): Node | null {
  if (!isMap(node)) return null;
  const found = node.items.find(({ key }) => isScalar(key) && key.value === 'actions');
  return (found?.value as Node | null | undefined) ?? null;
}

interface ReadContext {
  readonly state: ReadState;
  readonly weight: Weight;
  /** Is it a mapping without a probability? A fix writes one before its first key. */
  readonly isMissing: boolean;
  readonly first: Entry | null;
  readonly key: Entry['key'];
  readonly hasErrors: boolean;
}

function readContext(reader: Reader, name: string, { key, slot }: Entry): ReadContext {
  const before = reader.errors;
  if (name.trim() === '') reader.error('key', key, 'A context needs a name that can be seen.');
  const fields = reader.fields(slot, CONTEXT, KEYS.context, (field) => `\`${field}\` of ${clip(name)}`);
  const probability = fields?.get('probability');
  const actions = fields?.get('actions');
  const share = probability ? readProbability(reader, probability.slot) : null;
  // While the probability is not written yet, the actions may still come.
  if (fields && !actions && !(probability && share === null)) {
    reader.error(
      'missing-key',
      key,
      `${clip(name)} has no \`actions\`. Write them, such as \`actions: { a1: { reward: 1, features: [0, 1] }, a2: { reward: 0, features: [1, 0] } }\`.`,
    );
  }
  const entries = actions
    ? reader.entries(
        actions.slot,
        'a mapping from actions to `{ reward: …, features: […] }`',
        (action) => `${clip(action)} in ${clip(name)}`,
      )
    : null;
  if (actions && entries?.size === 0) {
    reader.error(
      'no-actions',
      actions.key,
      `${clip(name)} has no actions. Write them, such as \`a1: { reward: 1, features: [0, 1] }\`.`,
    );
  }
  const pairs = entries
    ? readActions(reader, name, entries, KEYS.contextAction, (acting, field) =>
        nowhere(reader, acting, field),
      )
    : [];
  return {
    state: {
      name,
      terminal: false,
      pairs,
      source: {
        name: key,
        value: slot.range,
        actions: pairs.map(({ source }) => source),
        probability: probability?.slot.range ?? null,
      },
    },
    weight: {
      name,
      probability: share,
      range: probability?.slot.range ?? key,
    },
    isMissing: fields !== null && !probability,
    hasErrors: reader.errors > before,
    first: fields?.values().next().value ?? null,
    key,
  };
}

/** A context is followed by no state. */
function nowhere(reader: Reader, { name }: Acting, field: Entry | undefined): Leading {
  if (field) {
    reader.error(
      'to-in-contexts',
      field.key,
      `${name}: in \`contexts\` no action leads anywhere, since the next context does not depend on it. Remove \`to\`, or write an \`mdp\`.`,
    );
  }
  return { to: [], source: null };
}

function checkProbabilities(reader: Reader, weights: readonly Weight[], read: readonly ReadContext[]): void {
  const missing = read.filter(({ isMissing }) => isMissing);
  const known = weights.flatMap(({ probability }) => probability ?? []);
  for (const { key, first, state } of missing) {
    const rest = missing.length === 1 && known.length === read.length - 1 ? missingProbability(known) : null;
    reader.error(
      'missing-key',
      key,
      `${clip(state.name)} has no \`probability\`. ${rest === null ? 'Write it, such as `probability: 1/2`.' : `The others leave ${rest}: write \`probability: ${rest}\`.`}`,
      rest === null || first === null ? undefined : insertion(reader, first, `probability: ${rest}`),
    );
  }
  const last = weights.at(-1)!;
  // While the last context is being written, another one may still come.
  if (read.at(-1)!.hasErrors) return;
  checkSum(reader, last.range, 'The probabilities of the contexts', weights);
}
