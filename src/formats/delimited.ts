/**
 * Tables as text: a row a line, fields between commas, semicolons or tabs. Empty lines and those that begin with `#` (as NumPy writes its headers) are
 * left out. A first row without a number is the header; a first column without a number (or below an empty field of the header, where pandas writes its
 * index) is the names of the rows.
 *
 * Lines are split here, and by no library: what is wrong is told at its line, which Papa Parse (22 kB) does not know (it counts rows, without comments and
 * empty lines), and which csv-parse (31 kB) tells, at seven times the time of Papa Parse and with Node's Buffer, that a browser lacks.
 */
import type { Real } from '../model/bandit.js';
import { parseLiteral, whyNotANumber } from '../model/rational.js';
import { FormatError } from './fault.js';
import { arrayOfReals, type NumberFile } from './numbers.js';

export interface Row {
  /** The line, from 1. */
  readonly number: number;
  readonly fields: readonly string[];
}

/** A table as it is written. */
export interface Table {
  /** null: the first row is one of numbers. */
  readonly header: readonly string[] | null;
  /** All as long as the first. */
  readonly rows: readonly Row[];
}

/** @param separator null: commas, or semicolons if the first row has some and no comma. @throws FormatError */
export function readTable(text: string, separator: string | null): Table {
  const rows = rowsOf(text, separator);
  const [first, second] = rows;
  if (!first) throw new FormatError({ code: 'empty' });
  const width = first.fields.length;
  for (const { number, fields } of rows) {
    if (fields.length !== width)
      throw new FormatError({ code: 'row-length', row: number, found: fields.length, expected: width });
  }
  const hasHeader = second !== undefined && !first.fields.some(isNumber);
  return hasHeader ? { header: first.fields, rows: rows.slice(1) } : { header: null, rows };
}

/** @param separator as of `readTable`. @throws FormatError */
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

/** @param column from 0. @throws FormatError where no number stands. */
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
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines.find(isRow) ?? '';
  const between = separator ?? (!first.includes(',') && first.includes(';') ? ';' : ',');
  return lines.flatMap((line, k) =>
    isRow(line) ? [{ number: k + 1, fields: fieldsOf(line, between, k + 1) }] : [],
  );
}

function isRow(line: string): boolean {
  return !/^\s*(?:#|$)/.test(line);
}

function fieldsOf(line: string, separator: string, row: number): string[] {
  if (!line.includes('"')) return line.split(separator).map((field) => field.trim());
  const fields: string[] = [];
  const field = new RegExp(`[ \\t]*(?:"((?:[^"]|"")*)"[ \\t]*|([^"${separator}]*))(?:${separator}|$)`, 'y');
  while (fields.length === 0 || field.lastIndex < line.length || line.endsWith(separator)) {
    const ended = field.lastIndex === line.length && fields.length > 0;
    if (ended) return [...fields, ''];
    const found = field.exec(line);
    if (!found) throw new FormatError({ code: 'quote', row });
    fields.push((found[1]?.replaceAll('""', '"') ?? found[2]!).trim());
    if (field.lastIndex === line.length && !found[0].endsWith(separator)) return fields;
  }
  return fields;
}
