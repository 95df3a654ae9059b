import type { NumericProblem } from '../model/problem.js';
import { beta } from './random/beta.js';
import { type Shape, shapeOf } from './random/gamma.js';
import { normal } from './random/normal.js';
import { SplitMix64, unit } from './random/words.js';

/**
 * A reward of an action around its mean, made from one random word, so that every algorithm meets the same noise at the same iteration.
 * Rejection methods take further words from a splitmix64 generator that is seeded by this word.
 */
export type RewardSampler = (action: number, high: number, low: number) => number;

/** The sampler of a problem's noise, for its K actions. */
export function rewardSampler({ rewards, noise }: Pick<NumericProblem, 'rewards' | 'noise'>): RewardSampler {
  switch (noise.kind) {
    case 'none':
      return (action) => rewards[action]!;
    case 'bernoulli':
      return (action, high, low) => (unit(high, low) < rewards[action]! ? 1 : 0);
    case 'gaussian': {
      const words = new SplitMix64(0, 0);
      return (action, high, low) => {
        words.seed(high, low);
        words.high = high;
        words.low = low;
        const reward = rewards[action]! + noise.sigma * normal(words);
        return reward < 0 ? 0 : Math.min(reward, 1);
      };
    }
    case 'beta': {
      const words = new SplitMix64(0, 0);
      const shapes = Array.from(rewards, (r): readonly [Shape, Shape] => [
        shapeOf(noise.concentration * r),
        shapeOf(noise.concentration * (1 - r)),
      ]);
      return (action, high, low) => {
        const [a, b] = shapes[action]!;
        // Beta(0, c) and Beta(c, 0) are constant.
        if (a.alpha <= 0) return 0;
        if (b.alpha <= 0) return 1;
        words.seed(high, low);
        return beta(a, b, words);
      };
    }
  }
}
