import { EVD, Matrix } from 'ml-matrix';

/**
 * The eigenvalues of a symmetric matrix, in no promised order. The decomposition never ends over numbers that are not finite, and stumbles over
 * subnormal ones: so the matrix is scaled (by a power of two, which rounds nothing) to entries below 2, entries that change no digit of the greatest eigenvalue are 0, and every
 * eigenvalue is NaN where an entry is not finite.
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

/** The greatest power of two that is not above a positive number. */
export function powerBelow(value: number): number {
  const power = 2 ** Math.floor(Math.log2(value));
  return power > value ? power / 2 : power;
}
