/** Proves in floating point that vectors are linearly independent, by a matrix that is nearly an inverse (S. M. Rump, "Verification methods", Acta Numerica 19, 2010, 10.1), or by minors. */
import { type Doubles, UNIT } from './doubles.js';

/** L with ‖I − L·A‖∞ < 1, for the n×m matrix A of m vectors. */
export interface LeftInverse {
  /** L, row-major m×n. */
  readonly rows: Float64Array;
  /** ‖L‖∞. */
  readonly size: number;
  /** At least ‖I − L·A‖∞; at most ½. */
  readonly defect: number;
}

/**
 * @param vectors m vectors of n entries, one after another, each entry at most 2·`largest` with an error of at most 5u·`largest`
 * @returns null: independence is not certain
 */
export function leftInverseOf(vectors: Float64Array, m: number, largest: number): LeftInverse | null {
  const n = vectors.length / m;
  if (m > n) return null;
  const rows = vectors.slice();
  const upper = orthogonalize(rows, m);
  // L = R⁻¹Qᵀ in the place of Q, the last row first.
  let size = 0;
  let defect = 0;
  for (let i = m - 1; i >= 0; i--) {
    const at = i * n;
    for (let j = i + 1; j < m; j++) subtract(rows, at, upper[i * m + j]!, j * n, n);
    const length = upper[i * m + i]!;
    let sum = 0;
    for (let k = at; k < at + n; k++) {
      rows[k]! /= length;
      sum += Math.abs(rows[k]!);
    }
    let off = 0;
    for (let j = 0; j < m; j++) off += Math.abs((i === j ? 1 : 0) - product(rows, at, vectors, j * n, n));
    size = Math.max(size, sum);
    defect = Math.max(defect, off + 2 * m * sum * largest * UNIT * (2 * n + 9));
  }
  // Not `>`: dependent vectors give NaN.
  return defect <= 0.5 && size < Number.POSITIVE_INFINITY ? { rows, size, defect } : null;
}

/** Q in the place of the m vectors as columns, by modified Gram-Schmidt. Returns R, row-major m×m. */
function orthogonalize(vectors: Float64Array, m: number): Float64Array {
  const n = vectors.length / m;
  const upper = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const at = i * n;
    const length = Math.sqrt(product(vectors, at, vectors, at, n));
    upper[i * m + i] = length;
    for (let k = at; k < at + n; k++) vectors[k]! /= length;
    for (let j = i + 1; j < m; j++) {
      const along = product(vectors, at, vectors, j * n, n);
      upper[i * m + j] = along;
      subtract(vectors, j * n, along, at, n);
    }
  }
  return upper;
}

/** The inner product of n entries of `a` from `i` on with n of `b` from `j` on. */
export function product(a: Float64Array, i: number, b: Float64Array, j: number, n: number): number {
  let sum = 0;
  for (let k = 0; k < n; k++) sum += a[i + k]! * b[j + k]!;
  return sum;
}

/** Subtracts `factor` times the n entries from `j` on from those from `i` on. */
function subtract(entries: Float64Array, i: number, factor: number, j: number, n: number): void {
  for (let k = 0; k < n; k++) entries[i + k]! -= factor * entries[j + k]!;
}

/** Is the rank of X certainly min(K, d)? */
export function hasFullRank({ actions: K, dimensions: d, features, largest }: Doubles): boolean {
  const vectors = K <= d ? features : transposed(features, K);
  return leftInverseOf(vectors, Math.min(K, d), largest) !== null;
}

/** The columns of a table of K rows, one after another. */
export function transposed(table: Float64Array, K: number): Float64Array {
  const d = table.length / K;
  const columns = new Float64Array(table.length);
  for (let a = 0; a < K; a++) for (let k = 0; k < d; k++) columns[k * K + a] = table[a * d + k]!;
  return columns;
}

/**
 * Are the features certainly in general position: are any min(K, d + 1) of their points affinely independent?
 *
 * @param x with few actions: work and memory grow like 2^K
 */
export function isInGeneralPosition(x: Doubles): boolean {
  const { actions: K, dimensions: d, features, largest } = x;
  if (K > d + 1) return haveMinors(x);
  const differences = new Float64Array((K - 1) * d);
  for (let n = 0; n < differences.length; n++) differences[n] = features[d + n]! - features[n % d]!;
  return K === 1 || leftInverseOf(differences, K - 1, largest) !== null;
}

/**
 * Is every minor of d + 1 rows of (1, X/M) certainly not 0? Each is expanded along its last column, by the minors of the columns before it. An entry is at
 * most 1 and has an error of at most 2u, so a minor of j rows is at most j!, and its error at most j times that of one of j − 1 rows and (j + 2)u·j!:
 * together at most j(j + 5)/2·u·j!.
 */
function haveMinors({ actions: K, dimensions: d, features, largest }: Doubles): boolean {
  let error = (d + 1) * (d + 6) * UNIT;
  for (let j = 2; j <= d + 1; j++) error *= j;
  // By the set of its rows, a binary number; 1 for no rows.
  const minors = new Float64Array(2 ** K);
  const sizes = new Uint8Array(2 ** K);
  minors[0] = 1;
  for (let set = 1; set < minors.length; set++) {
    const column = sizes[set >> 1]! + (set & 1) - 1;
    sizes[set] = column + 1;
    if (column > d) continue;
    let minor = 0;
    for (let a = 0; a < K; a++) {
      if ((set & (1 << a)) === 0) continue;
      const entry = column === 0 ? 1 : features[a * d + column - 1]! / largest;
      minor = entry * minors[set ^ (1 << a)]! - minor;
    }
    if (column === d && !(Math.abs(minor) > error)) return false;
    minors[set] = minor;
  }
  return true;
}
