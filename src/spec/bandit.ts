/** Reads `bandit`: the actions with rewards and features, in either of the two forms, and the noise. */
import type { Bandit, Real } from '../model/bandit.js';
import { isFile, readFileList, readFileRows } from './files/arrays.js';
import { clip, count } from './format.js';
import { hasTooManyFeatures } from './mdp/limits.js';
import type { Entry, Reader } from './nodes.js';
import { readNoiseOf } from './noise.js';
import { checkMeans, checkSpread } from './rewards.js';
import { checkShape, ROW, readRow } from './rows.js';
import type { ActionSource, SpecSource, TextRange } from './types.js';
import { KEYS } from './vocabulary.js';

/** What was read of a bandit, even if it is broken. */
export interface BanditReading {
  /** Names that the experiment may mention. */
  readonly names: readonly string[];
  readonly bandit: Bandit | null;
  readonly actions: readonly ActionSource[];
  readonly noise: SpecSource['noise'];
  /** Where features come from whose numbers are in a file. */
  readonly unwritten: SpecSource['unwritten'];
  readonly areRewardsInFile: boolean;
}

interface ReadAction {
  readonly name: string;
  readonly reward: Real | null;
  readonly row: readonly (Real | null)[] | null;
  readonly source: ActionSource;
}

export function readBandit(reader: Reader, entry: Entry): BanditReading {
  const what = 'a mapping with `actions`, or with `rewards` and `features`';
  const fields = reader.fields(entry.slot, what, KEYS.bandit, (key) => `\`${key}\``);
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
    unwritten: isInFile(fields?.get('features')) ? 'file' : null,
    areRewardsInFile: isInFile(fields?.get('rewards')),
  };
}

function isInFile(table: Entry | undefined): boolean {
  return table !== undefined && isFile(table.slot);
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
    const fields = reader.fields(slot, '`{ reward: …, features: […] }`', KEYS.action, (field) => {
      return `\`${field}\` of ${clip(name)}`;
    });
    for (const field of fields ? KEYS.action : []) {
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

/** One of the two tables, from the text or from a file. */
interface Table<T> {
  readonly length: number;
  /** The names of the actions, if the file has them. */
  readonly names: readonly string[] | null;
  rangeAt(index: number): TextRange;
  /** @param name the action's name, for issues. */
  at(index: number, name: string): T;
}

type Row = Pick<ReadAction, 'row'> & { readonly features: readonly TextRange[] };

function readTables(reader: Reader, entry: Entry, rewards: Entry, features: Entry): ReadAction[] | null {
  const means = readMeans(reader, rewards);
  const rows = readRows(reader, features);
  if (!means || !rows) return null;
  const [longer, shorter] = means.length > rows.length ? [means, rows] : [rows, means];
  if (longer.length > shorter.length) {
    reader.error(
      'table-lengths',
      { start: longer.rangeAt(shorter.length).start, end: longer.rangeAt(longer.length - 1).end },
      `\`rewards\` has ${count(means.length, 'entry', 'entries')} and \`features\` ${count(rows.length, 'row')}, expected as many: ${longer === means ? `add ${count(means.length - rows.length, 'row')}, or remove rewards` : `add ${count(rows.length - means.length, 'reward')}, or remove rows`}.`,
    );
  }
  const names = rows.names ?? means.names;
  if (names) checkNames(reader, names, rows.names ? rows.rangeAt(0) : means.rangeAt(0));
  const actions = Array.from({ length: shorter.length }, (_, index): ReadAction => {
    const name = names?.[index] ?? `a${index + 1}`;
    const { row, features } = rows.at(index, name);
    const place = rows.rangeAt(index);
    const source = { name: place, reward: means.rangeAt(index), row: place, features };
    return { name, reward: means.at(index, name), row, source };
  });
  // If one table is longer, the shorter one lacks the rest.
  checkCount(reader, entry, longer.length, actions[0]);
  return actions;
}

function readMeans(reader: Reader, { slot }: Entry): Table<Real | null> | null {
  if (isFile(slot)) {
    const read = readFileList(reader, slot, ['rewards', 'r']);
    return (
      read && {
        length: read.entries.length,
        names: read.names,
        rangeAt: () => read.range,
        at: (index) => read.entries[index]!,
      }
    );
  }
  const items = reader.items(slot, 'a list of numbers, one an action, or {file: path}');
  return (
    items && {
      length: items.length,
      names: null,
      rangeAt: (index) => items[index]!.range,
      at: (index, name) => reader.number({ ...items[index]!, name: `reward of ${name}` }),
    }
  );
}

function readRows(reader: Reader, { slot }: Entry): Table<Row> | null {
  if (isFile(slot)) {
    const read = readFileRows(reader, slot, ['features', 'phi', 'X']);
    const [n, d] = [read?.entries.length ?? 0, read?.entries[0]?.length ?? 0];
    if (!read || hasTooManyFeatures(reader, read.range, n, d)) return null;
    return {
      length: n,
      names: read.names,
      rangeAt: () => read.range,
      at: (index) => ({ row: read.entries[index]!, features: [] }),
    };
  }
  const items = reader.items(slot, 'a list of rows of numbers, one row an action, or {file: path}');
  return (
    items && {
      length: items.length,
      names: null,
      rangeAt: (index) => items[index]!.range,
      at: (index, name) => {
        const numbers = reader.numbers({ ...items[index]!, name: `features of ${name}` }, ROW);
        return { row: numbers?.values ?? null, features: numbers?.ranges ?? [] };
      },
    }
  );
}

/** Names in a file follow the same rules as names in a text. */
function checkNames(reader: Reader, names: readonly string[], range: TextRange): void {
  const twice = firstTwice(names);
  if (twice !== null)
    reader.error(
      'file',
      range,
      `The action ${clip(names[twice.last]!)} is named twice in this file: actions ${twice.first + 1} and ${twice.last + 1} of it. Rename one of the two.`,
    );
  else if (names.some((name) => name.trim() === ''))
    reader.error('file', range, 'An action of this file has an empty name. Give it one that can be seen.');
}

/** The first name that has been there before, and where; null: there is none. */
function firstTwice(names: readonly string[]): { readonly first: number; readonly last: number } | null {
  const places = new Map<string, number>();
  for (const [last, name] of names.entries()) {
    const first = places.get(name);
    if (first !== undefined) return { first, last };
    places.set(name, last);
  }
  return null;
}

/** Reports fewer than two actions, since there is then no choice. */
function checkCount(reader: Reader, entry: Entry, number: number, first: ReadAction | undefined): void {
  // An action that could not be read is reported by itself.
  if (number >= 2 || first?.reward === null || first?.row === null) return;
  const message = first
    ? `${clip(first.name)} is the only action: with one action there is nothing to choose. Write at least two.`
    : 'The bandit has no actions: it needs at least two.';
  reader.error('few-actions', first?.source.name ?? entry.key, message);
}
