/**
 * LU factors of a sparse matrix that needs no pivoting, such as I − γP (a diagonally dominant M-matrix; Golub and Van Loan, "Matrix
 * Computations", 4.1.1). The elimination is planned once for a pattern of entries and then used for any numbers in it. Rows of least degree are
 * eliminated first (Tinney and Walker 1967), so that the rows of grids and chains stay short.
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
}

/** @param rows for each row of an m×m matrix, the columns that may hold a number other than 0; the diagonal always does. */
export function eliminationOf(rows: readonly Iterable<number>[]): Elimination {
  const size = rows.length;
  const order = leastDegree(rows);
  const place = new Int32Array(size);
  order.forEach((row, i) => {
    place[row] = i;
  });
  const filled = fill(order.map((row) => [...rows[row]!].map((column) => place[column]!)));
  const begin = new Int32Array(size + 1);
  const diagonal = new Int32Array(size);
  filled.forEach((columns, i) => {
    begin[i + 1] = begin[i]! + columns.length;
    diagonal[i] = begin[i]! + columns.indexOf(i);
  });
  const columns = Int32Array.from(filled.flat());
  return {
    size,
    order: Int32Array.from(order),
    begin,
    diagonal,
    columns,
    program: programOf(begin, diagonal, columns),
  };
}

/** The slot of an entry of the matrix, by row and column as they are numbered in the matrix. */
export function slotsIn({
  size,
  order,
  begin,
  columns,
}: Elimination): (row: number, column: number) => number {
  const place = new Int32Array(size);
  order.forEach((row, i) => {
    place[row] = i;
  });
  const slots = Array.from(
    { length: size },
    (_, i) =>
      new Map(
        Array.from({ length: begin[i + 1]! - begin[i]! }, (_, n) => [columns[begin[i]! + n]!, begin[i]! + n]),
      ),
  );
  return (row, column) => slots[place[row]!]!.get(place[column]!)!;
}

/** The rows in the order of least degree: each time the remaining row that is connected to the fewest others; of equal ones the first. */
function leastDegree(rows: readonly Iterable<number>[]): number[] {
  const neighbours = rows.map(() => new Set<number>());
  rows.forEach((columns, row) => {
    for (const column of columns) {
      if (column === row) continue;
      neighbours[row]!.add(column);
      neighbours[column]!.add(row);
    }
  });
  const left = new Set(rows.keys());
  const order: number[] = [];
  while (left.size > 0) {
    let next = -1;
    for (const row of left) if (next < 0 || neighbours[row]!.size < neighbours[next]!.size) next = row;
    left.delete(next);
    order.push(next);
    const tied = [...neighbours[next]!];
    for (const row of tied) {
      neighbours[row]!.delete(next);
      for (const other of tied) if (other !== row) neighbours[row]!.add(other);
    }
  }
  return order;
}

/** The columns of each row once all rows before it are eliminated, ascending. */
function fill(rows: readonly (readonly number[])[]): number[][] {
  const right: number[][] = [];
  return rows.map((columns, i) => {
    const own = new Set([i, ...columns]);
    // A column that is filled in from an earlier row lies right of that row's diagonal, so this loop still meets it.
    for (let k = 0; k < i; k++) if (own.has(k)) for (const column of right[k]!) own.add(column);
    const sorted = [...own].sort((a, b) => a - b);
    right.push(sorted.filter((column) => column > i));
    return sorted;
  });
}

function programOf(begin: Int32Array, diagonal: Int32Array, columns: Int32Array): Int32Array {
  const program: number[] = [];
  for (let i = 0; i < diagonal.length; i++) {
    const slotOf = new Map<number, number>();
    for (let slot = begin[i]!; slot < begin[i + 1]!; slot++) slotOf.set(columns[slot]!, slot);
    for (let left = begin[i]!; left < diagonal[i]!; left++) {
      const k = columns[left]!;
      const runs: [number, number, number][] = [];
      for (let slot = diagonal[k]! + 1; slot < begin[k + 1]!; slot++) {
        const into = slotOf.get(columns[slot]!)!;
        const last = runs.at(-1);
        if (last && last[1] + last[2] === into) last[2]++;
        else runs.push([slot, into, 1]);
      }
      program.push(runs.length, ...runs.flat());
    }
  }
  return Int32Array.from(program);
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
