/** One random bandit as plain numbers, before anything is asked of it. */
import type { Family } from '../../model/family.js';

export interface Draw {
  readonly actions: number;
  readonly dimensions: number;
  /** K mean rewards. */
  readonly rewards: Float64Array;
  /** Row-major K×d. */
  readonly features: Float64Array;
}

/**
 * Rewards r = g·μ + (½ − g/2) of features X and a parameter θ: with non-negative features μ = Xθ / max Xθ, as the authors of
 * arXiv 2505.03155 have it; with features of any sign μ = (Xθ − min) / (max − min), so that μ lies in [0, 1] all the same. Sums
 * run in the order of the features.
 */
export function realizable(
  { actions: K, dimensions: d, features: kind, rewardRange: g }: Family,
  features: Float64Array,
  theta: Float64Array,
): Float64Array {
  const values = Float64Array.from({ length: K }, (_, a) => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += features[a * d + k]! * theta[k]!;
    return sum;
  });
  const greatest = values.reduce((a, b) => Math.max(a, b));
  const origin = kind === 'uniform' ? 0 : values.reduce((a, b) => Math.min(a, b));
  return values.map((value) => g * ((value - origin) / (greatest - origin)) + (0.5 - g / 2));
}
