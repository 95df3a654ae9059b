import { type Matrix, pseudoInverse } from 'ml-matrix';

/**
 * argmin ‖w‖ among the w with the least ‖rows·w − target‖, into d entries.
 *
 * @param rows n×d, with the same weights as the target. Near a deterministic policy all entries may be tiny; their common size does not matter, and the
 * result is 0 only if all are 0. Both matrices are overwritten. @param target n×1.
 */
export function shortestFit(rows: Matrix, target: Matrix, into: Float64Array): void {
  const size = rows.to1DArray().reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  into.fill(0);
  if (size === 0) return;
  const threshold = Number.EPSILON * Math.max(rows.rows, rows.columns);
  into.set(pseudoInverse(rows.div(size), threshold).mmul(target.div(size)).to1DArray());
}
