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

/** ⟨w, x_i − x_j⟩ ≥ length for every pair: an order kept along w, or a row exposed along w. */
export function separated(pairs: readonly (readonly [number, number])[], length: number): Demand {
  return function* ({ rows, w }) {
    if (w === null) throw new Error('A separation needs a direction.');
    const back = times(-1, w);
    const origin = new Float64Array(w.length);
    const pauses = new Pauses(PAUSE);
    const found: Inequality[] = [];
    for (const [i, j] of pairs) {
      const lead = dotOfDifferences(w, origin, rows[i]!, rows[j]!);
      const byRow = () =>
        new Map([
          [i, w],
          [j, back],
        ]);
      const byDirection = () => plus(minus(rows[i]!, rows[j]!), -lead, w);
      found.push({ value: lead - BEYOND * length, byRow, byDirection });
      if (pauses.after(MAKING + w.length)) yield;
    }
    return found;
  };
}
