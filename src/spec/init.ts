/** Reads `init`: the starts of the parameters. */
import { isMap, isScalar, isSeq } from 'yaml';
import { isTabular } from '../engine/algorithms/catalogue.js';
import type { Bandit, Real } from '../model/bandit.js';
import type { Mdp } from '../model/mdp.js';
import { optimalActions } from '../model/ranking.js';
import type { Init } from '../model/run.js';
import { isFile, readFileList } from './files/arrays.js';
import { clip, count } from './format.js';
import { placeOf as stateOf } from './mdp/stateName.js';
import { type Entry, isNothing, type Reader, type Slot } from './nodes.js';
import type { RunContext, Values } from './runContext.js';
import type { Mention } from './types.js';
import { DEFAULTS, FORMS, keysOfForms } from './vocabulary.js';

const MOST_STARTS = 1e6;

/** Is this list a sweep? A list is a vector unless one of its entries can only be a start by itself. */
export function isSweepOfStarts(slot: Slot): boolean {
  return (
    isSeq(slot.node) &&
    slot.node.items.some((item) => isSeq(item) || isMap(item) || (isScalar(item) && item.value === 'zeros'))
  );
}

/** @param mentions receives the names of states and actions that a start mentions. */
export function readInit(reader: Reader, slot: Slot, context: RunContext, mentions: Mention[]): Init | null {
  const what = 'zeros, a vector, {gaussian: σ, count: n}, {trap: action} or {file: path}';
  if (isSeq(slot.node)) {
    if (slot.node.items.length === 0) return reader.expected(slot, 'a vector with at least one entry');
    const numbers = reader.numbers(slot, 'a vector')?.values ?? [];
    return numbers.includes(null) ? null : { kind: 'vector', theta: numbers.map((number) => number!.value) };
  }
  if (!isMap(slot.node)) {
    const kind = reader.keyword(
      slot,
      ['zeros'],
      ', a vector, {gaussian: σ, count: n}, {trap: action}, {file: path}',
    );
    return kind && { kind };
  }
  if (isFile(slot)) {
    const read = readFileList(reader, slot, ['init', 'theta']);
    return read && { kind: 'vector', theta: read.entries.map(({ value }) => value) };
  }
  const keys = keysOfForms(FORMS.init);
  const fields = reader.fields(slot, what, keys, (key) => `\`${key}\``);
  const gaussian = fields?.get('gaussian');
  const trap = fields?.get('trap');
  if (gaussian && trap)
    return reader.error('two-forms', trap.key, '`gaussian` and `trap` exclude each other. Keep one.');
  const counted = fields?.get('count');
  if (trap) {
    if (counted) reader.error('unknown-key', counted.key, '`count` goes with `gaussian` only: remove it.');
    return context.kind === 'contexts' || context.kind === 'mdp'
      ? readTrapPolicy(reader, trap.slot, context, mentions)
      : readTrap(reader, trap.slot, context, mentions);
  }
  if (gaussian) {
    const sigma = reader.positive(gaussian.slot);
    const starts = counted ? reader.wholeNumber(counted.slot, 1, MOST_STARTS) : DEFAULTS.starts.count;
    return sigma === null || starts === null ? null : { kind: 'gaussian', sigma, count: starts };
  }
  if (counted)
    return reader.error('missing-key', counted.key, '`count` goes with `gaussian: σ`, which is missing.');
  return isMap(slot.node) && slot.node.items.length === 0 ? reader.expected(slot, what) : null;
}

function readTrap(
  reader: Reader,
  slot: Slot,
  { names, bandit, kind }: RunContext,
  mentions: Mention[],
): Init | null {
  if (kind === 'family') {
    const message = `${slot.name}: every instance of a family has traps of its own. Use zeros, a vector or {gaussian: σ}, or write one instance out.`;
    return reader.error('trap-family', slot.range, message);
  }
  const written = reader.scalar(slot, 'the name of an action');
  if (!written || names.length === 0) return null;
  const action = placeOf(names, written.text);
  if (action < 0) {
    const sentence = `${slot.name}: there is no action \`${clip(written.text)}\`.`;
    return reader.unknown('unknown-action', written.range, written.text, names, sentence);
  }
  mentions.push({ of: 'action', index: action, range: written.range });
  if (bandit && isOptimal(bandit, action)) {
    const message = `${slot.name}: ${clip(written.text)} has the greatest reward, and only a suboptimal action can be a trap. Name another action.`;
    return reader.error('trap-optimal', written.range, message);
  }
  return { kind: 'trap', action };
}

/** A start in the trap of a policy that is named by the pairs it takes: `{s3: a2}`. */
function readTrapPolicy(
  reader: Reader,
  slot: Slot,
  { layout, kind }: RunContext,
  mentions: Mention[],
): Init | null {
  const what = '{state: action}, a policy by the actions that it takes where it differs from the best one';
  if (isScalar(slot.node) && !isNothing(slot.node)) {
    const of = kind === 'contexts' ? 'contexts' : 'an MDP';
    const message = `${slot.name}: the traps of ${of} are policies, which take an action in each state, and no single actions. Name one by what it does where it differs from the best policy, such as \`{trap: {s1: a2}}\`.`;
    return reader.error('trap-action', reader.rangeOf(slot.node), message);
  }
  const entries = reader.entries(slot, what, () => slot.name);
  if (!entries) return null;
  if (entries.size === 0) return reader.expected(slot, what);
  if (layout === null) return null;
  const choices = [...entries].map(([name, entry]) => {
    const state = stateOf(reader, entry.key, name, slot.name, layout.states);
    if (state === null) return null;
    mentions.push({ of: 'state', index: state, range: entry.key });
    const pair = readAction(reader, entry, layout.pairs[state]!, clip(name));
    if (pair === null) return null;
    mentions.push({ of: 'action', index: pair, range: entry.slot.range });
    return [state, pair] as const;
  });
  if (!choices.every((choice) => choice !== null)) return null;
  return { kind: 'trap-policy', choices: choices.sort(([a], [b]) => a - b) };
}

/** The pair of a named action; null, and reported, if the state has no action of this name, or no other one. */
function readAction(
  reader: Reader,
  { slot }: Entry,
  pairs: ReadonlyMap<string, number>,
  state: string,
): number | null {
  const written = reader.scalar(slot, `the name of an action of ${state}`);
  if (!written) return null;
  const pair = pairs.get(written.text);
  if (pair === undefined) {
    const sentence = `${slot.name}: there is no action \`${clip(written.text)}\` in ${state}.`;
    return reader.unknown('unknown-action', written.range, written.text, [...pairs.keys()], sentence);
  }
  if (pairs.size > 1) return pair;
  const message = `${slot.name}: ${state} has no other action, so that no policy differs there. Remove it.`;
  return reader.error('trap-only', written.range, message);
}

/** Computed once, since each entry of a long sweep asks for it. */
const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();
const optimal = new WeakMap<Bandit, ReadonlySet<number>>();

function placeOf(names: readonly string[], name: string): number {
  const known = places.get(names) ?? new Map(names.map((each, action) => [each, action]));
  places.set(names, known);
  return known.get(name) ?? -1;
}

function isOptimal(bandit: Bandit, action: number): boolean {
  const known = optimal.get(bandit) ?? new Set(optimalActions(bandit));
  optimal.set(bandit, known);
  return known.has(action);
}

/**
 * Checks each vector: it has d entries, or K logits (n for contexts and MDPs, where a terminal state has one pair) if every algorithm is tabular. With
 * algorithms of both kinds it would be two different starts. Its logits must be finite.
 */
export function checkVectors(
  reader: Reader,
  algorithms: readonly string[],
  init: Values<Init>,
  { actions: K, dimensions: d }: NonNullable<RunContext['shape']>,
  { bandit, mdp, hasStates }: Pick<RunContext, 'bandit' | 'mdp' | 'hasStates'>,
): void {
  const one = hasStates ? 'one logit for each action of each state' : 'one logit an action';
  const tabular = algorithms.filter(isTabular);
  const linear = algorithms.filter((algorithm) => !isTabular(algorithm));
  init.values.forEach((start, index) => {
    const range = init.items[index];
    if (start.kind !== 'vector' || !range) return;
    const n = start.theta.length;
    if (tabular.length > 0 && linear.length > 0) {
      const message = `No vector is the same start for ${linear.join(', ')} (${count(d, 'entry', 'entries')}, one a feature) and for ${tabular.join(', ')} (${K}, ${one}). Use zeros or {gaussian: σ}, from which all begin with one policy, or one file each.`;
      reader.error('init-length', range, message);
      return;
    }
    const [expected, why] = linear.length > 0 ? [d, 'one a feature'] : [K, one];
    const ends =
      expected === mdp?.pairs.length && mdp.states.some(({ terminal }) => terminal)
        ? ', a terminal state has one'
        : '';
    if (algorithms.length === 0) return;
    if (n !== expected) {
      const message = `\`init\`: expected ${count(expected, 'entry', 'entries')} (${why}${ends}), found ${n}.`;
      reader.error('init-length', range, message);
      return;
    }
    const logits =
      linear.length > 0
        ? mdp
          ? logitsOf(mdp, start.theta)
          : (bandit?.features ?? []).map((row) => dot(row, start.theta))
        : start.theta;
    if (!logits.every(Number.isFinite)) {
      const message =
        '`init`: from here a logit is greater than any number that a run can hold (1.8e308). Use smaller entries.';
      reader.error('init-overflow', range, message);
    }
  });
}

const dot = (row: readonly Real[], theta: readonly number[]): number =>
  row.reduce((sum, x, k) => sum + x.value * theta[k]!, 0);

/** Φθ: n logits. */
function logitsOf({ features }: Mdp, theta: readonly number[]): number[] {
  return features.kind === 'rows'
    ? features.rows.map((row) => dot(row, theta))
    : features.coordinates.map((coordinate) => theta[coordinate]!);
}
