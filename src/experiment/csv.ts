/** Results as CSV (RFC 4180, except that lines end in \n): the table of `pointsOf`. A value that is not finite is an empty field. */
import { csvField } from '../borders/csv.js';
import { pointsOf } from './points.js';

export function toCsv(...points: Parameters<typeof pointsOf>): string {
  const columns = pointsOf(...points);
  const rows = columns[0]!.values.map((_, row) => columns.map(({ values }) => text(values[row]!)));
  return `${[columns.map(({ name }) => csvField(name)), ...rows].map((line) => line.join(',')).join('\n')}\n`;
}

function text(value: string | number): string {
  if (typeof value === 'string') return csvField(value);
  return Number.isFinite(value) ? String(value) : '';
}
