/** Determinants and systems of polynomials, without division that leaves a rest. */
import { dotOf, minus, negated, ONE, type Polynomial, plus, sum, times, ZERO } from './polynomial.js';

type Matrix = readonly (readonly Polynomial[])[];

/** By expansion along rows, each set of columns once: 2^m·m products. */
export function determinant(matrix: Matrix): Polynomial {
  const m = matrix.length;
  let minors = new Map<number, Polynomial>([[0, ONE]]);
  for (let row = 0; row < m; row++) {
    const next = new Map<number, Polynomial>();
    for (const [columns, minor] of minors) {
      for (let column = 0; column < m; column++) {
        if ((columns >> column) & 1) continue;
        const entry = matrix[row]![column]!;
        if (entry.length === 0 || minor.length === 0) continue;
        // How many columns of the minor stand behind this one.
        const behind = bitsOf(columns >> (column + 1));
        const term = times(behind % 2 === 0 ? entry : negated(entry), minor);
        const key = columns | (1 << column);
        next.set(key, plus(next.get(key) ?? ZERO, term));
      }
    }
    minors = next;
  }
  return minors.get(2 ** m - 1) ?? ZERO;
}

function bitsOf(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count++;
  return count;
}

/** Cramer's rule: x with A x = x₀·b, x₀ = det A. */
export function cramer(
  A: Matrix,
  b: readonly Polynomial[],
): { readonly x: readonly Polynomial[]; readonly determinant: Polynomial } {
  return {
    determinant: determinant(A),
    x: A.map((_, k) => determinant(A.map((row, i) => row.with(k, b[i]!)))),
  };
}

/** ⟨v_i, v_j⟩. */
export function gram(vectors: readonly (readonly Polynomial[])[]): Polynomial[][] {
  return vectors.map((v) => vectors.map((w) => dotOf(v, w)));
}

export interface Foot {
  /** Weights of the points, of sum `scale`. */
  readonly weights: readonly Polynomial[];
  /** The Gram determinant of their differences: at least 0, and 0 where they are affinely dependent. */
  readonly scale: Polynomial;
  /** scale times the point of their affine hull nearest to 0. */
  readonly point: readonly Polynomial[];
}

/** The point of the affine hull of n ≥ 1 points nearest to 0. */
export function footOf(points: readonly (readonly Polynomial[])[]): Foot {
  const [first, ...others] = points;
  const edges = others.map((point) => difference(point, first!));
  const { x, determinant: scale } = cramer(
    gram(edges),
    edges.map((edge) => negated(dotOf(edge, first!))),
  );
  const weights = [minus(scale, sum(x)), ...x];
  return { weights, scale, point: combination(weights, points) };
}

export function difference(v: readonly Polynomial[], w: readonly Polynomial[]): Polynomial[] {
  return v.map((entry, k) => minus(entry, w[k]!));
}

/** Σ w_i v_i. */
export function combination(
  weights: readonly Polynomial[],
  vectors: readonly (readonly Polynomial[])[],
): Polynomial[] {
  return vectors[0]!.map((_, k) => sum(vectors.map((v, i) => times(weights[i]!, v[k]!))));
}
