/** Replaces the name of a file in a text by the numbers of the file. */
import type { Work } from '../../math/work.js';
import type { Bandit, Real } from '../../model/bandit.js';
import { realOf } from '../../model/rational.js';
import { rowNames } from '../../model/written.js';
import { lineStart } from '../syntaxIssues/issue.js';
import type { NamedFile, Reading, TextEdit, TextRange } from '../types.js';
import { writtenName } from '../writtenName.js';
import { type PairPlace, Places } from './places.js';
import { isSameReal, problemIn, rowsOfProblem, type SoundText, soundAfter } from './rewrite.js';

/** If a file has more numbers than this, none are written. */
export const MOST_WRITTEN = 10_000;

/** The file whose path is at a place, with the range of the key `file` and its braces; null: there is none. */
export function fileAt(text: string, { namedFiles }: Reading, at: TextRange): NamedFile | null {
  return (
    namedFiles.find(({ range }) => {
      const { start, end } = mappingOf(text, range);
      return start <= at.end && at.start <= end;
    }) ?? null
  );
}

/** The mapping `{file: …}` on its line, from brace to brace. */
function mappingOf(text: string, path: TextRange): TextRange {
  const before = /\{[^{}\n]*$/.exec(text.slice(lineStart(text, path.start), path.start));
  const after = /^[^{}\n]*\}/.exec(text.slice(path.end));
  return {
    start: path.start - (before?.[0].length ?? 0),
    end: path.end + (after?.[0].length ?? 0),
  };
}

type What = 'features' | 'rewards' | 'init';

interface Target {
  readonly what: What;
  readonly place: PairPlace;
}

const TARGETS: readonly { readonly what: What; readonly path: readonly string[] }[] = [
  { what: 'features', path: ['bandit', 'features'] },
  { what: 'rewards', path: ['bandit', 'rewards'] },
  { what: 'features', path: ['contexts', 'features'] },
  { what: 'features', path: ['mdp', 'features'] },
  { what: 'init', path: ['run', 'init'] },
];

function targetOf(places: Places, { range }: NamedFile): Target | null {
  for (const { what, path } of TARGETS) {
    const place = places.at(...path);
    const file = places.at(...path, 'file');
    if (place && file && file.value.start === range.start) return { what, place };
  }
  return null;
}

function valuesOf(reading: Reading, what: What): readonly (readonly Real[])[] | null {
  const problem = problemIn(reading);
  if (what === 'init') {
    const [start] = reading.run?.init ?? [];
    return start?.kind === 'vector' ? [start.theta.map(realOf)] : null;
  }
  if (problem === null) return null;
  if (what === 'rewards') return reading.bandit && [reading.bandit.rewards];
  const { mdp } = reading;
  return rowsOfProblem(problem).filter((_, row) => !mdp?.states[mdp.stateOf[row]!]?.terminal);
}

/**
 * Are the literals exactly these numbers? The literals of a binary file are the shortest decimals that name its doubles, which may be other
 * numbers.
 */
export function areWrittenExactly(values: readonly (readonly Real[])[]): boolean {
  return values.every((row) =>
    row.every(
      ({ double, literal, value }) => !double || isSameReal({ value, literal }, { value, literal, double }),
    ),
  );
}

/** The numbers of a file that are to be written. */
export interface FileNumbers {
  /** How many numbers there are. */
  readonly count: number;
  readonly isExact: boolean;
  /** Does the file name the actions? They are then written with their names and all of their keys. */
  readonly hasNames: boolean;
}

/** null: the file has something other than a list of numbers, or rows, of the problem or the experiment. */
export function numbersOfFile({ text, reading }: SoundText, file: NamedFile): FileNumbers | null {
  const target = targetOf(new Places(text), file);
  const values = target && valuesOf(reading, target.what);
  if (!target || !values) return null;
  const hasNames = isNamed(reading, target);
  const all = hasNames ? [reading.bandit!.rewards, ...reading.bandit!.features] : values;
  const count = all.reduce((sum, row) => sum + row.length, 0);
  return { count, isExact: count > MOST_WRITTEN || areWrittenExactly(all), hasNames };
}

function isNamed({ bandit }: Reading, { what }: Target): boolean {
  return (
    what !== 'init' && bandit !== null && !bandit.names.every((name, action) => name === `a${action + 1}`)
  );
}

/** Writes the same doubles into the text. null: the text cannot be changed this way. */
export function* written(sound: SoundText, file: NamedFile): Work<TextEdit[] | null> {
  const { text, reading } = sound;
  const places = new Places(text);
  const target = targetOf(places, file);
  const values = target && valuesOf(reading, target.what);
  if (!target || !values) return null;
  const edits = isNamed(reading, target)
    ? asActions(text, reading.bandit!, places)
    : [inPlace(text, target, values)];
  const after = edits && (yield* soundAfter(sound, edits, sound.files));
  return after && isSameInDoubles(reading, after) ? edits : null;
}

function isSameInDoubles(before: Reading, after: Reading): boolean {
  const numbers = (reading: Reading) => {
    const { bandit, mdp, run } = reading;
    const problem = problemIn(reading);
    return JSON.stringify([
      problem && rowNames(problem),
      problem && rowsOfProblem(problem).map((row) => row.map(({ value }) => value)),
      (bandit?.rewards ?? mdp?.pairs.map(({ reward }) => reward))?.map(({ value }) => value),
      run,
    ]);
  };
  return numbers(before) === numbers(after);
}

function inPlace(text: string, { what, place }: Target, values: readonly (readonly Real[])[]): TextEdit {
  const start = text.indexOf(':', place.key.end) + 1;
  const range = { start, end: place.value.end };
  const rows = values.map(listOf);
  if (what !== 'features') return { range, newText: ` ${rows[0]}` };
  const indent = indentOf(text, place);
  if (indent === null) return { range, newText: ` [${rows.join(', ')}]` };
  return { range, newText: rows.map((row) => `\n${indent}  - ${row}`).join('') };
}

/** The two tables of a bandit as `actions`, the only form that has names. */
function asActions(text: string, { names, rewards, features }: Bandit, places: Places): TextEdit[] | null {
  const tables = [places.at('bandit', 'rewards'), places.at('bandit', 'features')] as const;
  const [first, second] = [...tables].sort((a, b) => (a?.key.start ?? 0) - (b?.key.start ?? 0));
  if (!first || !second) return null;
  const indent = indentOf(text, first);
  const entries = names.map(
    (name, a) =>
      `${writtenName(name)}: { reward: ${rewards[a]!.literal}, features: ${listOf(features[a]!)} }`,
  );
  const newText =
    indent === null
      ? `actions: { ${entries.join(', ')} }`
      : `actions:${entries.map((entry) => `\n${indent}  ${entry}`).join('')}`;
  return [
    { range: { start: first.key.start, end: first.value.end }, newText },
    { range: withSeparator(text, second), newText: '' },
  ];
}

/** The range with what separates it from the text before: a line break and its indentation, or a comma. */
function withSeparator(text: string, { key, value }: PairPlace): TextRange {
  const before = /(?:\r\n|\r|\n|,)[ \t]*$/.exec(text.slice(0, key.start));
  return { start: key.start - (before?.[0].length ?? 0), end: value.end };
}

/** The indentation of a key that has a line of its own; null: something stands before it. */
function indentOf(text: string, { key }: PairPlace): string | null {
  const before = text.slice(lineStart(text, key.start), key.start);
  return /^[ \t]*$/.test(before) ? before : null;
}

function listOf(row: readonly Real[]): string {
  return `[${row.map(({ literal }) => literal).join(', ')}]`;
}
