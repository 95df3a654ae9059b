/** X = QR once for all floating-point figures of the features: the singular values of X are those of the small R. */
import { Matrix, QrDecomposition, SingularValueDecomposition } from 'ml-matrix';
import type { Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';

export interface Factors {
  /** min(K, d) singular values, greatest first, and how many of them are told from 0 in floating point. */
  readonly singular: readonly number[];
  readonly rank: number;
  /** The orthogonal projection of K numbers onto the column space of X. */
  project(values: readonly number[]): number[];
}

export function* factorsOf({ features }: Bandit): Work<Factors> {
  const X = new Matrix(features.map((row) => row.map((x) => x.value)));
  const tall = X.rows > X.columns;
  const qr = tall ? new QrDecomposition(X) : null;
  yield;
  const svd = new SingularValueDecomposition(qr ? qr.upperTriangularMatrix : X, { autoTranspose: true });
  yield;
  let basis: Matrix | null = null;
  return {
    singular: svd.diagonal.slice(0, Math.min(X.rows, X.columns)),
    rank: svd.rank,
    project(values) {
      if (svd.rank === 0) return values.map(() => 0);
      if (basis === null) {
        const left = svd.leftSingularVectors;
        const small = left.subMatrix(0, left.rows - 1, 0, svd.rank - 1);
        basis = qr ? qr.orthogonalMatrix.mmul(small) : small;
      }
      const along = Matrix.rowVector([...values]).mmul(basis);
      return basis.mmul(along.transpose()).to1DArray();
    },
  };
}
