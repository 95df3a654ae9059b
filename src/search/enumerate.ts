/**
 * All bandits of a space, each once up to symmetry, smallest first.
 *
 * **Measure.** By the number of actions; then of features; then the greatest |entry| of the features; then the sum of all |entries|.
 *
 * **Symmetry.** Actions of equal reward may change places, features may change places, and a feature may change its sign: none of it changes
 * what any condition says. Actions are sorted by their rewards; what is left is one multiset of columns, each up to its sign, and of those that
 * permutations of tied actions make of each other the first one stands for all. The measure is the same for all of them.
 */
import { Columns, compare, tiedOrders } from './columns.js';
import { type Instance, rewardsOf, type Space } from './space.js';

export interface Numbered {
  /** From 0 on, in the order of the enumeration. */
  readonly index: number;
  readonly instance: Instance;
}

export function* enumerate(space: Space): Generator<Numbered, void> {
  let index = 0;
  for (const { columns, multiset, lists } of sizes(space)) {
    const features = rowsOf(columns, multiset);
    for (const { rewards, orders } of lists) {
      if (!isFirst(columns, multiset, orders)) continue;
      yield { index, instance: { rewards, features } };
      index++;
    }
  }
}

/** How many there are at most: those with tied actions are counted once for each order of them. */
export function countAtMost({ actions, dimensions, entries: [least, greatest], rewards }: Space): number {
  let count = 0;
  for (let K = actions[0]; K <= actions[1]; K++) {
    const total = (greatest - least + 1) ** K;
    // The negative of a column is in the space where its entries lie in both ranges; 0 is its own.
    const both = Math.max(0, Math.min(greatest, -least) - Math.max(least, -greatest) + 1) ** K;
    const columns = total - Math.floor(both / 2);
    for (let d = dimensions[0]; d <= dimensions[1]; d++) {
      let multisets = 1;
      for (let k = 0; k < d; k++) multisets *= (columns + k) / (k + 1);
      count += Math.round(multisets) * rewardsOf(K, rewards).length;
    }
  }
  return count;
}

interface Matrix {
  readonly columns: Columns;
  /** Places of d columns, ascending. */
  readonly multiset: readonly number[];
  /** The rewards with the orders of their tied actions. */
  readonly lists: readonly { readonly rewards: readonly number[]; readonly orders: readonly number[][] }[];
}

function* sizes({ actions, dimensions, entries, rewards }: Space): Generator<Matrix, void> {
  for (let K = actions[0]; K <= actions[1]; K++) {
    const columns = new Columns(K, entries);
    const lists = rewardsOf(K, rewards).map((list) => ({ rewards: list, orders: tiedOrders(list) }));
    const most = Math.max(Math.abs(entries[0]), Math.abs(entries[1]));
    for (let d = dimensions[0]; d <= dimensions[1]; d++) {
      for (let greatest = 0; greatest <= most; greatest++) {
        const layer = new Layer(columns, greatest);
        for (let size = greatest; size <= K * d * greatest; size++)
          for (const multiset of layer.multisets(d, size)) yield { columns, multiset, lists };
      }
    }
  }
}

/** The columns with entries of at most one size. */
class Layer {
  readonly #places: readonly number[];
  /** Where in `#places` the columns of each Σ|x| begin. */
  readonly #begins: readonly number[];

  constructor(
    private readonly columns: Columns,
    private readonly greatest: number,
  ) {
    this.#places = [...columns.all.keys()].filter((place) => columns.greatest[place]! <= greatest);
    const begins: number[] = [];
    for (let size = 0, at = 0; size <= columns.K * greatest + 1; size++) {
      while (at < this.#places.length && columns.sizes[this.#places[at]!]! < size) at++;
      begins.push(at);
    }
    this.#begins = begins;
  }

  /** Ascending lists of d columns whose entries have Σ|x| = size and max |x| = greatest. */
  *multisets(d: number, size: number): Generator<readonly number[], void> {
    yield* this.#more([], 0, d, size);
  }

  *#more(
    chosen: readonly number[],
    from: number,
    d: number,
    size: number,
  ): Generator<readonly number[], void> {
    if (d === 0) {
      if (size === 0 && this.#isGreatest(chosen)) yield chosen;
      return;
    }
    // The last column has all that is left; one before it at most its part, since the others are no smaller.
    const most = Math.min(Math.floor(size / d), this.columns.K * this.greatest);
    const begin = Math.max(from, d === 1 ? (this.#begins[size] ?? this.#places.length) : 0);
    const end = this.#begins[most + 1] ?? this.#places.length;
    for (let at = begin; at < end; at++) {
      const place = this.#places[at]!;
      yield* this.#more([...chosen, place], at, d - 1, size - this.columns.sizes[place]!);
    }
  }

  #isGreatest(chosen: readonly number[]): boolean {
    return chosen.some((place) => this.columns.greatest[place] === this.greatest);
  }
}

/** Is it the first of those that the orders make of it? */
function isFirst(
  columns: Columns,
  multiset: readonly number[],
  orders: readonly (readonly number[])[],
): boolean {
  return orders.every((order) => {
    const other = multiset.map((place) => columns.permuted(place, order)).sort((a, b) => a - b);
    return compare(multiset, other) <= 0;
  });
}

function rowsOf(columns: Columns, multiset: readonly number[]): number[][] {
  return Array.from({ length: columns.K }, (_, a) => multiset.map((place) => columns.all[place]![a]!));
}
