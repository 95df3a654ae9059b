import { inverseModulo, PRIME, residues } from './modular.js';
import type { Work } from './work.js';

/** Numbers between two pauses. */
const PAUSE = 5000;

/** The rank modulo a prime: never more than the rank, and less only where the prime divides a minor. */
export function* rankModulo(matrix: readonly (readonly bigint[])[]): Work<number> {
  const rows: ReturnType<typeof residues>[] = [];
  for (const row of matrix) {
    rows.push(residues(row));
    if ((rows.length * row.length) % PAUSE < row.length) yield;
  }
  const width = rows[0]?.length ?? 0;
  let found = 0;
  for (let column = 0; column < width && found < rows.length; column++) {
    const pivotRow = rows.findIndex((row, i) => i >= found && row[column] !== 0);
    if (pivotRow < 0) continue;
    [rows[found], rows[pivotRow]] = [rows[pivotRow]!, rows[found]!];
    const top = rows[found]!;
    const inverse = inverseModulo(top[column]!);
    for (let i = found + 1; i < rows.length; i++) {
      const row = rows[i]!;
      if (row[column] === 0) continue;
      const factor = (row[column]! * inverse) % PRIME;
      for (let k = column; k < width; k++) row[k] = (row[k]! + factor * (PRIME - top[k]!)) % PRIME;
    }
    found++;
    yield;
  }
  return found;
}
