import { dot } from '../math/dot.js';
import { BEYOND, type Demand, minus, plus, times } from './demand.js';

/** ⟨w, x_i − x_j⟩ ≥ length for every pair: an order kept along w, or a row exposed along w. */
export function separated(pairs: readonly (readonly [number, number])[], length: number): Demand {
  return ({ rows, w }) => {
    if (w === null) throw new Error('A separation needs a direction.');
    const back = times(-1, w);
    return pairs.map(([i, j]) => {
      const difference = minus(rows[i]!, rows[j]!);
      const lead = dot(w, difference);
      return {
        value: lead - BEYOND * length,
        byRow: () =>
          new Map([
            [i, w],
            [j, back],
          ]),
        byDirection: plus(difference, -lead, w),
      };
    });
  };
}
