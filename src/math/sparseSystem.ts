/**
 * Exact solution of sparse systems  diagonal_i·x_i = right_i + Σ_j weight_ij·x_j  in rational numbers. One strongly connected component of
 * i → j is solved at a time (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972), those that others depend on first.
 * A component of one unknown is a division; a larger one is solved without fractions (`exactLinear.ts`).
 */
import { type Budget, bitsOf, eliminationCost } from './budget.js';
import { solvingExact } from './exactLinear.js';
import { greatestCommonDivisor } from './ratio.js';
import type { Work } from './work.js';

/** above / below in lowest terms; below > 0. */
export interface Ratio {
  readonly above: bigint;
  readonly below: bigint;
}

export interface SparseRow {
  readonly diagonal: bigint;
  readonly right: Ratio;
  readonly terms: readonly (readonly [unknown: number, weight: bigint])[];
}

const ZERO: Ratio = { above: 0n, below: 1n };

/** above / below in lowest terms. @param below ≠ 0. */
export function ratioOf(above: bigint, below: bigint): Ratio {
  if (above === 0n) return ZERO;
  if (below === 1n) return { above, below };
  const [n, d] = below < 0n ? [-above, -below] : [above, below];
  const divisor = greatestCommonDivisor(n < 0n ? -n : n, d);
  return divisor === 1n ? { above: n, below: d } : { above: n / divisor, below: d / divisor };
}

/** The least common multiple of positive integers. */
export function commonMultiple(numbers: Iterable<bigint>): bigint {
  let common = 1n;
  for (const each of numbers) if (common % each !== 0n) common *= each / greatestCommonDivisor(common, each);
  return common;
}

/** The unique solution, one ratio for each row. null: a component is singular, or `budget` (estimated nanoseconds) is not enough. */
export function* solvingSparse(rows: readonly SparseRow[], budget: Budget): Work<Ratio[] | null> {
  const solution = new Array<Ratio>(rows.length).fill(ZERO);
  for (const component of components(rows)) {
    const isSolved =
      component.length === 1
        ? solveAlone(rows, component[0]!, solution, budget)
        : yield* solveTogether(rows, component, solution, budget);
    if (!isSolved) return null;
    yield;
  }
  return solution;
}

/** Solves for one unknown that depends on known ones only, or on itself; false as for `solvingSparse`. */
function solveAlone(rows: readonly SparseRow[], i: number, solution: Ratio[], budget: Budget): boolean {
  if (!budget.take(1000)) return false;
  const { right, terms } = rows[i]!;
  let { diagonal } = rows[i]!;
  let { above, below } = right;
  for (const [j, weight] of terms) {
    if (j === i) diagonal -= weight;
    else {
      const x = solution[j]!;
      if (x.below === below) above += weight * x.above;
      else {
        above = above * x.below + weight * x.above * below;
        below *= x.below;
      }
    }
  }
  if (diagonal === 0n) return false;
  solution[i] = ratioOf(above, diagonal * below);
  return true;
}

/** Solves for several unknowns that depend on each other; false as for `solvingSparse`. */
function* solveTogether(
  rows: readonly SparseRow[],
  component: readonly number[],
  solution: Ratio[],
  budget: Budget,
): Work<boolean> {
  const inside = new Map(component.map((unknown, place) => [unknown, place]));
  const rights = component.map((i) => outside(rows[i]!, inside, solution));
  const common = commonMultiple(rights.map(({ below }) => below));
  const entries = component.map((i, place) => {
    const row = new Map([[place, rows[i]!.diagonal]]);
    for (const [j, weight] of rows[i]!.terms) {
      const at = inside.get(j);
      if (at !== undefined) row.set(at, (row.get(at) ?? 0n) - weight);
    }
    return row;
  });
  // Asked before the whole matrix is written down, which may be too large for that.
  const bits = bitsOf(entries.map((row) => [...row.values()]));
  if (!budget.take(eliminationCost(component.length, bits))) return false;
  const matrix = entries.map((row) => component.map((_, place) => row.get(place) ?? 0n));
  const found = yield* solvingExact(
    matrix,
    rights.map(({ above, below }) => above * (common / below)),
  );
  if (found === null) return false;
  for (const [place, i] of component.entries()) {
    solution[i] = ratioOf(found.numerators[place]!, found.denominator * common);
  }
  return true;
}

function outside(row: SparseRow, inside: ReadonlyMap<number, number>, solution: readonly Ratio[]): Ratio {
  let { above, below } = row.right;
  for (const [j, weight] of row.terms) {
    if (inside.has(j)) continue;
    const x = solution[j]!;
    above = above * x.below + weight * x.above * below;
    below *= x.below;
  }
  return ratioOf(above, below);
}

/** The strongly connected components, each after all components that it leads to. */
export function components(rows: readonly Pick<SparseRow, 'terms'>[]): number[][] {
  const index = new Int32Array(rows.length).fill(-1);
  const low = new Int32Array(rows.length);
  const waiting: number[] = [];
  const isWaiting = new Uint8Array(rows.length);
  const found: number[][] = [];
  let next = 0;
  for (let root = 0; root < rows.length; root++) {
    if (index[root]! >= 0) continue;
    // Each node on the path, and how many of its terms were followed.
    const path: [node: number, followed: number][] = [[root, 0]];
    while (path.length > 0) {
      const step = path.at(-1)!;
      const [node, followed] = step;
      if (followed === 0) {
        index[node] = low[node] = next++;
        waiting.push(node);
        isWaiting[node] = 1;
      }
      const term = rows[node]!.terms[followed];
      step[1]++;
      if (term) {
        const [to] = term;
        if (index[to]! < 0) path.push([to, 0]);
        else if (isWaiting[to]) low[node] = Math.min(low[node]!, index[to]!);
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.[0];
      if (parent !== undefined) low[parent] = Math.min(low[parent]!, low[node]!);
      if (low[node] !== index[node]) continue;
      const component: number[] = [];
      for (;;) {
        const member = waiting.pop()!;
        isWaiting[member] = 0;
        component.push(member);
        if (member === node) break;
      }
      found.push(component);
    }
  }
  return found;
}
