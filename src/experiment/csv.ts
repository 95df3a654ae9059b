/** Results as CSV (RFC 4180, lines end in \n): the table of `pointsOf`. What is not finite is an empty field. */
import { pointsOf } from './points.js';

export function toCsv(...points: Parameters<typeof pointsOf>): string {
  const columns = pointsOf(...points);
  const rows = columns[0]!.values.map((_, row) => columns.map(({ values }) => quote(text(values[row]!))));
  return `${[columns.map(({ name }) => quote(name)), ...rows].map((line) => line.join(',')).join('\n')}\n`;
}

function text(value: string | number): string {
  if (typeof value === 'string') return value;
  return Number.isFinite(value) ? String(value) : '';
}

function quote(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
