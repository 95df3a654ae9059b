import { addTo, memberFrom, membersOf, removeFrom, unite, wordsFor } from './bits.js';
import { type EliminationExcess, orderingOf } from './eliminationOrder.js';
import { finish, Pauses, type Work } from './work.js';

/**
 * LU factors of a sparse matrix that needs no pivoting, such as I − γP (a diagonally dominant M-matrix; Golub and Van Loan, "Matrix
 * Computations", 4.1.1). The elimination is planned once for a pattern of entries and then used for any numbers in it. The order of elimination
 * (`eliminationOrder.ts`) keeps the rows of grids and chains short.
 *
 * From here on, rows and columns are numbered in the order of elimination; `order` maps them to rows of the matrix. The numbers of each row stand
 * in consecutive `slots`, columns ascending: those left of the diagonal become L, the others U.
 */
export interface Elimination {
  /** m rows. */
  readonly size: number;
  /** Row `order[i]` of the matrix is row i here; m entries. */
  readonly order: Int32Array;
  /** The slots of row i are `begin[i]` … `begin[i + 1] − 1`; m + 1 entries. */
  readonly begin: Int32Array;
  /** The slot of the diagonal of each row. */
  readonly diagonal: Int32Array;
  /** The column of each slot. */
  readonly columns: Int32Array;
  /**
   * The updates of the elimination, row by row. For each slot left of a diagonal: the number of runs, then for each run a slot of the row of that
   * column, the slot of this row that it updates, and the run's length in slots.
   */
  readonly program: Int32Array;
  /** How many slots the program updates, each by one multiplication. */
  readonly updates: number;
}

/** Words of bits, slots and multiplications between two pauses. */
const PAUSE = 1e6;
/** The longest program. Numbers: 200 MB. */
const MOST_PROGRAM = 5e7;

/**
 * In short steps. @param rows for each row of an m×m matrix the columns that may hold a number; the diagonal always does.
 * @param most multiplications that the factors may take: where they would take more they are given up as soon as that is counted.
 */
export function* eliminating(
  rows: readonly Iterable<number>[],
  most: number,
): Work<Elimination | EliminationExcess> {
  const order = yield* orderingOf(rows, most);
  if ('multiplications' in order) return order;
  const place = placesOf(order);
  const pauses = new Pauses(PAUSE);
  const filled: Int32Array[] = [];
  // Of each row the columns right of its diagonal.
  const right: Uint32Array[] = [];
  const begin = new Int32Array(rows.length + 1);
  const diagonal = new Int32Array(rows.length);
  let multiplications = 0;
  for (const [i, row] of order.entries()) {
    const own = new Uint32Array(wordsFor(rows.length));
    addTo(own, i);
    for (const column of rows[row]!) addTo(own, place[column]!);
    // A column that comes in from a row before lies right of that row's diagonal, so it is met in its turn.
    for (let k = memberFrom(own, 0); k < i; k = memberFrom(own, k + 1)) {
      unite(own, right[k]!);
      multiplications += begin[k + 1]! - diagonal[k]! - 1;
      if (pauses.after(own.length)) yield;
    }
    if (multiplications > most) return { multiplications, most };
    const columns = membersOf(own);
    begin[i + 1] = begin[i]! + columns.length;
    diagonal[i] = begin[i]! + columns.indexOf(i);
    filled.push(columns);
    for (const column of columns.subarray(0, diagonal[i]! - begin[i]! + 1)) removeFrom(own, column);
    right.push(own);
    if (pauses.after(own.length + columns.length)) yield;
  }
  const columns = new Int32Array(begin[rows.length]!);
  for (const [i, each] of filled.entries()) columns.set(each, begin[i]!);
  const program = yield* programming(begin, diagonal, columns);
  if (program === null) return { multiplications, most };
  return {
    size: rows.length,
    order: Int32Array.from(order),
    begin,
    diagonal,
    columns,
    program,
    updates: multiplications,
  };
}

/** All of it at once, whatever it takes. @throws RangeError: the program would be too long. */
export function eliminationOf(rows: readonly Iterable<number>[]): Elimination {
  const found = finish(eliminating(rows, Number.POSITIVE_INFINITY));
  if ('size' in found) return found;
  throw new RangeError(`${found.multiplications} multiplications are too many for the factors of a matrix`);
}

/** The slot of a number that the matrix may hold, of rows and columns as they are numbered there. */
export function slotsIn({ order, begin, columns }: Elimination): (row: number, column: number) => number {
  const place = placesOf(order);
  return (row, column) => {
    const [i, sought] = [place[row]!, place[column]!];
    let [low, high] = [begin[i]!, begin[i + 1]! - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (columns[middle]! < sought) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function placesOf(order: ArrayLike<number>): Int32Array {
  const place = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) place[order[i]!] = i;
  return place;
}

/** null: it would be too long. */
function* programming(begin: Int32Array, diagonal: Int32Array, columns: Int32Array): Work<Int32Array | null> {
  const pauses = new Pauses(PAUSE);
  const slotOf = new Int32Array(diagonal.length);
  let program = new Int32Array(Math.min(MOST_PROGRAM, 4 * columns.length));
  let length = 0;
  for (let i = 0; i < diagonal.length; i++) {
    for (let slot = begin[i]!; slot < begin[i + 1]!; slot++) slotOf[columns[slot]!] = slot;
    for (let left = begin[i]!; left < diagonal[i]!; left++) {
      const k = columns[left]!;
      const [first, end] = [diagonal[k]! + 1, begin[k + 1]!];
      // At most one run for each slot.
      const most = length + 1 + 3 * (end - first);
      if (most > program.length) {
        if (most > MOST_PROGRAM) return null;
        program = longer(program, Math.min(MOST_PROGRAM, 2 * most));
      }
      const count = length++;
      for (let slot = first; slot < end; slot++) {
        const into = slotOf[columns[slot]!]!;
        const runs = program[count]!;
        if (runs > 0 && program[length - 2]! + program[length - 1]! === into) program[length - 1]!++;
        else {
          program[length] = slot;
          program[length + 1] = into;
          program[length + 2] = 1;
          length += 3;
          program[count]!++;
        }
      }
      if (pauses.after(end - first + 1)) yield;
    }
  }
  return program.slice(0, length);
}

function longer(numbers: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(numbers);
  return copy;
}

/** Turns the numbers in the slots into L (without its unit diagonal) and U, and fills `inverse` with the reciprocals of U's diagonal. */
export function factor(
  { size, begin, diagonal, columns, program }: Elimination,
  slots: Float64Array,
  inverse: Float64Array,
): void {
  let at = 0;
  for (let i = 0; i < size; i++) {
    for (let left = begin[i]!; left < diagonal[i]!; left++) {
      const multiple = slots[left]! * inverse[columns[left]!]!;
      slots[left] = multiple;
      for (let runs = program[at++]!; runs > 0; runs--) {
        const from = program[at++]!;
        const into = program[at++]!;
        const length = program[at++]!;
        for (let n = 0; n < length; n++) slots[into + n]! -= multiple * slots[from + n]!;
      }
    }
    inverse[i] = 1 / slots[diagonal[i]!]!;
  }
}

/** Replaces b by the x with A·x = b; both in the order of elimination. */
export function solve(
  { size, begin, diagonal, columns }: Elimination,
  slots: Float64Array,
  inverse: Float64Array,
  x: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let slot = begin[i]!; slot < diagonal[i]!; slot++) sum -= slots[slot]! * x[columns[slot]!]!;
    x[i] = sum;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let slot = diagonal[i]! + 1; slot < begin[i + 1]!; slot++) sum -= slots[slot]! * x[columns[slot]!]!;
    x[i] = sum * inverse[i]!;
  }
}

/** Replaces b by the x with Aᵀ·x = b; both in the order of elimination. */
export function solveTransposed(
  { size, begin, diagonal, columns }: Elimination,
  slots: Float64Array,
  inverse: Float64Array,
  x: Float64Array,
): void {
  for (let k = 0; k < size; k++) {
    const value = x[k]! * inverse[k]!;
    x[k] = value;
    for (let slot = diagonal[k]! + 1; slot < begin[k + 1]!; slot++)
      x[columns[slot]!]! -= slots[slot]! * value;
  }
  for (let i = size - 1; i >= 0; i--) {
    const value = x[i]!;
    for (let slot = begin[i]!; slot < diagonal[i]!; slot++) x[columns[slot]!]! -= slots[slot]! * value;
  }
}
