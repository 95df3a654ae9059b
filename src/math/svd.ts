/**
 * The singular value decomposition in short steps: one-sided rotations of pairs of columns until all are orthogonal (Hestenes 1958; Demmel and
 * Veselić, "Jacobi's method is more accurate than QR", SIAM J. Matrix Anal. Appl. 13, 1992).
 */
import { dot } from './dot.js';
import { factorizing } from './qr.js';
import type { Work } from './work.js';

/** A = Σ_k σ_k u_k v_kᵀ. */
export interface Decomposition {
  /** n numbers, greatest first. */
  readonly singular: readonly number[];
  /** n rows of m entries: unit vectors u_k, or 0 where the singular value is 0. */
  readonly left: readonly Float64Array[];
  /** n rows of n entries: orthonormal v_k. */
  readonly right: readonly Float64Array[];
}

/** Multiplications between two pauses. */
const PAUSE = 1e6;
/** Two columns count as orthogonal if the cosine between them is at most this. */
const ORTHOGONAL = 1e-15;
/** A bound on the sweeps; about ten are needed. */
const MOST_SWEEPS = 60;

/**
 * The decomposition of A, in short steps.
 *
 * @param columns the n columns of A, each of m finite numbers; overwritten.
 */
export function* decomposing(columns: Float64Array[]): Work<Decomposition> {
  const right = columns.map((_, k) =>
    Float64Array.from({ length: columns.length }, (_, i) => (i === k ? 1 : 0)),
  );
  const { lengths, order, scale } = yield* orthogonalizing(columns, right);
  return {
    singular: order.map((k) => lengths[k]! * scale),
    left: order.map((k) => columns[k]!.map((entry) => (lengths[k]! > 0 ? entry / lengths[k]! : 0))),
    right: order.map((k) => right[k]!),
  };
}

/** The singular values alone, greatest first, in about half the time. @param columns as for `decomposing`. */
export function* singularValues(columns: Float64Array[]): Work<number[]> {
  const { lengths, order, scale } = yield* orthogonalizing(columns, null);
  return order.map((k) => lengths[k]! * scale);
}

/**
 * X⁺, the pseudoinverse of X, as K columns of d numbers. Singular values that may be rounding errors of 0 count as 0.
 *
 * @param rows the K rows of X, of d finite numbers each; not changed.
 */
export function* pseudoInverting(rows: readonly Float64Array[]): Work<Float64Array[]> {
  const [K, d] = [rows.length, rows[0]!.length];
  // X = QR, or Xᵀ = QR, with a small R = UΣVᵀ.
  const isTall = K >= d;
  const columns = isTall
    ? Array.from({ length: d }, (_, k) => Float64Array.from(rows, (row) => row[k]!))
    : rows.map((row) => row.slice());
  yield;
  const qr = yield* factorizing(columns);
  const { singular, left, right } = yield* decomposing(qr.columns);
  const least = Math.max(K, d) * (singular[0] ?? 0) * Number.EPSILON;
  const inverse = rows.map(() => new Float64Array(d));
  for (const [s, value] of singular.entries()) {
    if (value <= least) continue;
    const long = qr.apply(left[s]!);
    const [ofRows, ofFeatures] = isTall ? [long, right[s]!] : [right[s]!, long];
    inverse.forEach((column, a) => {
      const factor = ofRows[a]! / value;
      for (let k = 0; k < d; k++) column[k]! += factor * ofFeatures[k]!;
    });
    yield;
  }
  return inverse;
}

/** Rotates the columns until all are orthogonal, and those of `right` with them; their lengths times `scale` are the singular values. */
function* orthogonalizing(columns: readonly Float64Array[], right: readonly Float64Array[] | null) {
  const n = columns.length;
  const m = columns[0]?.length ?? 0;
  const scale = powerAbove(columns);
  for (const column of columns) for (let i = 0; i < m; i++) column[i]! /= scale;
  let spent = 0;
  let rotated = true;
  for (let sweep = 0; rotated && sweep < MOST_SWEEPS; sweep++) {
    rotated = false;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (rotate(columns, right, p, q)) rotated = true;
        spent += 10 * m;
        if (spent > PAUSE) {
          spent = 0;
          yield;
        }
      }
    }
  }
  const lengths = columns.map((column) => Math.sqrt(dot(column, column)));
  const order = [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!);
  return { lengths, order, scale };
}

/** Makes two columns orthogonal; false: they already were. */
function rotate(
  columns: readonly Float64Array[],
  right: readonly Float64Array[] | null,
  p: number,
  q: number,
): boolean {
  const [a, b] = [columns[p]!, columns[q]!];
  const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
  if (Math.abs(ab) <= ORTHOGONAL * Math.sqrt(aa) * Math.sqrt(bb)) return false;
  const zeta = (bb - aa) / (2 * ab);
  const tangent = Math.sign(zeta || 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  turn(a, b, cosine, sine);
  if (right !== null) turn(right[p]!, right[q]!, cosine, sine);
  return true;
}

function turn(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    a[i] = cosine * x - sine * y;
    b[i] = sine * x + cosine * y;
  }
}

/** A power of two that no entry exceeds; 1 for zeros. Divided by it, squares do not overflow, and only negligible ones underflow. */
function powerAbove(columns: readonly Float64Array[]): number {
  let largest = 0;
  for (const column of columns) for (const entry of column) largest = Math.max(largest, Math.abs(entry));
  return largest === 0 ? 1 : 2 ** Math.min(1023, Math.ceil(Math.log2(largest)));
}
