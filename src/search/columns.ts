/** The columns of a feature matrix up to sign, and what a permutation of its rows makes of them. */
import type { Range } from './space.js';

/**
 * A feature is a column of K entries. Of a column and its negative, where both are in the space, the one whose first entry other than 0 is
 * positive stands for both.
 */
export class Columns {
  /** By Σ|x|, then the greater first entries first; a column is named by its place here. */
  readonly all: readonly (readonly number[])[];
  /** Of each: Σ|x| and max |x|. */
  readonly sizes: readonly number[];
  readonly greatest: readonly number[];
  /** The column that stands for the one with this code. */
  readonly #places: Int32Array;
  readonly #least: number;
  readonly #base: number;

  /** @param K how many rows */
  constructor(
    readonly K: number,
    [least, greatest]: Range,
  ) {
    this.#least = least;
    this.#base = greatest - least + 1;
    const count = this.#base ** K;
    const columns: (readonly number[])[] = [];
    for (let code = 0; code < count; code++) {
      const column = this.#column(code);
      if (leads(column) || !column.every((x) => -x >= least && -x <= greatest)) columns.push(column);
    }
    const sum = (column: readonly number[]) => column.reduce((total, x) => total + Math.abs(x), 0);
    this.all = columns
      .map((column) => ({ column, size: sum(column) }))
      .sort((a, b) => a.size - b.size || compare(b.column, a.column))
      .map(({ column }) => column);
    this.sizes = this.all.map(sum);
    this.greatest = this.all.map((column) => column.reduce((most, x) => Math.max(most, Math.abs(x)), 0));
    this.#places = new Int32Array(count).fill(-1);
    for (const [place, column] of this.all.entries()) {
      this.#places[this.#code(column)] = place;
      const negative = column.map((x) => -x);
      if (negative.every((x) => x >= least && x <= greatest)) this.#places[this.#code(negative)] = place;
    }
  }

  /** The place of the column whose row a is the row `order[a]` of this one. */
  permuted(place: number, order: readonly number[]): number {
    const column = this.all[place]!;
    return this.#places[this.#code(order.map((row) => column[row]!))]!;
  }

  #column(code: number): number[] {
    const column: number[] = [];
    for (let rest = code, a = 0; a < this.K; a++, rest = Math.floor(rest / this.#base))
      column.push((rest % this.#base) + this.#least);
    return column;
  }

  #code(column: readonly number[]): number {
    return column.reduceRight((code, x) => code * this.#base + (x - this.#least), 0);
  }
}

/** Is the first entry other than 0 positive? */
function leads(column: readonly number[]): boolean {
  return (column.find((x) => x !== 0) ?? 1) > 0;
}

/** Negative: a is less where they first differ. */
export function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((x, n) => x !== b[n]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** The permutations of actions that keep their rewards, but for the one that moves none. */
export function tiedOrders(rewards: readonly number[]): number[][] {
  let orders: number[][] = [[]];
  for (let from = 0; from < rewards.length; ) {
    const end = rewards.lastIndexOf(rewards[from]!) + 1;
    const block = Array.from({ length: end - from }, (_, n) => from + n);
    orders = orders.flatMap((order) => permutations(block).map((added) => [...order, ...added]));
    from = end;
  }
  return orders.filter((order) => order.some((row, a) => row !== a));
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}
