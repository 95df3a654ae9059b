/**
 * The least change that satisfies linear inequalities, by its dual: with the multipliers μ ≥ 0 of the inequalities the change is a
 * combination of their normals, and μ minimises ½μᵀGμ + hᵀμ with G the Gram matrix of the normals. Block principal pivoting (J. Júdice and
 * F. Pires, "A block principal pivoting algorithm for large-scale strictly monotone linear complementarity problems", Computers & Operations
 * Research 21, 1994): all wrong signs change sides at once as long as their number falls, otherwise the last one alone, which always terminates.
 */
import type { Matrix } from 'ml-matrix';
import { Pauses, type Work } from '../math/work.js';

/** What is added to the diagonal, relative to its greatest entry: contradictory inequalities then give large, finite multipliers. */
const SOFTNESS = 1e-10;
/** How many rounds without a gain may change all sides at once. */
const PATIENCE = 3;
/** Multiplications between two pauses. */
const PAUSE = 5e5;
/** A bound on the rounds, since rounding can undo the guarantee of termination. */
const MOST_ROUNDS = 500;

/** @param gram G, symmetric and positive semidefinite; @returns the μ ≥ 0 that minimise ½μᵀGμ + hᵀμ, with G softened. In short steps. */
export function* multipliers(gram: Matrix, h: Float64Array): Work<Float64Array> {
  const m = h.length;
  const largest = gram.diagonal().reduce((most, entry) => Math.max(most, entry), 0);
  if (largest === 0) return new Float64Array(m);
  const soft = SOFTNESS * largest;
  const tolerance = 1e-12 * h.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-300);
  const active = new Set<number>();
  let fewest = Number.POSITIVE_INFINITY;
  let patience = PATIENCE;
  let mu = new Float64Array(m);
  const pauses = new Pauses(PAUSE);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    yield;
    const moved = [...active];
    mu = yield* solve(gram, soft, moved, h);
    const wrong: number[] = [];
    for (let i = 0; i < m; i++) {
      if (active.has(i) ? mu[i]! < 0 : slope(gram, mu, moved, h, i) < -tolerance) wrong.push(i);
      if (pauses.after(moved.length)) yield;
    }
    if (wrong.length === 0) break;
    if (wrong.length < fewest) [fewest, patience] = [wrong.length, PATIENCE];
    else patience--;
    for (const i of patience >= 0 ? wrong : wrong.slice(-1)) {
      if (!active.delete(i)) active.add(i);
    }
  }
  return mu.map((value) => Math.max(0, value));
}

function slope(
  gram: Matrix,
  mu: Float64Array,
  active: readonly number[],
  h: Float64Array,
  i: number,
): number {
  let sum = h[i]!;
  for (const j of active) sum += gram.get(i, j) * mu[j]!;
  return sum;
}

/** The stationary point on the active inequalities alone; 0 elsewhere. By Cholesky in short steps; a library would do it in one long step. */
function* solve(
  gram: Matrix,
  soft: number,
  active: readonly number[],
  h: Float64Array,
): Work<Float64Array<ArrayBuffer>> {
  const n = active.length;
  const lower = new Float64Array(n * n);
  const pauses = new Pauses(PAUSE);
  for (let j = 0; j < n; j++) {
    let square = 0;
    for (let k = 0; k < j; k++) {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += lower[k * n + i]! * lower[j * n + i]!;
      const entry = (gram.get(active[j]!, active[k]!) - sum) / lower[k * n + k]!;
      lower[j * n + k] = entry;
      square += entry * entry;
    }
    const rest = gram.get(active[j]!, active[j]!) + soft - square;
    lower[j * n + j] = Math.sqrt(Math.max(rest, 0));
    if (pauses.after((j * j) / 2)) yield;
  }
  const solution = Float64Array.from(active, (i) => -h[i]!);
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < k; i++) solution[k]! -= solution[i]! * lower[k * n + i]!;
    solution[k]! /= lower[k * n + k]!;
    if (pauses.after(k)) yield;
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let i = k + 1; i < n; i++) solution[k]! -= solution[i]! * lower[i * n + k]!;
    solution[k]! /= lower[k * n + k]!;
    if (pauses.after(n - k)) yield;
  }
  const mu = new Float64Array(h.length);
  active.forEach((i, at) => {
    mu[i] = solution[at]!;
  });
  return mu;
}
