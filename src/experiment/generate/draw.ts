/** One random instance as plain numbers, before any condition is checked. The draws for one instance overwrite each other. */
import type { Real } from '../../model/bandit.js';
import { type Family, rowsOfFamily } from '../../model/family.js';
import { realOf } from '../../model/rational.js';

export interface Draw {
  /** K; for a process, the number of all its pairs. */
  readonly actions: number;
  readonly dimensions: number;
  /** K mean rewards. */
  readonly rewards: Float64Array;
  /** Row-major K×d. */
  readonly features: Float64Array;
  /** For a decision process: S numbers from a Dirichlet distribution for each of its K pairs. */
  readonly next?: readonly Float64Array[];
}

/** A draw that is still to be filled. */
export function emptyDraw(family: Family): Draw {
  const actions = rowsOfFamily(family);
  const { dimensions } = family;
  return {
    actions,
    dimensions,
    rewards: new Float64Array(actions),
    features: new Float64Array(actions * dimensions),
  };
}

/**
 * Fills in the rewards r = g·μ + (½ − g/2) from the features X and a parameter θ. With non-negative features μ = Xθ / max Xθ, as in the code of the
 * authors of arXiv 2505.03155; with features of any sign μ = (Xθ − min) / (max − min), so that μ lies in [0, 1] too. Sums
 * are taken in the order of the features.
 */
export function makeRealizable(family: Family, { features, rewards }: Draw, theta: Float64Array): void {
  const { dimensions: d, features: kind, rewardRange: g } = family;
  const K = rewards.length;
  let greatest = Number.NEGATIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let a = 0; a < K; a++) {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += features[a * d + k]! * theta[k]!;
    rewards[a] = sum;
    greatest = Math.max(greatest, sum);
    least = Math.min(least, sum);
  }
  const origin = kind === 'uniform' ? 0 : least;
  for (let a = 0; a < K; a++) rewards[a] = g * ((rewards[a]! - origin) / (greatest - origin)) + (0.5 - g / 2);
}

/** The features as K rows of d numbers. */
export function rowsOf({ actions, dimensions, features }: Draw): Real[][] {
  return Array.from({ length: actions }, (_, a) =>
    Array.from(features.subarray(a * dimensions, (a + 1) * dimensions), realOf),
  );
}
