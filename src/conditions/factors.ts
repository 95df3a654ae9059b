/** The singular value decomposition of X, computed once for all floating-point figures of the features, from X = QR or Xᵀ = QR with a small R. */
import { factorizing } from '../math/qr.js';
import { decomposing } from '../math/svd.js';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';

export interface Factors {
  /** min(K, d) singular values, greatest first; `rank` is how many of them floating point distinguishes from 0. */
  readonly singular: readonly number[];
  readonly rank: number;
  /** The orthogonal projection of K numbers onto the column space of X. */
  project(values: readonly number[]): number[];
}

/** The factors of the K×d matrix of a bandit's features. Singular values up to max(K, d)·ε·σ_max count as 0. */
export function* factorsOf({ features }: Bandit): Work<Factors> {
  const [K, d] = [features.length, features[0]!.length];
  const tall = K > d;
  const columns: Float64Array[] = [];
  for (let k = 0; k < Math.min(K, d); k++) {
    columns.push(
      tall
        ? Float64Array.from(features, (row) => row[k]!.value)
        : Float64Array.from(features[k]!, (x) => x.value),
    );
    yield;
  }
  const qr = yield* factorizing(columns);
  const { singular, left, right } = yield* decomposing(qr.columns);
  const least = (tall ? d : Math.max(K, d)) * (singular[0] ?? 0) * Number.EPSILON;
  const rank = singular.filter((value) => value > least).length;
  // R = UΣVᵀ: the left singular vectors of X are QU, or V if R is that of Xᵀ.
  const vectors = tall ? left : right;
  return {
    singular,
    rank,
    project(values) {
      const inner = tall ? qr.applyTransposed(values) : values;
      const projected = new Float64Array(Math.min(K, d));
      for (let s = 0; s < rank; s++) {
        let along = 0;
        for (let i = 0; i < projected.length; i++) along += vectors[s]![i]! * inner[i]!;
        for (let i = 0; i < projected.length; i++) projected[i]! += along * vectors[s]![i]!;
      }
      return Array.from(tall ? qr.apply(projected) : projected);
    },
  };
}
