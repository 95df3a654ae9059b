/** Up to which step softmax policy gradient with sampled rewards is proved to have logarithmic regret. */
import type { Bandit } from '../model/bandit.js';
import { compareReals, optimalActions } from '../model/ranking.js';
import { toFraction } from '../model/rational.js';

export interface RegretThreshold {
  /** η. */
  readonly rate: number;
  /** The least and the greatest gap to the best mean. */
  readonly leastGap: number;
  readonly greatestGap: number;
}

/**
 * Δ_min² / (120·Δ_max·log(nK)): with a smaller η the expected regret of n ≥ K steps of softmax policy gradient from θ = 0 is O(K log n log K / η)
 * (Lattimore, arXiv 2603.26547, Theorem 1: rewards in [0, 1], natural logarithm). null: the theorem is not about this bandit: means or rewards beyond
 * [0, 1], several best actions, fewer steps than actions. Normal noise is clipped, which moves the means.
 */
export function regretThreshold({ rewards, noise }: Bandit, steps: number): RegretThreshold | null {
  const means = rewards.map(({ value }) => value);
  const [best, ...ties] = optimalActions({ rewards });
  const isInside = means.every((mean) => mean >= 0 && mean <= 1);
  if (!isInside || noise.kind === 'gaussian' || ties.length > 0 || steps < means.length) return null;
  const gaps = means.flatMap((mean, action) => (action === best ? [] : [means[best!]! - mean]));
  const [leastGap, greatestGap] = [Math.min(...gaps), Math.max(...gaps)];
  if (leastGap <= 0) return null;
  return {
    rate: leastGap ** 2 / (120 * greatestGap * Math.log(steps * means.length)),
    leastGap,
    greatestGap,
  };
}

/** Does each action have a feature of its own with the value 1? Lin-SPG is then tabular softmax policy gradient. */
export function hasOneHotFeatures({ features }: Bandit): boolean {
  const coordinates = features.map((row) => {
    const entries = row.flatMap((entry, k) => (toFraction(entry).n === 0n ? [] : [[k, entry] as const]));
    const [only] = entries;
    return entries.length === 1 && compareReals(only![1], ONE) === 0 ? only![0] : -1;
  });
  return !coordinates.includes(-1) && new Set(coordinates).size === coordinates.length;
}

const ONE = { value: 1, literal: '1' };
