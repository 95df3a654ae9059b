/**
 * Linear algebra over the integers, without rounding and without fractions (Bareiss, "Sylvester's identity and multistep
 * integer-preserving Gaussian elimination", Math. Comp. 22, 1968): every division below has no remainder.
 */

import { finish, Pauses, type Work } from './work.js';

export type IntegerVector = readonly bigint[];

/** ⟨a, b⟩ of two vectors of equal length. */
export function dotExact(a: IntegerVector, b: IntegerVector): bigint {
  let sum = 0n;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** a − b of two vectors of equal length. */
export function minusExact(a: IntegerVector, b: IntegerVector): bigint[] {
  return a.map((entry, k) => entry - b[k]!);
}

/** Σ weights[i]·vectors[i]. */
export function combineExact(weights: IntegerVector, vectors: readonly IntegerVector[]): bigint[] {
  const sum = vectors[0]!.map(() => 0n);
  vectors.forEach((vector, i) => {
    const weight = weights[i]!;
    if (weight !== 0n) for (let k = 0; k < sum.length; k++) sum[k]! += weight * vector[k]!;
  });
  return sum;
}

export interface ExactSolution {
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
}

/** The x with A·x = b as `numerators / denominator`, denominator > 0, for a square A (m×m), in short steps; null when A is singular. */
export function* solvingExact(
  matrix: readonly IntegerVector[],
  right: IntegerVector,
): Work<ExactSolution | null> {
  const m = matrix.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  let previous = 1n;
  for (let step = 0; step < m; step++) {
    const pivotRow = rows.findIndex((row, i) => i >= step && row[step] !== 0n);
    if (pivotRow < 0) return null;
    [rows[step], rows[pivotRow]] = [rows[pivotRow]!, rows[step]!];
    yield* eliminateBelow(rows, step, step, previous);
    previous = rows[step]![step]!;
    if (pauses.after((m - step) ** 2) || isLong(previous)) yield;
  }
  const determinant = previous;
  const numerators = new Array<bigint>(m).fill(0n);
  for (let i = m - 1; i >= 0; i--) {
    let sum = determinant * rows[i]![m]!;
    for (let j = i + 1; j < m; j++) sum -= rows[i]![j]! * numerators[j]!;
    numerators[i] = sum / rows[i]![i]!;
    if (isLong(previous)) yield;
  }
  return determinant < 0n
    ? { numerators: numerators.map((entry) => -entry), denominator: -determinant }
    : { numerators, denominator: determinant };
}

/** The rank, and a largest set of linearly independent columns. */
export function independentColumns(matrix: readonly IntegerVector[]): number[] {
  return finish(independent(matrix));
}

/** `independentColumns` in short steps. */
export function* independent(matrix: readonly IntegerVector[]): Work<number[]> {
  const rows = matrix.map((row) => [...row]);
  const columns: number[] = [];
  const width = rows[0]?.length ?? 0;
  let previous = 1n;
  for (let column = 0; column < width && columns.length < rows.length; column++) {
    const step = columns.length;
    const pivotRow = rows.findIndex((row, i) => i >= step && row[column] !== 0n);
    if (pivotRow < 0) continue;
    [rows[step], rows[pivotRow]] = [rows[pivotRow]!, rows[step]!];
    yield* eliminateBelow(rows, step, column, previous);
    previous = rows[step]![column]!;
    columns.push(column);
    if (pauses.after((rows.length - step) * (width - column)) || isLong(previous)) yield;
  }
  return columns;
}

/** Entries of matrices that are computed between two pauses, in whatever number of systems. */
const pauses = new Pauses(1000);
/** Numbers beyond it count as long. */
const LONG = 2n ** 1000n;
const isLong = (entry: bigint): boolean => entry > LONG || entry < -LONG;

/** One Bareiss step: rows below `step` lose their entry in `column`; all entries stay minors of the original matrix. */
function* eliminateBelow(rows: bigint[][], step: number, column: number, previous: bigint): Work<void> {
  const top = rows[step]!;
  const pivot = top[column]!;
  for (let i = step + 1; i < rows.length; i++) {
    const row = rows[i]!;
    const factor = row[column]!;
    for (let j = column + 1; j < row.length; j++) row[j] = (pivot * row[j]! - factor * top[j]!) / previous;
    row[column] = 0n;
    // A row of long numbers takes as long as many rows of short ones.
    if (i % (isLong(previous) ? 2 : 50) === 0) yield;
  }
}
