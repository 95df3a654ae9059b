/**
 * Formats a text: two blanks for each level, one blank after a colon and a comma, aligned columns in tables. Only blanks, and empty lines at the
 * end, change: names, numbers, texts and comments keep their wording and their lines.
 */
import { finish, type Work } from '../../math/work.js';
import { takeOutRows } from '../numberLists.js';
import { MAX_LENGTH, parsingYaml, tokensOf } from '../syntax.js';
import type { TextEdit } from '../types.js';
import { columnsOf } from './columns.js';
import { type Layout, layoutOf } from './layout.js';
import { beginsLine, type Table, type Words, wordsOf } from './words.js';

/**
 * `unsound`: the text has syntax errors. `unknown`: it contains something that this does not format, such as a directive. `long`: it needs more memory than
 * the thread of a long text has.
 */
export type NotFormatted = 'unsound' | 'unknown' | 'long';

/** The length in characters of the longest text that is formatted. */
export const MOST_FORMATTED = 1e6;

/** Edits in the order of the text, at most one for each line. */
export function formatSpec(text: string): readonly TextEdit[] | NotFormatted {
  return finish(formattingSpec(text));
}

/** `formatSpec` in short steps. */
export function* formattingSpec(text: string): Work<readonly TextEdit[] | NotFormatted> {
  if (text.length > MOST_FORMATTED) return 'long';
  if (!(yield* isSound(text))) return 'unsound';
  const found = wordsIn(text);
  yield;
  if (found === null) return 'unknown';
  const more = yield* columnsOf(text, found.words, found.tables);
  const edits = editsOf(text, found.words, layoutOf(text, found.words, more));
  yield;
  if (edits === null) return 'unknown';
  if (edits.length === 0) return edits;
  const after = appliedInOrder(text, edits);
  return (yield* saysTheSame(text, found.words, after)) ? edits : 'unknown';
}

function* isSound(text: string): Work<boolean> {
  return (yield* parsingYaml(text)).issues.length === 0;
}

function wordsIn(text: string): { readonly words: Words; readonly tables: readonly Table[] } | null {
  const { text: emptied, rows } = takeOutRows(text);
  const read = (some: string, taken: typeof rows) => {
    const tokens = tokensOf(some);
    return Array.isArray(tokens) ? wordsOf(text, tokens, taken) : null;
  };
  return read(emptied, rows) ?? (rows.size > 0 ? read(text, new Map()) : null);
}

/** Does the text afterwards have the same words in the same collections? */
function* saysTheSame(before: string, words: Words, after: string): Work<boolean> {
  if (after.length > MAX_LENGTH || !(yield* isSound(after))) return false;
  const others = wordsIn(after)?.words;
  yield;
  if (!others || others.kinds.length !== words.kinds.length) return false;
  return words.kinds.every(
    (kind, word) =>
      kind === others.kinds[word] &&
      words.depths[word] === others.depths[word] &&
      words.texts.get(word) === others.texts.get(word) &&
      (words.texts.has(word) || sourceOf(before, words, word) === sourceOf(after, others, word)),
  );
}

function sourceOf(text: string, { starts, ends }: Words, word: number): string {
  return text.slice(starts[word]!, ends[word]!);
}

/** The white space between two words, on one line or on two. */
const BETWEEN = /^(?:[ \t]|\r?\n)*$/;

/** null: there is something other than blanks and line breaks between words. */
function editsOf(text: string, words: Words, { blanks, moves }: Layout): TextEdit[] | null {
  const { starts, ends, kinds, indents, texts } = words;
  const edits = new LineEdits(text);
  for (let word = 0; word < kinds.length; word++) {
    const from = word > 0 ? ends[word - 1]! : text.startsWith('\uFEFF') ? 1 : 0;
    const to = starts[word]!;
    if (!BETWEEN.test(text.slice(from, to))) return null;
    const lineStart = beginsLine(words, word) ? edits.withoutTrailing(from, to) : from;
    edits.blanks(lineStart, to, blanks[word]!);
    if (!texts.has(word)) continue;
    const isBlock = /^[|>]/.test(text[to]!);
    const least = isBlock ? 0 : Math.max(0, indents[word]!);
    for (let line = nextLine(text, to); line > 0 && line < ends[word]!; line = nextLine(text, line)) {
      let first = line;
      while (text[first] === ' ') first++;
      const isEmpty = /[\r\n]/.test(text[first] ?? '\n');
      if (first > line || !isEmpty)
        edits.blanks(line, first, Math.max(isEmpty ? 0 : least, first - line + moves.get(word)!));
    }
  }
  const last = kinds.length - 1;
  if (last < 0 || texts.has(last)) return edits.all;
  const rest = text.slice(ends[last]!);
  if (!BETWEEN.test(rest)) return null;
  const end = /\r?\n/.exec(rest)?.[0] ?? (/\r\n/.test(text) ? '\r\n' : '\n');
  if (rest !== end) edits.rest(ends[last]!, end);
  return edits.all;
}

/** Where the next line begins; 0 if there is none. */
function nextLine(text: string, offset: number): number {
  return text.indexOf('\n', offset) + 1;
}

/** Collects edits in the order of the text, and joins those of one line. */
class LineEdits {
  readonly all: TextEdit[] = [];

  constructor(private readonly text: string) {}

  /** Removes the blanks at the ends of the lines that end before `to`. @returns where the line of `to` begins */
  withoutTrailing(from: number, to: number): number {
    let at = from;
    for (let next = nextLine(this.text, at); next > 0 && next <= to; next = nextLine(this.text, at)) {
      const end = this.text[next - 2] === '\r' ? next - 2 : next - 1;
      if (end > at) this.replace(at, end, '');
      at = next;
    }
    return at;
  }

  /** Replaces the blanks in a range by this many. */
  blanks(start: number, end: number, wanted: number): void {
    const was = this.text.slice(start, end);
    if (was === ' '.repeat(wanted)) return;
    const same = Math.min(/^ */.exec(was)![0].length, wanted);
    this.replace(start + same, end, ' '.repeat(wanted - same));
  }

  replace(start: number, end: number, newText: string): void {
    const last = this.all.at(-1);
    const isNear = last !== undefined && start - last.range.end < LONGEST;
    const between = isNear ? this.text.slice(last.range.end, start) : '\n';
    if (between.includes('\n')) this.all.push({ range: { start, end }, newText });
    else {
      this.all[this.all.length - 1] = {
        range: { start: last!.range.start, end },
        newText: last!.newText + between + newText,
      };
    }
  }

  /** Replaces everything from the end of the last word on. */
  rest(start: number, newText: string): void {
    this.all.push({ range: { start, end: this.text.length }, newText });
  }
}

/** In characters: edits of one line that are further apart are not joined. */
const LONGEST = 1000;

function appliedInOrder(text: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { range, newText } of edits) {
    pieces.push(text.slice(done, range.start), newText);
    done = range.end;
  }
  return [...pieces, text.slice(done)].join('');
}
