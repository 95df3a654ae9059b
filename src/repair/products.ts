import { Pauses } from '../math/work.js';
import {
  BEYOND,
  type Demand,
  dotOfDifferences,
  type Inequality,
  MAKING,
  minus,
  PAUSE,
  plus,
  times,
} from './demand.js';
import { type Model, neighbours } from './model.js';

/** Units of ⟨x_a − x_b, x_c − x_d⟩; null stands for the origin. */
type Product = readonly [a: number, b: number | null, c: number, d: number];

/** Every product ≥ least, in units of the squared scale. */
export function productsAtLeast(products: readonly Product[], least: number): Demand {
  return function* ({ rows }) {
    const origin = new Float64Array(rows[0]!.length);
    const row = (unit: number | null) => (unit === null ? origin : rows[unit]!);
    const pauses = new Pauses(PAUSE);
    const found: Inequality[] = [];
    for (const [a, b, c, d] of products) {
      const byRow = () => {
        const [left, right] = [minus(rows[a]!, row(b)), minus(rows[c]!, rows[d]!)];
        const derivative = new Map<number, Float64Array>();
        const add = (unit: number | null, vector: Float64Array) => {
          if (unit === null) return;
          const known = derivative.get(unit);
          derivative.set(unit, known ? plus(known, 1, vector) : vector);
        };
        add(a, right);
        add(b, times(-1, right));
        add(c, left);
        add(d, times(-1, left));
        return derivative;
      };
      found.push({
        value: dotOfDifferences(rows[a]!, row(b), rows[c]!, rows[d]!) - BEYOND * least,
        byRow,
        byDirection: null,
      });
      if (pauses.after(MAKING + origin.length)) yield;
    }
    return found;
  };
}

/** How many `productsOfK` there are. */
export function countOfK({ levels }: Model): number {
  let [worse, count] = [0, 0];
  for (const level of levels.slice(1).reverse()) {
    count += level.length * worse ** 2;
    worse += level.length;
  }
  return count;
}

/** ⟨x_i − x_j, x_1 − x_k⟩ for all i below the best and j, k worse than i. */
export function productsOfK({ levels }: Model): Product[] {
  const first = levels[0]![0]!;
  return levels.slice(1).flatMap((level, n) => {
    const worse = levels.slice(n + 2).flat();
    return level.flatMap((i) => worse.flatMap((j) => worse.map((k): Product => [i, j, first, k])));
  });
}

/** ⟨x_1 − x_2, x_2 − x_3⟩ of three levels. */
export function productsOfSampled(model: Model): Product[] {
  const [top, bottom] = neighbours(model) as [[number, number], [number, number]];
  return [[top[0], top[1], bottom[0], bottom[1]]];
}

/** ⟨x_i, x_i − x_j⟩ for all i ≠ j. */
export function productsOfDomination({ rows }: Model): Product[] {
  return rows.flatMap((_, i) => rows.flatMap((_, j): Product[] => (i === j ? [] : [[i, null, i, j]])));
}
