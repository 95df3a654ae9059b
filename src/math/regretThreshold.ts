/** Up to which constant step softmax policy gradient with sampled rewards is proved to have logarithmic regret. */
import type { Bandit } from '../model/bandit.js';
import { compareReals, optimalActions } from '../model/ranking.js';
import { toFraction } from '../model/rational.js';

/** Baudry et al.: "Does Stochastic Gradient really succeed for bandits?", NeurIPS 2025. Lattimore: arXiv 2603.26547. */
export type RegretTheorem = 'baudry-1' | 'baudry-4' | 'lattimore-1';

export interface RegretThresholds {
  /** η of each theorem that is about the bandit, the greatest first; never empty. */
  readonly proved: readonly { readonly theorem: RegretTheorem; readonly rate: number }[];
  /** artanh Δ: with a larger η some bandits of two arms with this gap have a regret that is a power of n (Baudry et al., Theorem 2). */
  readonly polynomial: number | null;
  /** The least and the greatest gap to the best mean. */
  readonly leastGap: number;
  readonly greatestGap: number;
}

/**
 * With a smaller η the expected regret of n steps of softmax policy gradient from θ = 0, without a baseline, is O(log n / η). null: no theorem is about
 * this bandit: means beyond [−1, 1], several best actions, or normal noise, which is clipped and so moves the means.
 */
export function regretThresholds({ rewards, noise }: Bandit, steps: number): RegretThresholds | null {
  const means = rewards.map(({ value }) => value);
  const [best, ...ties] = optimalActions({ rewards });
  if (noise.kind === 'gaussian' || ties.length > 0) return null;
  const others = rewards.filter((_, action) => action !== best);
  const gaps = others.map(({ value }) => means[best!]! - value);
  const [leastGap, greatestGap] = [Math.min(...gaps), Math.max(...gaps)];
  if (others.length === 0 || leastGap <= 0) return null;

  const K = means.length;
  const within = (least: number) => means.every((mean) => mean >= least && mean <= 1);
  const isOfBaudry = within(-1) && greatestGap < 1;
  const proved: { theorem: RegretTheorem; rate: number }[] = [];
  if (isOfBaudry && K === 2) proved.push({ theorem: 'baudry-1', rate: twoArmRate(leastGap) });
  if (isOfBaudry && K > 2 && others.every((other) => compareReals(other, others[0]!) === 0)) {
    proved.push({ theorem: 'baudry-4', rate: equalGapRate(leastGap, K) });
  }
  if (within(0) && steps >= K) {
    proved.push({
      theorem: 'lattimore-1',
      rate: leastGap ** 2 / (120 * greatestGap * Math.log(steps * K)),
    });
  }
  if (proved.length === 0) return null;
  proved.sort((one, other) => other.rate - one.rate);
  return { proved, polynomial: isOfBaudry && K === 2 ? Math.atanh(leastGap) : null, leastGap, greatestGap };
}

/**
 * The η with (e^{2η} − 1 − 2η)/(2η) = Δ: two arms, rewards in [−1, 1], 0 < Δ < 1 (Baudry et al., Theorem 1, where this is η·C_η). Why: while the best arm's
 * probability p is small, 1/p falls in expectation if E e^{−2ηr₁} − 1 + 2ημ₂ < 0, and E e^{−2ηr₁} ≤ 1 − 2ημ₁ + Σ_{m≥2} (2η)^m/m! for |r₁| ≤ 1.
 */
function twoArmRate(gap: number): number {
  // Σ_{m≥1} (2η)^m/(m+1)! has no cancellation and is at least η.
  return largestRate(gap, gap, (rate) => {
    let [term, sum] = [rate, 0];
    for (let m = 1; sum + term > sum; term *= (2 * rate) / (m + 2), m++) sum += term;
    return sum;
  });
}

/** The η with η·e^{2η} = 2Δ/(K+2): K arms, all others with the same gap, rewards in [−1, 1] (Baudry et al., Theorem 4). */
function equalGapRate(gap: number, K: number): number {
  const bound = (2 * gap) / (K + 2);
  return largestRate(bound, bound, (rate) => rate * Math.exp(2 * rate));
}

/** The largest double up to `highest` at which an increasing function stays within the bound. */
function largestRate(bound: number, highest: number, increasing: (rate: number) => number): number {
  let [low, high] = [0, highest];
  for (let middle = high / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
    if (increasing(middle) <= bound) low = middle;
    else high = middle;
  }
  return low;
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
