import type { Bandit, Real } from '../model/bandit.js';
import { rewardLevels } from '../model/ranking.js';

/**
 * By how much a repaired condition has to hold. All margins follow from one setting, a fraction m.
 *
 * A *step* is the scale divided by the number of steps from the greatest reward to the least, L − 1 for L different rewards. In
 * the features, the scale s is the root mean square distance of the rows from their mean (it does not change when one vector is
 * added to all rows); in the rewards it is max r − min r. The margin is m of a step, so that the margins of all levels together
 * do not grow with their number.
 */
export interface Margins {
  /** s, in the units of the features. */
  readonly scale: number;
  /** m·s/(L − 1): for lengths, that is, the lead ⟨w, x_i − x_j⟩ over ‖w‖ = 1, and how far beyond a trap's face a better row lies. */
  readonly length: number;
  /** m·s²/(L − 1): for products of two differences. */
  readonly product: number;
  /** m·(max r − min r)/(L − 1): for differences of r̂, and of rewards. */
  readonly reward: number;
}

export const DEFAULT_MARGIN = 0.1;

/** @param margin m > 0. */
export function marginsOf(bandit: Bandit, margin: number): Margins {
  return marginsBy(spread(bandit.features), bandit.rewards, margin);
}

/** The margins for rows whose spread is known. */
export function marginsBy(scale: number, written: readonly Real[], margin: number): Margins {
  const rewards = written.map((reward) => reward.value);
  const steps = Math.max(1, rewardLevels({ rewards: written }).length - 1);
  const range = Math.max(...rewards) - Math.min(...rewards);
  return {
    scale,
    length: (margin * scale) / steps,
    product: (margin * scale * scale) / steps,
    reward: (margin * (range || 1)) / steps,
  };
}

/** The root mean square distance from the mean row; if all rows are equal, the size of their greatest entry, or 1. */
export function spread(rows: readonly (readonly Real[])[]): number {
  let largest = 0;
  for (const row of rows) for (const { value } of row) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 1;
  const d = rows[0]!.length;
  let sum = 0;
  for (let k = 0; k < d; k++) {
    let total = 0;
    for (const row of rows) total += row[k]!.value / largest;
    const mean = total / rows.length;
    for (const row of rows) sum += (row[k]!.value / largest - mean) ** 2;
  }
  const deviation = Math.sqrt(sum / rows.length);
  return deviation > 1e-9 ? largest * deviation : largest;
}

/** `spread` of unit vectors, given by the coordinate that is 1 in each: Σ_k c_k(1 − c_k/n) for n rows, where c_k of them are the k-th unit vector. */
export function spreadOfUnits(coordinates: readonly number[]): number {
  const n = coordinates.length;
  const counts = new Map<number, number>();
  for (const k of coordinates) counts.set(k, (counts.get(k) ?? 0) + 1);
  let sum = 0;
  for (const count of counts.values()) sum += count * (1 - count / n);
  const deviation = Math.sqrt(sum / n);
  return deviation > 1e-9 ? deviation : 1;
}
