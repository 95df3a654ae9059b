/** Moves the features or the rewards of a text into a file, in the format that the ending of its name says. */
import type { Work } from '../../math/work.js';
import type { Bandit, Real } from '../../model/bandit.js';
import type { WrittenProblem } from '../../model/written.js';
import type { FileContent, Files } from '../files/port.js';
import { clip, some } from '../format.js';
import { lineStart } from '../syntaxIssues/issue.js';
import type { Reading, TextEdit, TextRange } from '../types.js';
import { writtenName } from '../writtenName.js';
import { parametersOfNumbers } from './expressions.js';
import { writtenRows } from './features.js';
import { type Comment, commentsOf, type PairPlace, Places } from './places.js';
import {
  areSame,
  isSameReal,
  problemIn,
  rowsOfProblem,
  type SoundText,
  slice,
  soundAfter,
} from './rewrite.js';
import { type Table, type TableRow, WRITERS, writtenFormat } from './table.js';

/** Why nothing is moved into a file, nor read from one, in a workspace that is not trusted. */
export const NOT_TRUSTED =
  'This workspace is not trusted, so no file of numbers is read in it. Trust the workspace (command Workspaces: Manage Workspace Trust) first.';

export type Extracted = 'features' | 'rewards';

export interface Extraction {
  readonly edits: readonly TextEdit[];
  /** The content of the file. */
  readonly content: Uint8Array;
  /** Are some numbers of the file others, the doubles nearest to those of the text? */
  readonly isRounded: boolean;
  /** Are comments of the text left out, since the format has none? */
  readonly losesComments: boolean;
  /** As `parametersOfNumbers` has it: the file has the numbers at these values in the place of expressions. */
  readonly parameters: string | null;
}

/** The edits, and the numbers that go into the file. */
interface Move {
  readonly edits: readonly TextEdit[];
  readonly table: Table;
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

/** Why numbers cannot be moved into a file of this name, as a sentence; null: nothing speaks against it. */
export function whyNotInto(path: string, { bandit }: Reading): string | null {
  const format = writtenFormat(path);
  if (format === null)
    return `Expected a name that ends in ${Object.keys(WRITERS)
      .map((ending) => `.${ending}`)
      .join(', ')}, since the ending says the format; found ${clip(path)}.`;
  if (bandit && !isNumbered(bandit) && !WRITERS[format].holdsNames)
    return `A .${format} file has no names, and the actions are called ${some(bandit.names)}: write .csv, .tsv or .json, or call them a1 to a${bandit.names.length}.`;
  return null;
}

/**
 * Moves numbers into a file, together with the comments beside them if the format has comments, and puts the name of the file in their place. The problem stays the same, with the
 * same numbers, or of a binary format with the doubles nearest to them. null: the text cannot be changed this way.
 *
 * @param path the path of the file in the text.
 */
export function* extracted(sound: SoundText, what: Extracted, path: string): Work<Extraction | null> {
  const { text, reading } = sound;
  const format = writtenFormat(path);
  if (format === null || whyNotInto(path, reading) !== null) return null;
  const places = new Places(text);
  const move = reading.mdp
    ? (besideStates(text, reading, places, path) ?? fromPairs(text, reading, places, path))
    : (fromActions(text, reading, places, what, path) ?? fromTable(text, reading, places, what, path));
  if (move === null) return null;
  const { isBinary, holdsComments, write } = WRITERS[format];
  const content = write(move.table);
  const after = yield* soundAfter(sound, move.edits, withFile(sound.files, path, content));
  if (after === null || !isSameProblem(reading, after, isBinary ? isSameDouble : isSameReal)) return null;
  return {
    edits: move.edits,
    content,
    isRounded: isBinary && !isSameProblem(reading, after, isSameReal),
    losesComments: !holdsComments && move.table.rows.some(({ comments }) => comments.length > 0),
    parameters: parametersMoved(reading, what),
  };
}

/** The parameters that the numbers to be moved are computed from, as `parametersOfNumbers` has them. */
export function parametersMoved(reading: Reading, what: Extracted): string | null {
  const numbers =
    what === 'rewards'
      ? (reading.bandit?.rewards ?? [])
      : (writtenRows(reading) ?? []).flatMap(({ features }) => features);
  return parametersOfNumbers(numbers, reading);
}

function isSameDouble(a: Real, b: Real): boolean {
  return a.value === b.value;
}

function isSameProblem(
  before: Reading,
  { bandit, mdp, run }: Reading,
  isSame: (a: Real, b: Real) => boolean,
): boolean {
  if (JSON.stringify(before.run) !== JSON.stringify(run)) return false;
  const rowsOf = (problem: WrittenProblem | null) => (problem ? rowsOfProblem(problem) : []);
  const rewardsOf = (problem: Bandit | null) => problem?.rewards ?? [];
  return (
    areSame(before.bandit?.names ?? [], bandit?.names ?? [], (a, b) => a === b) &&
    areSame(rewardsOf(before.bandit), rewardsOf(bandit), isSame) &&
    areSame(rowsOf(problemIn(before)), rowsOf(problemIn({ bandit, mdp })), (a, b) => areSame(a, b, isSame))
  );
}

function isNumbered({ names }: Bandit): boolean {
  return names.every((name, action) => name === `a${action + 1}`);
}

/** From one of the two tables of a bandit, or from `actions`. */
function fromActions(
  text: string,
  { bandit, source }: Reading,
  places: Places,
  what: Extracted,
  path: string,
): Move | null {
  const actions = places.at('bandit', 'actions');
  if (bandit === null || actions === null) return null;
  const { names, rewards, features } = bandit;
  const hasNames = !isNumbered(bandit);
  const numbers = { features, rewards: rewards.map((reward) => [reward]) }[what];
  const comments = commentsBeside(
    commentsOf(text),
    { start: actions.key.end, end: actions.value.end },
    source.actions.map(({ name, reward, row }) => ({
      start: name.start,
      end: Math.max(reward.end, row.end),
    })),
    text,
  );
  const rows = numbers.map(
    (row, action): TableRow => ({
      name: hasNames ? names[action]! : null,
      numbers: row,
      comments: comments[action]!,
    }),
  );
  const file = `${what}: ${fileValue(path)}`;
  // What stays in the text stays as it is written.
  const list = source.actions.map(({ reward }) => slice(text, reward)).join(', ');
  const matrix = source.actions.map((row) => `[${row.features.map((each) => slice(text, each)).join(', ')}]`);
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
    table: { key: what, columns: columnsOf(bandit, what), rows },
  };
}

function fromTable(
  text: string,
  { bandit, source }: Reading,
  places: Places,
  what: Extracted,
  path: string,
): Move | null {
  const table = places.at('bandit', what);
  if (bandit === null || table === null) return null;
  const ranges = source.actions.map(({ reward, row }) => (what === 'rewards' ? reward : row));
  const rows = what === 'rewards' ? bandit.rewards.map((reward) => [reward]) : bandit.features;
  return replacedTable(text, what, table, ranges, rows, path);
}

function besideStates(text: string, reading: Reading, places: Places, path: string): Move | null {
  const table = places.at('contexts', 'features') ?? places.at('mdp', 'features');
  const rows = writtenRows(reading);
  return (
    rows &&
    table &&
    replacedTable(
      text,
      'features',
      table,
      rows.map(({ source }) => source.row),
      rows.map(({ features }) => features),
      path,
    )
  );
}

/** From the actions of states; their comments stay with them. */
function fromPairs(text: string, reading: Reading, places: Places, path: string): Move | null {
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
    table: {
      key: 'features',
      columns: [],
      rows: rows.map(({ features }) => ({ name: null, numbers: features, comments: [] })),
    },
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
  what: Extracted,
  { key, value }: PairPlace,
  ranges: readonly TextRange[],
  rows: Bandit['features'],
  path: string,
): Move {
  const start = text.indexOf(':', key.end) + 1;
  const comments = commentsBeside(commentsOf(text), { start, end: value.end }, ranges, text);
  const named = rows.map((numbers, k): TableRow => ({ name: null, numbers, comments: comments[k]! }));
  return {
    edits: [{ range: { start, end: value.end }, newText: ` ${fileValue(path)}` }],
    table: { key: what, columns: [], rows: named },
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
function withFile(files: Files, path: string, bytes: Uint8Array): Files {
  const file: FileContent = { bytes, hash: '' };
  return { read: (asked) => (asked === path ? file : files.read(asked)) };
}
