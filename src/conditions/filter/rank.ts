/** Proves in floating point that vectors are linearly independent, by a matrix that is nearly an inverse (S. M. Rump, "Verification methods", Acta Numerica 19, 2010, 10.1). */
import { type Doubles, difference, UNIT } from './doubles.js';

/** L with ‖I − L·A‖∞ < 1, for the n×m matrix A of m vectors. */
export interface LeftInverse {
  /** ‖L‖∞. */
  readonly size: number;
  /** At least ‖I − L·A‖∞; at most ½. */
  readonly defect: number;
}

/**
 * @param vectors m vectors of n entries, each at most 2·`largest` with an error of at most 5u·`largest`
 * @returns null: independence is not certain
 */
export function leftInverseOf(vectors: readonly Float64Array[], largest: number): LeftInverse | null {
  const m = vectors.length;
  const n = vectors[0]!.length;
  if (m > n) return null;
  const { directions, upper } = orthogonalized(vectors);
  // L = R⁻¹Qᵀ, the last row first.
  const rows: Float64Array[] = new Array(m);
  let size = 0;
  let defect = 0;
  for (let i = m - 1; i >= 0; i--) {
    const row = directions[i]!.slice();
    for (let j = i + 1; j < m; j++) {
      const factor = upper[i * m + j]!;
      for (let k = 0; k < n; k++) row[k]! -= factor * rows[j]![k]!;
    }
    let sum = 0;
    for (let k = 0; k < n; k++) {
      row[k]! /= upper[i * m + i]!;
      sum += Math.abs(row[k]!);
    }
    rows[i] = row;
    let off = 0;
    for (let j = 0; j < m; j++) off += Math.abs((i === j ? 1 : 0) - dot(row, vectors[j]!));
    size = Math.max(size, sum);
    defect = Math.max(defect, off + 2 * m * sum * largest * UNIT * (2 * n + 9));
  }
  // Not `>`: dependent vectors give NaN.
  return defect <= 0.5 && size < Number.POSITIVE_INFINITY ? { size, defect } : null;
}

/** Q and R of the vectors as columns, by modified Gram-Schmidt; R is m×m, row by row. */
function orthogonalized(vectors: readonly Float64Array[]): {
  readonly directions: readonly Float64Array[];
  readonly upper: Float64Array;
} {
  const m = vectors.length;
  const directions = vectors.map((vector) => vector.slice());
  const upper = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    const q = directions[i]!;
    const length = Math.sqrt(dot(q, q));
    upper[i * m + i] = length;
    for (let k = 0; k < q.length; k++) q[k]! /= length;
    for (let j = i + 1; j < m; j++) {
      const other = directions[j]!;
      const along = dot(q, other);
      upper[i * m + j] = along;
      for (let k = 0; k < q.length; k++) other[k]! -= along * q[k]!;
    }
  }
  return { directions, upper };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** Is the rank of X certainly min(K, d)? */
export function hasFullRank({ actions: K, dimensions: d, features, largest }: Doubles): boolean {
  const rows = Array.from({ length: K }, (_, a) => features.subarray(a * d, (a + 1) * d));
  const vectors =
    K <= d ? rows : Array.from({ length: d }, (_, k) => Float64Array.from(rows, (row) => row[k]!));
  return leftInverseOf(vectors, largest) !== null;
}

/** Are the points of these actions certainly affinely independent? */
export function areAffinelyIndependent(x: Doubles, actions: readonly number[]): boolean {
  const [first, ...others] = actions;
  return (
    others.length === 0 ||
    leftInverseOf(
      others.map((a) => difference(x, a, first!)),
      x.largest,
    ) !== null
  );
}

/** Are the features certainly in general position: are any min(K, d + 1) of their points affinely independent? */
export function isInGeneralPosition(x: Doubles): boolean {
  const size = Math.min(x.actions, x.dimensions + 1);
  const chosen: number[] = [];
  const choose = (from: number): boolean => {
    if (chosen.length === size) return areAffinelyIndependent(x, chosen);
    for (let a = from; a <= x.actions - (size - chosen.length); a++) {
      chosen.push(a);
      if (!choose(a + 1)) return false;
      chosen.pop();
    }
    return true;
  };
  return choose(0);
}
