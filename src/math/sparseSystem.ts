/**
 * Exact solution of sparse systems  diagonal_i·x_i = right_i + Σ_j weight_ij·x_j  in rational numbers. One strongly connected component of
 * i → j is solved at a time (R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1, 1972), those that others depend on first.
 * A component of one unknown is a division; a larger one is solved without fractions (`exactLinear.ts`).
 */
import { type Budget, bitsOf, eliminationCost } from './budget.js';
import { solvingExact } from './exactLinear.js';
import { greatestCommonDivisor } from './ratio.js';
import { Pauses, type Work } from './work.js';

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
export function solvingSparse(rows: readonly SparseRow[], budget: Budget): Work<readonly Ratio[] | null> {
  return new SparseSolver().solving(rows, budget);
}

/**
 * Solves one regular system after the other. A system that the solution of the last one satisfies has the same solution, and components whose rows, and
 * whatever they depend on, are as in the last one keep theirs. The budget pays as if all were computed.
 */
export class SparseSolver {
  #rows: readonly SparseRow[] = [];
  #solution: readonly Ratio[] = [];
  /** The component of each unknown. */
  #parts: readonly Part[] = [];

  #cost = 0;

  /** As `solvingSparse`; what is as before is the same object. */
  *solving(rows: readonly SparseRow[], budget: Budget): Work<readonly Ratio[] | null> {
    if (this.#satisfies(rows)) return budget.take(this.#cost) ? this.#solution : null;
    let cost = 0;
    const solution = new Array<Ratio>(rows.length).fill(ZERO);
    const parts = new Array<Part>(rows.length);
    for (const unknowns of components(rows)) {
      const known = this.#asBefore(rows, unknowns, solution);
      if (known && !budget.take(known.cost)) return null;
      const part =
        known ??
        (unknowns.length === 1
          ? solveAlone(rows, unknowns, solution, budget)
          : yield* solveTogether(rows, unknowns, solution, budget));
      if (part === null) return null;
      cost += part.cost;
      for (const i of unknowns) {
        const old = this.#solution[i];
        if (old && (known || isSame(solution[i]!, old))) solution[i] = old;
        parts[i] = part;
      }
      if (!known && (pauses.after(1) || unknowns.length > 1 || solution[unknowns[0]!]!.below > LONG)) yield;
    }
    this.#rows = rows;
    this.#solution = solution;
    this.#parts = parts;
    this.#cost = cost;
    return solution;
  }

  /** Does the last solution satisfy these rows? */
  #satisfies(rows: readonly SparseRow[]): boolean {
    if (this.#rows.length !== rows.length) return false;
    const x = this.#solution;
    return rows.every((row, i) => {
      const last = this.#rows[i]!;
      if (row === last) return true;
      const { above, below } = rightOf(row, -1, x);
      return row.diagonal * x[i]!.above * below === above * x[i]!.below;
    });
  }

  #asBefore(
    rows: readonly SparseRow[],
    unknowns: readonly number[],
    solution: readonly Ratio[],
  ): Part | null {
    const part = this.#parts[unknowns[0]!];
    if (part === undefined || part.unknowns.length !== unknowns.length) return null;
    for (const i of unknowns) {
      if (!isSameRow(rows[i]!, this.#rows[i]!)) return null;
      for (const [j] of rows[i]!.terms)
        if (solution[j] !== this.#solution[j] && this.#parts[j] !== part) return null;
    }
    return part;
  }
}

/** A component, and what its solution costs. */
interface Part {
  readonly unknowns: readonly number[];
  readonly cost: number;
}

const isSame = (a: Ratio, b: Ratio): boolean => a.above === b.above && a.below === b.below;

function isSameRow(a: SparseRow, b: SparseRow): boolean {
  if (a === b) return true;
  if (a.diagonal !== b.diagonal || a.terms.length !== b.terms.length || !isSame(a.right, b.right))
    return false;
  return a.terms.every(([unknown, weight], n) => unknown === b.terms[n]![0] && weight === b.terms[n]![1]);
}

/** Small components between two pauses; after one with longer numbers there is a pause. */
const pauses = new Pauses(50);
const LONG = 2n ** 1000n;

/** Estimated nanoseconds of a division. */
const DIVISION = 1000;

/** Solves for one unknown that depends on known ones only, or on itself; null as for `solvingSparse`. */
function solveAlone(
  rows: readonly SparseRow[],
  unknowns: readonly number[],
  solution: Ratio[],
  budget: Budget,
): Part | null {
  if (!budget.take(DIVISION)) return null;
  const i = unknowns[0]!;
  const row = rows[i]!;
  let { diagonal } = row;
  for (const [j, weight] of row.terms) if (j === i) diagonal -= weight;
  if (diagonal === 0n) return null;
  const { above, below } = rightOf(row, i, solution);
  solution[i] = ratioOf(above, diagonal * below);
  return { unknowns, cost: DIVISION };
}

/** right + Σ weight·x over all unknowns but one; not in lowest terms. */
function rightOf({ right, terms }: SparseRow, except: number, solution: readonly Ratio[]): Ratio {
  let { above, below } = right;
  for (const [j, weight] of terms) {
    if (j === except) continue;
    const x = solution[j]!;
    if (x.below === below) above += weight * x.above;
    else {
      above = above * x.below + weight * x.above * below;
      below *= x.below;
    }
  }
  return { above, below };
}

/** Solves for several unknowns that depend on each other; null as for `solvingSparse`. */
function* solveTogether(
  rows: readonly SparseRow[],
  component: readonly number[],
  solution: Ratio[],
  budget: Budget,
): Work<Part | null> {
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
  const cost = eliminationCost(component.length, bits);
  if (!budget.take(cost)) return null;
  const matrix = entries.map((row) => component.map((_, place) => row.get(place) ?? 0n));
  const found = yield* solvingExact(
    matrix,
    rights.map(({ above, below }) => above * (common / below)),
  );
  if (found === null) return null;
  for (const [place, i] of component.entries()) {
    solution[i] = ratioOf(found.numerators[place]!, found.denominator * common);
  }
  return { unknowns: component, cost };
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
  /** The way to the node that is looked at, and how many terms of each node were followed. */
  const path: number[] = [];
  const followed = new Int32Array(rows.length);
  let next = 0;
  for (let root = 0; root < rows.length; root++) {
    if (index[root]! >= 0) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      if (index[node]! < 0) {
        index[node] = low[node] = next++;
        waiting.push(node);
        isWaiting[node] = 1;
      }
      const { terms } = rows[node]!;
      if (followed[node]! < terms.length) {
        const to = terms[followed[node]!++]![0];
        if (index[to]! < 0) path.push(to);
        else if (isWaiting[to]) low[node] = Math.min(low[node]!, index[to]!);
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
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
