/**
 * The least change that satisfies linear inequalities, by its dual: with the multipliers μ ≥ 0 of the inequalities the change is a
 * combination of their normals, and μ minimises ½μᵀGμ + hᵀμ with G the Gram matrix of the normals. The active-set method of Lawson and
 * Hanson, "Solving Least Squares Problems" (1974), chapter 23, on G.
 */
import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** What is added to the diagonal, relative to its greatest entry: contradictory inequalities then give large, finite multipliers. */
const SOFTNESS = 1e-10;

/** @param gram symmetric, positive semidefinite; @returns the μ ≥ 0 that minimise ½μᵀGμ + hᵀμ, G softened. */
export function multipliers(gram: Matrix, h: Float64Array): Float64Array {
  const m = h.length;
  const mu = new Float64Array(m);
  const active: number[] = [];
  let largest = 0;
  for (let i = 0; i < m; i++) largest = Math.max(largest, gram.get(i, i));
  if (largest === 0) return mu;
  const soft = SOFTNESS * largest;
  const tolerance = 1e-12 * h.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-300);
  const slope = (i: number) =>
    active.reduce((sum, j) => sum + gram.get(i, j) * mu[j]!, h[i]!) + soft * mu[i]!;

  for (let round = 0; round < 3 * m + 10; round++) {
    let entering = -1;
    let steepest = -tolerance;
    for (let i = 0; i < m; i++) {
      if (mu[i]! > 0) continue;
      const value = slope(i);
      if (value < steepest && !active.includes(i)) {
        steepest = value;
        entering = i;
      }
    }
    if (entering < 0) return mu;
    active.push(entering);
    for (;;) {
      const target = solve(gram, soft, active, h);
      const blocking = target
        .map((value, n) => ({ n, i: active[n]!, value }))
        .filter(({ value }) => value <= 0);
      if (blocking.length === 0) {
        active.forEach((i, n) => {
          mu[i] = target[n]!;
        });
        break;
      }
      // In exact arithmetic the one that enters becomes positive; where rounding denies it, this is as good as it gets.
      if (blocking.some(({ i }) => i === entering)) return mu;
      const part = ({ i, value }: { i: number; value: number }) => mu[i]! / (mu[i]! - value);
      const first = blocking.reduce((least, each) => (part(each) < part(least) ? each : least));
      const step = part(first);
      active.forEach((i, n) => {
        mu[i]! += step * (target[n]! - mu[i]!);
      });
      mu[first.i] = 0;
      active.splice(first.n, 1);
    }
  }
  return mu;
}

/** The stationary point on the active inequalities alone. */
function solve(gram: Matrix, soft: number, active: readonly number[], h: Float64Array): number[] {
  const n = active.length;
  const inner = Matrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) inner.set(i, j, gram.get(active[i]!, active[j]!) + (i === j ? soft : 0));
  }
  const right = Matrix.columnVector(active.map((i) => -h[i]!));
  return new CholeskyDecomposition(inner).solve(right).to1DArray();
}
