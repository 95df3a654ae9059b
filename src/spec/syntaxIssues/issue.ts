import type { TextEdit, TextRange } from '../types.js';

/** One fault of the punctuation or the indentation of a text. */
export interface SyntaxIssue {
  readonly range: TextRange;
  readonly message: string;
  /** Edits that let the rest of the text be read: they write what was probably meant, or remove what cannot be read. They change the text. */
  readonly recovery: readonly TextEdit[];
  /** The title of the fix, if the recovery is what was meant and can be offered. */
  readonly title?: string;
}

export function insert(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

export function replace(start: number, end: number, newText: string): TextEdit {
  return { range: { start, end }, newText };
}

/** A line of a text, without its line break. */
export interface Line {
  readonly start: number;
  readonly end: number;
  /** The column of its first character that is not a space. */
  readonly indent: number;
  /** The line without indentation, comment and trailing space. */
  readonly content: string;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  // `lastIndexOf` treats index −1 like 0.
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

export function lineAt(text: string, offset: number): Line {
  const start = lineStart(text, offset);
  const next = text.indexOf('\n', offset);
  const end = next < 0 ? text.length : next;
  const line = text.slice(start, end);
  const indent = /^ */.exec(line)![0].length;
  const comment = line.search(/(?<!\S)#/);
  const content = line.slice(indent, comment < 0 ? undefined : Math.max(indent, comment)).trimEnd();
  return { start, end, indent, content };
}

/** The first line with content, from the line of `offset` on; null: there is none. */
export function contentFrom(text: string, offset: number): Line | null {
  for (let line = lineAt(text, offset); ; line = lineAt(text, line.end + 1)) {
    if (line.content !== '') return line;
    if (line.end >= text.length) return null;
  }
}
