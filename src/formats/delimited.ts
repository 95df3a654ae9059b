/**
 * Tables as text: one row a line, with fields separated by commas, semicolons or tabs. Empty lines and lines that begin with `#` (as NumPy writes its
 * headers) are skipped. A first row without a number is the header. A first column without a number, or below an empty field of the header (where pandas
 * writes its index), has the names of the rows.
 *
 * Lines are split here and not by a library, since faults are reported with their line. Papa Parse (22 kB) does not know the line (it counts rows, without
 * comments and empty lines). csv-parse (31 kB) does, but takes seven times as long as Papa Parse and needs Node's Buffer, which a browser lacks.
 */
import type { Real } from '../model/bandit.js';
import { parseLiteral, whyNotANumber } from '../model/rational.js';
import { FormatError } from './fault.js';
import { arrayOfReals, MOST_WRITTEN, type NumberFile } from './numbers.js';

export interface Row {
  /** The number of the line, counted from 1. */
  readonly number: number;
  readonly fields: readonly string[];
}

/** A table as it is written. */
export interface Table {
  /** null: the first row has numbers. */
  readonly header: readonly string[] | null;
  /** All rows are as long as the first. */
  readonly rows: readonly Row[];
}

/** @param separator null: commas; or semicolons, if the first row has semicolons and no comma. @throws FormatError */
export function readTable(text: string, separator: string | null): Table {
  const rows = rowsOf(text, separator);
  const [first, second] = rows;
  if (!first) throw new FormatError({ code: 'empty' });
  const width = first.fields.length;
  for (const { number, fields } of rows) {
    if (fields.length !== width)
      throw new FormatError({ code: 'row-length', row: number, found: fields.length, expected: width });
  }
  const hasHeader = !first.fields.some(isNumber);
  if (hasHeader && second === undefined && width > 1)
    throw new FormatError({ code: 'no-numbers', row: first.number, found: first.fields.join(', ') });
  return hasHeader && second !== undefined
    ? { header: first.fields, rows: rows.slice(1) }
    : { header: null, rows };
}

/** @param separator as for `readTable`. @throws FormatError */
export function readDelimited(text: string, separator: string | null): NumberFile {
  const { header, rows } = readTable(text, separator);
  const width = rows[0]!.fields.length;
  const hasNames = width > 1 && (isIndex(header) || !rows.some(({ fields }) => isNumber(fields[0]!)));
  const from = hasNames ? 1 : 0;
  const reals = rows.flatMap((row) => row.fields.slice(from).map((_, k) => numberAt(row, from + k)));
  const names = new Map(hasNames ? [['', rows.map(({ fields }) => fields[0]!)]] : []);
  return { arrays: new Map([['', arrayOfReals([rows.length, width - from], reals)]]), names };
}

/** Is the first column the index that pandas writes, with nothing above it? */
export function isIndex(header: readonly string[] | null): boolean {
  return header !== null && header.length > 1 && header[0] === '';
}

function isNumber(field: string): boolean {
  return parseLiteral(field) !== null;
}

/** @param column counted from 0. @throws FormatError if the field is no number. */
export function numberAt({ number, fields }: Row, column: number): Real {
  const field = fields[column]!;
  const real = parseLiteral(field);
  if (real) return real;
  throw new FormatError({
    code: 'cell',
    row: number,
    column: column + 1,
    found: field,
    why: whyNotANumber(field),
  });
}

function rowsOf(text: string, separator: string | null): Row[] {
  const rows: Row[] = [];
  let between = separator;
  let number = 0;
  let left = MOST_WRITTEN;
  for (const line of linesOf(text)) {
    number++;
    if (!isRow(line)) continue;
    between ??= !line.includes(',') && line.includes(';') ? ';' : ',';
    left -= countOfFields(line, between, left);
    if (left < 0) throw new FormatError({ code: 'many-numbers', most: MOST_WRITTEN });
    rows.push({ number, fields: fieldsOf(line, between, number) });
  }
  return rows;
}

function* linesOf(text: string): Generator<string> {
  const end = /\r\n|\r|\n/g;
  let start = 0;
  for (let found = end.exec(text); found; found = end.exec(text)) {
    yield text.slice(start, found.index);
    start = end.lastIndex;
  }
  yield text.slice(start);
}

/** The greatest number of fields in a line; counting stops one beyond `most`. */
function countOfFields(line: string, separator: string, most: number): number {
  let count = 1;
  for (let at = line.indexOf(separator); at >= 0 && count <= most; at = line.indexOf(separator, at + 1))
    count++;
  return count;
}

function isRow(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

function fieldsOf(line: string, separator: string, row: number): string[] {
  if (!line.includes('"')) return line.split(separator).map((field) => field.trim());
  const fields: string[] = [];
  for (let start = 0; ; ) {
    const { text, end } = fieldAt(line, start, separator, row);
    fields.push(text.trim());
    if (end === line.length) return fields;
    start = end + 1;
  }
}

/**
 * The field that begins at `start`, without its quotes; `end` is the position of the next separator, or of the end of the line. @throws FormatError
 */
function fieldAt(
  line: string,
  start: number,
  separator: string,
  row: number,
): { readonly text: string; readonly end: number } {
  const quote = afterBlanks(line, start, separator);
  if (line[quote] === '"') {
    let close = line.indexOf('"', quote + 1);
    // Two quotes in a row stand for one in the text.
    while (close >= 0 && line[close + 1] === '"') close = line.indexOf('"', close + 2);
    const end = afterBlanks(line, close + 1, separator);
    if (close < 0 || (end < line.length && line[end] !== separator))
      throw new FormatError({ code: 'quote', row });
    return { text: line.slice(quote + 1, close).replaceAll('""', '"'), end };
  }
  const next = line.indexOf(separator, start);
  const end = next < 0 ? line.length : next;
  const text = line.slice(start, end);
  if (text.includes('"')) throw new FormatError({ code: 'quote', row });
  return { text, end };
}

/** A tab is not a blank where tabs separate. */
function afterBlanks(line: string, start: number, separator: string): number {
  let at = start;
  while (line[at] === ' ' || (line[at] === '\t' && separator !== '\t')) at++;
  return at;
}
