/** Rows of numbers as CSV, which is read back as the same numbers and names. */
import { csvComment, csvField } from '../../borders/csv.js';

export interface TableRow {
  /** null: rows have no names. */
  readonly name: string | null;
  readonly literals: readonly string[];
  /** The comments of the text about this row; they are written above it. */
  readonly comments: readonly string[];
}

/** @param columns their names, for a header; if the rows have no names, there is no header. */
export function tableText(columns: readonly string[], rows: readonly TableRow[]): string {
  const hasNames = rows.some(({ name }) => name !== null);
  // Under an empty field of the header, the first column has names, even if they look like numbers.
  const header = hasNames ? [['', ...columns.map(csvField)].join(',')] : [];
  const lines = rows.flatMap(({ name, literals, comments }) => [
    ...comments.map(csvComment),
    [...(hasNames ? [csvField(name ?? '')] : []), ...literals].join(','),
  ]);
  return [...header, ...lines, ''].join('\n');
}
