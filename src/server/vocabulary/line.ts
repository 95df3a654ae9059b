/** Where on a line of its own the entry that is being written belongs: at the column of the entries around it. */

import { lineStart } from '../../spec/syntaxIssues/issue.js';

/** A line that holds nothing but the word that is being written. */
export interface OwnLine {
  /** Where the word begins. */
  readonly start: number;
  /** The blanks that belong in front of it. */
  readonly indentation: string;
  /** From where on they and the word are written. */
  readonly from: number;
}

const BLANK = /^[ \t]*(?:#.*)?\r?$/;

/** null: something else stands on the line of the offset, before or after the word. `unknown`: no entry may be written between lines indented by tabs. */
export function ownLine(text: string, offset: number): OwnLine | 'unknown' | null {
  const began = lineStart(text, offset);
  const [blanks, word] = split(text.slice(began, offset));
  const newline = text.indexOf('\n', offset);
  const end = newline < 0 ? text.length : newline;
  if (word === null || !BLANK.test(text.slice(offset, end))) return null;
  const start = began + blanks.length;
  const columns = columnsBetween(lastEntry(text.slice(0, began)), firstEntry(text.slice(end + 1)));
  const hasTab = blanks.includes('\t');
  if (columns.length === 0 && hasTab) return 'unknown';
  if (columns.length === 0 || (columns.includes(blanks.length) && !hasTab))
    return { start, indentation: blanks, from: start };
  const column = Math.min(...columns.filter((each) => each >= blanks.length));
  const right = Number.isFinite(column) ? column : Math.max(...columns);
  // Blanks that are there stay, so that an editor finds the word where it is.
  const from = hasTab ? began : Math.min(start, began + right);
  return { start, indentation: ' '.repeat(right), from };
}

/** The blanks in front of a word, and the word; null: there is more than a word. */
function split(before: string): readonly [blanks: string, word: string | null] {
  const found = /^([ \t]*)([^\s,:{}[\]"'#]*)$/.exec(before);
  return found ? [found[1]!, found[2]!] : ['', null];
}

/** What is known of a line with an entry: the columns of its dashes and of its key, and whether its value may follow on lines of its own. */
interface EntryLine {
  readonly columns: readonly number[];
  readonly opens: boolean;
}

/** The columns at which an entry may stand between two lines; none: this cannot be told. */
function columnsBetween(before: readonly EntryLine[] | null, after: EntryLine | null): readonly number[] {
  if (before === null) return [];
  const [last] = before;
  if (!last) return after ? [after.columns[0]!] : [];
  const innermost = last.columns.at(-1)!;
  const next = after?.columns[0] ?? 0;
  if (next > innermost) return last.opens ? [next] : [];
  const open = before.flatMap(({ columns }) => columns);
  const below = last.opens ? [innermost + 2] : [];
  return [...new Set([...open, ...below])].filter((column) => column >= next);
}

/** The last line of a text, and the lines that contain it, inside out; null: the last line is no entry. */
function lastEntry(text: string): EntryLine[] | null {
  const found: EntryLine[] = [];
  let end = text.length;
  while (end > 0 && found.at(-1)?.columns[0] !== 0) {
    const start = lineStart(text, end - 1);
    const line = text.slice(start, end).trimEnd();
    end = start;
    if (BLANK.test(line)) continue;
    const entry = entryOf(line);
    const outer = found.at(-1)?.columns[0] ?? Infinity;
    if (entry === null && found.length === 0) return null;
    const columns = entry?.columns.filter((column) => column < outer) ?? [];
    if (columns.length > 0) found.push({ columns, opens: entry!.opens });
  }
  return found;
}

/** The first line of a text that is neither blank nor a comment; null: there is none, or it is no entry. */
function firstEntry(text: string): EntryLine | null {
  const [line] = /^[ \t]*[^\s#].*$/m.exec(text) ?? [];
  return line === undefined ? null : entryOf(line);
}

const KEY = /^(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"'[\]{},#][^\n]*?):(?=\s|$)/;

function entryOf(line: string): EntryLine | null {
  const [, blanks, dashes, content] = /^( *)((?:-(?: +|$))*)(.*)$/.exec(line)!;
  const columns = [...dashes!.matchAll(/-/g)].map(({ index }) => blanks!.length + index);
  const key = KEY.exec(content!);
  if (key) columns.push(blanks!.length + dashes!.length);
  if (columns.length === 0) return null;
  const value = content!.slice(key?.[0].length ?? 0).trim();
  // A text of several lines follows.
  if (/^[|>]/.test(value)) return null;
  return { columns, opens: key !== null && BLANK.test(value) };
}
