import type { TextEdit, TextRange } from '../types.js';

/** One thing wrong with the punctuation or the indentation of a text. */
export interface SyntaxIssue {
  readonly range: TextRange;
  readonly message: string;
  /** What the rest of the text is read with: what was probably meant, or without what cannot be read. Changes the text. */
  readonly recovery: readonly TextEdit[];
  /** Said where the mend is what was meant, so that it can be offered. */
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
  /** Column of its first character that is no space. */
  readonly indent: number;
  /** Without indentation, comment and trailing space. */
  readonly content: string;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  // From index −1 `lastIndexOf` looks at index 0.
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

/** The next line with content, from the line of `offset` on; null: there is none. */
export function contentFrom(text: string, offset: number): Line | null {
  for (let line = lineAt(text, offset); ; line = lineAt(text, line.end + 1)) {
    if (line.content !== '') return line;
    if (line.end >= text.length) return null;
  }
}
