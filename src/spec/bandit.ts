/** Reads `bandit`: actions with rewards and features, in either of its two forms, and the noise. */
import { isMap, isScalar } from 'yaml';
import type { Bandit, Real } from '../model/bandit.js';
import type { Entry, Reader, Slot } from './nodes.js';
import { readNoiseOf } from './noise.js';
import { checkMeans, checkSpread } from './rewards.js';
import { checkShape, readRow } from './rows.js';
import { actionSchema, banditSchema } from './schema/bandit.js';
import { keysOf } from './schema.js';
import type { ActionSource, SpecSource } from './types.js';
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
  const noise = readNoiseOf(reader, noiseEntry);
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

/** A choice needs two actions. */
function checkCount(reader: Reader, entry: Entry, number: number, first: ReadAction | undefined): void {
  // An action that is not read yet is told as that.
  if (number >= 2 || first?.reward === null || first?.row === null) return;
  const message = first
    ? `${clip(first.name)} is the only action: with one action there is nothing to choose. Write at least two.`
    : 'The bandit has no actions: it needs at least two.';
  reader.error('few-actions', first?.source.name ?? entry.key, message);
}
