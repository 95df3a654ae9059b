import { type Matrix, pseudoInverse } from 'ml-matrix';

/**
 * argmin ‖w‖ among the w of least ‖rows·w − target‖, into d entries.
 *
 * @param rows n×d, weighted as the target is; near a deterministic policy all may be tiny, and their common size does not count: 0 only where all are
 * 0. Both matrices are used up. @param target n×1.
 */
export function shortestFit(rows: Matrix, target: Matrix, into: Float64Array): void {
  const size = rows.to1DArray().reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  into.fill(0);
  if (size === 0) return;
  const threshold = Number.EPSILON * Math.max(rows.rows, rows.columns);
  into.set(pseudoInverse(rows.div(size), threshold).mmul(target.div(size)).to1DArray());
}
