import type { Bandit } from '../model/bandit.js';
import { rewardLevels } from '../model/ranking.js';

/**
 * By how much a repaired condition has to hold. One setting, a fraction m, gives all of them.
 *
 * A *step* is the scale divided by the number of steps from the greatest reward to the least, L − 1 for L different rewards: in
 * the features the scale s is the root mean square distance of the rows from their mean (it does not change when one vector is
 * added to all rows), in the rewards it is max r − min r. m of a step is asked for, so that what is asked for all levels together
 * does not grow with their number.
 */
export interface Margins {
  /** s, in the units of the features. */
  readonly scale: number;
  /** m·s/(L − 1): for lengths, i.e. the lead ⟨w, x_i − x_j⟩ over ‖w‖ = 1, and how far beyond a trap's face a better row lies. */
  readonly length: number;
  /** m·s²/(L − 1): for products of two differences. */
  readonly product: number;
  /** m·(max r − min r)/(L − 1): for differences of r̂, and of rewards. */
  readonly reward: number;
}

export const DEFAULT_MARGIN = 0.1;

/** `margin` > 0. */
export function marginsOf(bandit: Bandit, margin: number): Margins {
  const rows = bandit.features.map((row) => row.map((x) => x.value));
  const scale = spread(rows);
  const rewards = bandit.rewards.map((reward) => reward.value);
  const steps = Math.max(1, rewardLevels(bandit).length - 1);
  const range = Math.max(...rewards) - Math.min(...rewards);
  return {
    scale,
    length: (margin * scale) / steps,
    product: (margin * scale * scale) / steps,
    reward: (margin * (range || 1)) / steps,
  };
}

/** Root mean square distance from the mean row; where all rows are the same, the size of their greatest entry, or 1. */
function spread(rows: readonly (readonly number[])[]): number {
  const largest = rows.reduce((most, row) => row.reduce((m, x) => Math.max(m, Math.abs(x)), most), 0);
  if (largest === 0) return 1;
  const d = rows[0]!.length;
  const scaled = rows.map((row) => row.map((x) => x / largest));
  let sum = 0;
  for (let k = 0; k < d; k++) {
    const mean = scaled.reduce((total, row) => total + row[k]!, 0) / rows.length;
    for (const row of scaled) sum += (row[k]! - mean) ** 2;
  }
  const deviation = Math.sqrt(sum / rows.length);
  return deviation > 1e-9 ? largest * deviation : largest;
}
