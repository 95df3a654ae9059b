import { EVD, Matrix } from 'ml-matrix';

/**
 * The eigenvalues of a symmetric matrix, in no promised order. The decomposition does not end if an entry is not finite, and is inaccurate for
 * subnormal entries. So every eigenvalue is NaN if an entry is not finite; otherwise the matrix is scaled to entries below 2, by a power of two,
 * which rounds nothing, and entries too small to change a digit of the greatest eigenvalue are set to 0.
 */
export function symmetricEigenvalues(matrix: Matrix): number[] {
  const largest = Matrix.abs(matrix).max();
  if (largest === 0) return matrix.diagonal();
  if (!Number.isFinite(largest)) return matrix.diagonal().map(() => Number.NaN);
  const scale = powerBelow(largest);
  const scaled = matrix.clone().apply(function (this: Matrix, i, j) {
    const entry = this.get(i, j) / scale;
    this.set(i, j, Math.abs(entry) < 1e-40 ? 0 : entry);
  });
  return new EVD(scaled, { assumeSymmetric: true }).realEigenvalues.map((value) => value * scale);
}

/** The greatest power of two that is at most `value`; value > 0. */
export function powerBelow(value: number): number {
  const power = 2 ** Math.floor(Math.log2(value));
  return power > value ? power / 2 : power;
}
