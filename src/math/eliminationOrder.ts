/** The order in which the rows of a sparse matrix are eliminated, found in short steps, and given up where elimination would take too long. */
import { addTo, membersOf, removeFrom, unite, wordsFor } from './bits.js';
import { components } from './sparseSystem.js';
import { Pauses, type Work } from './work.js';

/** Elimination is not made: factors would take so many multiplications at least, as far as was counted. */
export interface EliminationExcess {
  readonly multiplications: number;
  /** More than these. */
  readonly most: number;
}

/** Words of bits, and degrees that are looked through, between two pauses. */
const PAUSE = 1e6;

/**
 * Least degree first (Tinney and Walker 1967). Where that would take too long, the strongly connected components one after another, each before those
 * that it leads to: a row then only changes rows of its own component.
 *
 * @param rows the columns of each. @param most multiplications.
 */
export function* orderingOf(
  rows: readonly Iterable<number>[],
  most: number,
): Work<readonly number[] | EliminationExcess> {
  const whole = yield* leastDegree(rows, [...rows.keys()], most);
  if (!('multiplications' in whole)) return whole.order;
  const parts = components(
    rows.map((columns) => ({ terms: Array.from(columns, (column) => [column, 1n] as const) })),
  ).reverse();
  if (parts.length === 1) return whole;
  const order: number[] = [];
  let left = most;
  for (const part of parts) {
    part.sort((a, b) => a - b);
    const found = yield* leastDegree(rows, part, left);
    if ('multiplications' in found) return { multiplications: most - left + found.multiplications, most };
    left -= found.taken;
    for (const row of found.order) order.push(row);
  }
  return order;
}

interface Ordered {
  readonly order: readonly number[];
  /** Multiplications, where the pattern is taken for a symmetric one. */
  readonly taken: number;
}

/** Some rows by how many others of them they are tied to when their turn comes, least first; of equal ones the first. @param some ascending */
function* leastDegree(
  rows: readonly Iterable<number>[],
  some: readonly number[],
  most: number,
): Work<Ordered | EliminationExcess> {
  const size = some.length;
  const tied = yield* tiesAmong(rows, some);
  const degrees = Int32Array.from(tied, (set) => membersOf(set).length);
  const pauses = new Pauses(PAUSE);
  const order: number[] = [];
  let taken = 0;
  for (let left = size; left > 0; left--) {
    let next = 0;
    for (let row = 1; row < size; row++) if (degrees[row]! < degrees[next]!) next = row;
    if (pauses.after(size)) yield;
    const degree = degrees[next]!;
    // An elimination lowers no degree by more than 1, so that at least so much is still to come.
    const least = taken + squaresUpTo(degree);
    if (least > most) return { multiplications: least, most };
    if (degree === left - 1) {
      // All that are left are tied to one another.
      degrees.forEach((one, row) => {
        if (one !== ELIMINATED) order.push(some[row]!);
      });
      return { order, taken: least };
    }
    order.push(some[next]!);
    taken += degree ** 2;
    degrees[next] = ELIMINATED;
    const ties = tied[next]!;
    for (const row of membersOf(ties)) {
      const own = tied[row]!;
      // Itself is among the ties of `next`, and `next` among its own.
      degrees[row] = unite(own, ties) - 2;
      removeFrom(own, row);
      removeFrom(own, next);
      if (pauses.after(own.length)) yield;
    }
  }
  return { order, taken };
}

/** Above every degree. */
const ELIMINATED = 2 ** 31 - 1;

/** Of each row which others of `some` lead to it or it to them, by their places there. */
function* tiesAmong(rows: readonly Iterable<number>[], some: readonly number[]): Work<Uint32Array[]> {
  const place = new Int32Array(rows.length).fill(-1);
  some.forEach((row, n) => {
    place[row] = n;
  });
  const tied = some.map(() => new Uint32Array(wordsFor(some.length)));
  const pauses = new Pauses(PAUSE);
  for (const [n, row] of some.entries()) {
    for (const column of rows[row]!) {
      const other = place[column]!;
      if (other < 0 || other === n) continue;
      addTo(tied[n]!, other);
      addTo(tied[other]!, n);
      if (pauses.after(1)) yield;
    }
  }
  return tied;
}

/** 1² + 2² + … + n². */
const squaresUpTo = (n: number) => (n * (n + 1) * (2 * n + 1)) / 6;
