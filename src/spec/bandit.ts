/** Reads `bandit`: actions with rewards and features, in either of its two forms, and the noise. */
import { isMap, isScalar } from 'yaml';
import type { Bandit, Noise, Real } from '../model/bandit.js';
import type { Entry, Reader, Slot } from './nodes.js';
import { actionSchema, banditSchema, keysOf, NOISE_KEYWORDS, noiseSchemas } from './schema.js';
import type { ActionSource, SpecSource, TextRange } from './types.js';
import { clip, count } from './words.js';

/** What was read of a bandit, also where it is broken. */
export interface BanditReading {
  /** Names that the experiment may mention. */
  readonly names: readonly string[];
  readonly bandit: Bandit | null;
  readonly actions: readonly ActionSource[];
  readonly noise: SpecSource['noise'];
}

interface ReadAction {
  readonly name: string;
  readonly reward: Real | null;
  readonly row: readonly (Real | null)[] | null;
  readonly source: ActionSource;
}

export function readBandit(reader: Reader, entry: Entry): BanditReading {
  const what = 'a mapping with `actions`, or with `rewards` and `features`';
  const fields = reader.fields(entry.slot, what, keysOf(banditSchema), (key) => `\`${key}\``);
  const actions = fields ? readActions(reader, entry, fields) : null;
  const noiseEntry = fields?.get('noise');
  const noise: Noise | null = noiseEntry ? readNoise(reader, noiseEntry.slot) : { kind: 'none' };
  if (actions) checkShape(reader, actions);
  if (actions) checkSpread(reader, actions);
  if (actions && noise) checkMeans(reader, actions, noise);

  const rewards = actions?.flatMap(({ reward }) => reward ?? []) ?? [];
  const features = actions?.flatMap(({ row }) => (row ? [row.flatMap((value) => value ?? [])] : [])) ?? [];
  const names = actions?.map(({ name }) => name) ?? [];
  return {
    names,
    bandit: actions && noise ? { names, rewards, features, noise } : null,
    actions: actions?.map(({ source }) => source) ?? [],
    noise: noiseEntry ? { key: noiseEntry.key, value: noiseEntry.slot.range } : null,
  };
}

function readActions(reader: Reader, entry: Entry, fields: Map<string, Entry>): ReadAction[] | null {
  const [actions, rewards, features] = [fields.get('actions'), fields.get('rewards'), fields.get('features')];
  if (actions) {
    for (const [key, table] of [
      ['rewards', rewards],
      ['features', features],
    ] as const) {
      if (table)
        reader.error(
          'two-forms',
          table.key,
          `\`actions\` already says it all: remove \`${key}\`, or \`actions\`.`,
        );
    }
    const read = readMapping(reader, actions);
    if (read) checkCount(reader, entry, read.length, read[0]);
    return read;
  }
  if (rewards && features) return readTables(reader, entry, rewards, features);
  const present = rewards ?? features;
  if (present) {
    const missing = rewards ? 'features' : 'rewards';
    return reader.error(
      'missing-key',
      present.key,
      `\`${missing}\` is missing: the two tables go together. Write \`${missing}: ${rewards ? '[[0, 1], [1, 0]]' : '[1, 0]'}\` beside it.`,
    );
  }
  return reader.error(
    'missing-key',
    entry.key,
    'The bandit has no actions. Write `actions:` and below it `a1: { reward: 1, features: [0, 1] }`, one line an action.',
  );
}

function readMapping(reader: Reader, actions: Entry): ReadAction[] | null {
  const what = 'a mapping from names to `{ reward: …, features: […] }`';
  const entries = reader.entries(actions.slot, what, (name) => clip(name));
  if (!entries) return null;
  return [...entries].map(([name, { key, slot }]) => {
    if (name.trim() === '') reader.error('key', key, 'An action needs a name that can be seen.');
    const fields = reader.fields(slot, '`{ reward: …, features: […] }`', keysOf(actionSchema), (field) => {
      return `\`${field}\` of ${clip(name)}`;
    });
    for (const field of fields ? keysOf(actionSchema) : []) {
      if (!fields?.has(field)) {
        const example = field === 'reward' ? 'reward: 1' : 'features: [0, 1]';
        reader.error(
          'missing-key',
          key,
          `${clip(name)} has no \`${field}\`. Write it, such as \`${example}\`.`,
        );
      }
    }
    const reward = fields?.get('reward');
    const features = fields?.get('features');
    return {
      name,
      reward: reward ? reader.number(reward.slot) : null,
      ...readRow(reader, key, reward?.slot.range ?? key, features?.slot ?? null),
    };
  });
}

function readTables(reader: Reader, entry: Entry, rewards: Entry, features: Entry): ReadAction[] | null {
  const means = readTable(reader, rewards, 'a list of numbers, one an action');
  const rows = readTable(reader, features, 'a list of rows of numbers, one row an action');
  if (!means || !rows) return null;
  const [longer, shorter] = means.length > rows.length ? [means, rows] : [rows, means];
  const surplus = longer[shorter.length];
  if (surplus) {
    reader.error(
      'table-lengths',
      { start: surplus.range.start, end: longer.at(-1)!.range.end },
      `\`rewards\` has ${count(means.length, 'entry', 'entries')} and \`features\` ${count(rows.length, 'row')}, expected as many: ${longer === means ? `add ${count(means.length - rows.length, 'row')}, or remove rewards` : `add ${count(rows.length - means.length, 'reward')}, or remove rows`}.`,
    );
  }
  const actions = means.slice(0, rows.length).map((mean, index): ReadAction => {
    const name = `a${index + 1}`;
    const row = rows[index]!;
    const named = (slot: Slot, what: string) => ({ ...slot, name: `${what} of ${name}` });
    return {
      name,
      reward: reader.number(named(mean, 'reward')),
      ...readRow(reader, row.range, mean.range, named(row, 'features')),
    };
  });
  // Where one table is longer, the other lacks what it has.
  checkCount(reader, entry, longer.length, actions[0]);
  return actions;
}

function readTable(reader: Reader, entry: Entry, what: string): Slot[] | null {
  const { node } = entry.slot;
  if (isMap(node) && node.items.some(({ key }) => isScalar(key) && key.value === 'file')) {
    const message = `${entry.slot.name}: tables in files are not available yet in this version. Write ${what} here.`;
    return reader.error('not-yet', entry.slot.range, message);
  }
  return reader.items(entry.slot, what);
}

/** A feature row and where everything of its action stands. */
function readRow(reader: Reader, name: TextRange, reward: TextRange, slot: Slot | null) {
  const numbers = slot && reader.numbers(slot, 'a list of numbers such as [0, 1]');
  const source: ActionSource = {
    name,
    reward,
    row: slot?.range ?? name,
    features: numbers?.ranges ?? [],
  };
  return { row: numbers?.values ?? null, source };
}

/** A choice needs two actions. */
function checkCount(reader: Reader, entry: Entry, number: number, first: ReadAction | undefined): void {
  // An action that is not read yet is told as that.
  if (number >= 2 || first?.reward === null || first?.row === null) return;
  const message = first
    ? `${clip(first.name)} is the only action: with one action there is nothing to choose. Write at least two.`
    : 'The bandit has no actions: it needs at least two.';
  reader.error('few-actions', first?.source.name ?? entry.key, message);
}

/** All actions with the same number d ≥ 1 of features. */
function checkShape(reader: Reader, actions: readonly ReadAction[]): void {
  const d = commonLength(actions);
  for (const { name, row, source } of actions) {
    if (!row) continue;
    if (row.length === 0)
      reader.error('row-length', source.row, `${clip(name)} has no features: it needs at least one.`);
    else if (row.length !== d) {
      const surplus = source.features[d];
      const range = surplus ? { start: surplus.start, end: source.features.at(-1)!.end } : source.row;
      const difference = row.length < d ? `add ${d - row.length}` : `remove ${row.length - d}`;
      reader.error(
        'row-length',
        range,
        `${clip(name)} has ${count(row.length, 'feature')}, where the other actions have ${d}: ${difference}.`,
      );
    }
  }
}

/** Differences of rewards, and a sum of K of them, have to be numbers. */
function checkSpread(reader: Reader, actions: readonly ReadAction[]): void {
  const [first, ...others] = actions.flatMap(({ name, reward, source }) =>
    reward ? [{ name, reward, source }] : [],
  );
  if (!first) return;
  let [least, most] = [first, first];
  for (const each of others) {
    if (each.reward.value < least.reward.value) least = each;
    if (each.reward.value > most.reward.value) most = each;
  }
  const bound = Number.MAX_VALUE / actions.length;
  if (most.reward.value / 2 - least.reward.value / 2 <= bound / 2) return;
  const farther = Math.abs(least.reward.value) > Math.abs(most.reward.value) ? least : most;
  reader.error(
    'reward-range',
    farther.source.reward,
    `rewards ${clip(least.reward.literal)} and ${clip(most.reward.literal)} are too far apart for double precision: a sum over ${count(actions.length, 'action')} of such differences leaves the numbers up to about 1.8e308. Scale the rewards, so that none differ by more than ${Number(bound.toPrecision(2))}.`,
  );
}

/** The most frequent row length; of several, the one that comes first. */
function commonLength(actions: readonly ReadAction[]): number {
  const counts = new Map<number, number>();
  for (const { row } of actions) {
    if (row && row.length > 0) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

export function readNoise(reader: Reader, slot: Slot): Noise | null {
  if (!isMap(slot.node)) {
    const kind = reader.keyword(slot, NOISE_KEYWORDS, ', {gaussian: σ}, {beta: a+b}');
    return kind && { kind };
  }
  const keys = Object.keys(noiseSchemas) as (keyof typeof noiseSchemas)[];
  const choice = oneOf(reader, slot, keys);
  if (!choice) return null;
  const [key, { slot: value }] = choice;
  const number = reader.positive(value);
  if (number === null) return null;
  return key === 'gaussian' ? { kind: 'gaussian', sigma: number } : { kind: 'beta', concentration: number };
}

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

/** Means outside the range that a distribution needs. */
function checkMeans(reader: Reader, actions: readonly ReadAction[], noise: Noise): void {
  if (noise.kind === 'none') return;
  const open = noise.kind === 'beta';
  const range = open ? 'inside (0, 1)' : 'in [0, 1]';
  for (const { name, reward, source } of actions) {
    if (!reward) continue;
    const { value, literal } = reward;
    if (open ? value > 0 && value < 1 : value >= 0 && value <= 1) continue;
    const message = `reward of ${clip(name)}: with ${noise.kind} noise a mean must lie ${range}, found ${clip(literal)}. Scale the rewards, or choose another noise.`;
    reader.error('mean-range', source.reward, message);
  }
}
