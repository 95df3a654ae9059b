/** QR factorization by Householder's reflections, in short steps. */
import type { Work } from './work.js';

export interface Factorization {
  /** The n columns of R, n×n and upper triangular. */
  readonly columns: Float64Array[];
  /** Qv for a v of n entries: m entries. */
  apply(v: ArrayLike<number>): Float64Array;
  /** Qᵀv for a v of m entries: n entries. */
  applyTransposed(v: ArrayLike<number>): Float64Array;
}

/** @param columns n columns of m ≥ n numbers each; overwritten. */
export function* factorizing(columns: readonly Float64Array[]): Work<Factorization> {
  const n = columns.length;
  const m = columns[0]?.length ?? 0;
  /** Reflector k is I − 2vvᵀ, v of length 1 or 0, whose first k entries are 0. */
  const reflectors: Float64Array[] = [];
  const reflect = (v: Float64Array, k: number, x: Float64Array) => {
    let along = 0;
    for (let i = k; i < m; i++) along += v[i]! * x[i]!;
    if (along !== 0) for (let i = k; i < m; i++) x[i]! -= 2 * along * v[i]!;
  };
  for (let k = 0; k < n; k++) {
    const column = columns[k]!;
    const v = new Float64Array(m);
    let largest = 0;
    for (let i = k; i < m; i++) largest = Math.max(largest, Math.abs(column[i]!));
    if (largest > 0) {
      let square = 0;
      for (let i = k; i < m; i++) {
        v[i] = column[i]! / largest;
        square += v[i]! * v[i]!;
      }
      v[k]! += Math.sign(v[k]! || 1) * Math.sqrt(square);
      let length = 0;
      for (let i = k; i < m; i++) length += v[i]! * v[i]!;
      length = Math.sqrt(length);
      for (let i = k; i < m; i++) v[i]! /= length;
    }
    reflectors.push(v);
    for (let j = k; j < n; j++) reflect(v, k, columns[j]!);
    yield;
  }
  return {
    columns: columns.map((column, j) => Float64Array.from({ length: n }, (_, i) => (j < i ? 0 : column[i]!))),
    apply(v) {
      const x = new Float64Array(m);
      for (let k = 0; k < n; k++) x[k] = v[k]!;
      for (let k = n - 1; k >= 0; k--) reflect(reflectors[k]!, k, x);
      return x;
    },
    applyTransposed(v) {
      const x = Float64Array.from(v);
      for (let k = 0; k < n; k++) reflect(reflectors[k]!, k, x);
      return x.slice(0, n);
    },
  };
}
