import type { Baseline } from '../model/run.js';
import { gapOf } from './gradient.js';
import type { Policy } from './policy.js';

/** What is subtracted from a sampled reward before the gradient is estimated. Called once per iteration, in order. */
export type BaselineRule = (policy: Policy, reward: number) => number;

/**
 * A baseline that does not depend on the drawn action leaves the expectation of the estimate unchanged, since Σ_a π_a (x_a − Σ_b π_b x_b) = 0,
 * and changes its variance (R. J. Williams, "Simple statistical gradient-following algorithms", 1992).
 * - average: the mean of the rewards drawn before, 0 at first (Sutton and Barto, "Reinforcement Learning", 2nd edition, section 2.8);
 * - value: f(θ) = π·r, which is known only in an experiment (Mei et al., "The role of baselines in policy gradient optimization", 2022).
 */
export function baselineRule(baseline: Baseline, rewards: Float64Array, delta: Float64Array): BaselineRule {
  switch (baseline) {
    case 'none':
      return () => 0;
    case 'average': {
      let drawn = 0;
      let average = 0;
      return (_policy, reward) => {
        const before = average;
        drawn++;
        average += (reward - average) / drawn;
        return before;
      };
    }
    case 'value': {
      const best = rewards.reduce((a, b) => Math.max(a, b));
      return (policy) => best - gapOf(policy, delta);
    }
  }
}
