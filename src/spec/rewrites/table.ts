/** Rows of numbers as CSV, which is read back as the same numbers and names. */
import { csvComment, csvField } from '../../borders/csv.js';

export interface TableRow {
  /** null: rows have no names. */
  readonly name: string | null;
  readonly literals: readonly string[];
  /** What a text says of it; they stand above it. */
  readonly comments: readonly string[];
}

/** @param columns their names, for a header; without names of rows there is none. */
export function tableText(columns: readonly string[], rows: readonly TableRow[]): string {
  const hasNames = rows.some(({ name }) => name !== null);
  // Below an empty field of the header stand names, also those that are numbers.
  const header = hasNames ? [['', ...columns.map(csvField)].join(',')] : [];
  const lines = rows.flatMap(({ name, literals, comments }) => [
    ...comments.map(csvComment),
    [...(hasNames ? [csvField(name ?? '')] : []), ...literals].join(','),
  ]);
  return [...header, ...lines, ''].join('\n');
}
