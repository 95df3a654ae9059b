/** Moves the features or the rewards of a text into a CSV file beside it. */
import type { Work } from '../../math/work.js';
import type { Bandit } from '../../model/bandit.js';
import type { FileContent, Files } from '../files/port.js';
import { lineStart } from '../syntaxIssues/issue.js';
import type { Reading, TextEdit, TextRange } from '../types.js';
import { writtenName } from '../writtenName.js';
import { writtenRows } from './features.js';
import { type Comment, commentsOf, type PairPlace, Places } from './places.js';
import { areSame, isSameBandit, isSameReal, rowsOfProblem, type SoundText, soundAfter } from './rewrite.js';
import { type TableRow, tableText } from './table.js';

export type Extracted = 'features' | 'rewards';

export interface Extraction {
  readonly edits: readonly TextEdit[];
  /** The content of the file. */
  readonly content: string;
}

/** What can be moved from a text into a file: its features, and a bandit's rewards. */
export function extractable(reading: Reading): Extracted[] {
  const { bandit, source, namedFiles } = reading;
  const inFile = new Set(namedFiles.map(({ range }) => range.start));
  const all: Extracted[] = [];
  if (writtenRows(reading)) all.push('features');
  if (bandit && source.actions.every(({ reward }) => !inFile.has(reward.start))) all.push('rewards');
  return all;
}

/**
 * Moves numbers into a file, together with the comments beside them, and puts the name of the file in their place. The problem stays the same, with the same numbers.
 * null: the text cannot be changed this way.
 *
 * @param path the path of the file in the text.
 */
export function* extracted(sound: SoundText, what: Extracted, path: string): Work<Extraction | null> {
  const { text, reading } = sound;
  const places = new Places(text);
  const extraction = reading.mdp
    ? (besideStates(text, reading, places, path) ?? fromPairs(text, reading, places, path))
    : (fromActions(text, reading, places, what, path) ?? fromTable(text, reading, places, what, path));
  if (extraction === null) return null;
  const after = yield* soundAfter(sound, extraction.edits, withFile(sound.files, path, extraction.content));
  return after !== null && isSameProblem(reading, after) ? extraction : null;
}

function isSameProblem(before: Reading, { bandit, mdp, run }: Reading): boolean {
  if (JSON.stringify(before.run) !== JSON.stringify(run)) return false;
  if (before.bandit) return isSameBandit(before.bandit, bandit);
  return (
    before.mdp !== null &&
    mdp !== null &&
    areSame(rowsOfProblem(before.mdp), rowsOfProblem(mdp), (a, b) => areSame(a, b, isSameReal))
  );
}

/** From one of the two tables of a bandit, or from `actions`. */
function fromActions(
  text: string,
  { bandit, source }: Reading,
  places: Places,
  what: Extracted,
  path: string,
): Extraction | null {
  const actions = places.at('bandit', 'actions');
  if (bandit === null || actions === null) return null;
  const { names, rewards, features } = bandit;
  const isNumbered = names.every((name, action) => name === `a${action + 1}`);
  const literals = { features, rewards: rewards.map((reward) => [reward]) }[what];
  const comments = commentsBeside(
    commentsOf(text),
    { start: actions.key.end, end: actions.value.end },
    source.actions.map(({ name, reward, row }) => ({
      start: name.start,
      end: Math.max(reward.end, row.end),
    })),
    text,
  );
  const rows = literals.map(
    (row, action): TableRow => ({
      name: isNumbered ? null : names[action]!,
      literals: row.map(({ literal }) => literal),
      comments: comments[action]!,
    }),
  );
  const file = `${what}: ${fileValue(path)}`;
  const list = rewards.map(({ literal }) => literal).join(', ');
  const matrix = features.map((row) => `[${row.map(({ literal }) => literal).join(', ')}]`);
  const before = text.slice(lineStart(text, actions.key.start), actions.key.start);
  const isBlock = /^[ \t]*$/.test(before);
  const rest =
    what === 'features'
      ? `rewards: [${list}]`
      : isBlock
        ? `features:${matrix.map((row) => `\n${before}  - ${row}`).join('')}`
        : `features: [${matrix.join(', ')}]`;
  const both = what === 'features' ? [rest, file] : [file, rest];
  const newText = both.join(isBlock ? `\n${before}` : ', ');
  return {
    edits: [{ range: { start: actions.key.start, end: actions.value.end }, newText }],
    content: tableText(columnsOf(bandit, what), rows),
  };
}

function fromTable(
  text: string,
  { bandit, source }: Reading,
  places: Places,
  what: Extracted,
  path: string,
): Extraction | null {
  const table = places.at('bandit', what);
  if (bandit === null || table === null) return null;
  const ranges = source.actions.map(({ reward, row }) => (what === 'rewards' ? reward : row));
  const rows = what === 'rewards' ? bandit.rewards.map((reward) => [reward]) : bandit.features;
  return replacedTable(text, table, ranges, rows, path);
}

function besideStates(text: string, reading: Reading, places: Places, path: string): Extraction | null {
  const table = places.at('contexts', 'features') ?? places.at('mdp', 'features');
  const rows = writtenRows(reading);
  return (
    rows &&
    table &&
    replacedTable(
      text,
      table,
      rows.map(({ source }) => source.row),
      rows.map(({ features }) => features),
      path,
    )
  );
}

/** From the actions of states; their comments stay with them. */
function fromPairs(text: string, reading: Reading, places: Places, path: string): Extraction | null {
  const { states } = reading.source;
  const rows = writtenRows(reading);
  const above = places.at('mdp', 'states')?.key ?? states[0]?.name;
  if (!rows || !above) return null;
  const removed = rows.map(({ source }) => withKey(text, source.row));
  if (!removed.every((range) => range !== null)) return null;
  const { start } = above;
  const before = text.slice(lineStart(text, start), start);
  const separator = /^[ \t]*$/.test(before) ? `\n${before}` : ', ';
  const inserted = { range: { start, end: start }, newText: `features: ${fileValue(path)}${separator}` };
  return {
    edits: [inserted, ...removed.map((range) => ({ range, newText: '' }))],
    content: tableText(
      [],
      rows.map(({ features }) => ({
        name: null,
        literals: features.map(({ literal }) => literal),
        comments: [],
      })),
    ),
  };
}

/** The most characters before a row that are looked at. */
const MOST_BEFORE = 400;

/** A row with its key `features`, and what separates it from the keys beside it; null: it cannot be cut out. */
function withKey(text: string, { start, end }: TextRange): TextRange | null {
  const found = /(,\s*)?["']?features["']?[ \t]*:\s*$/.exec(
    text.slice(Math.max(0, start - MOST_BEFORE), start),
  );
  if (!found) return null;
  const first = start - found[0].length;
  if (text.slice(first, end).includes('#')) return null;
  if (found[1] !== undefined) return { start: first, end };
  const after = /^[ \t]*,\s*/.exec(text.slice(end, end + MOST_BEFORE));
  if (after) return { start: first, end: end + after[0].length };
  const line = lineStart(text, first);
  const [rest = '', ending] = /^[ \t]*(\r\n|\r|\n)?/.exec(text.slice(end, end + MOST_BEFORE)) ?? [];
  const isAlone = /^[ \t]*$/.test(text.slice(line, first)) && ending !== undefined;
  return { start: isAlone ? line : first, end: end + rest.length };
}

function replacedTable(
  text: string,
  { key, value }: PairPlace,
  ranges: readonly TextRange[],
  rows: Bandit['features'],
  path: string,
): Extraction {
  const start = text.indexOf(':', key.end) + 1;
  const comments = commentsBeside(commentsOf(text), { start, end: value.end }, ranges, text);
  const named = rows.map(
    (row, k): TableRow => ({
      name: null,
      literals: row.map(({ literal }) => literal),
      comments: comments[k]!,
    }),
  );
  return {
    edits: [{ range: { start, end: value.end }, newText: ` ${fileValue(path)}` }],
    content: tableText([], named),
  };
}

/** For each row its comments: above it, within it, or behind it on its line. */
function commentsBeside(
  comments: readonly Comment[],
  within: TextRange,
  rows: readonly TextRange[],
  text: string,
): string[][] {
  const beside = rows.map((): string[] => []);
  for (const { start, words } of comments) {
    if (start < within.start || start >= within.end || words === '') continue;
    const line = lineStart(text, start);
    const row = rows.findIndex(({ end }) => end >= line);
    beside[row < 0 ? rows.length - 1 : row]!.push(words);
  }
  return beside;
}

function columnsOf({ features }: Bandit, what: Extracted): string[] {
  return what === 'rewards' ? ['reward'] : features[0]!.map((_, k) => `x${k + 1}`);
}

function fileValue(path: string): string {
  return `{ file: ${writtenName(path)} }`;
}

/** The files as they will be. */
function withFile(files: Files, path: string, content: string): Files {
  const bytes = new TextEncoder().encode(content);
  const file: FileContent = { bytes, hash: '' };
  return { read: (asked) => (asked === path ? file : files.read(asked)) };
}
