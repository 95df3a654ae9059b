import { ENTROPY_WEIGHT } from '../../model/run.js';
import { transposed } from '../direction.js';
import { entropyWeights, gapOf, shortfalls } from '../gradient.js';
import { log } from '../log.js';
import { gradientEstimate } from './estimate.js';
import type { Rule } from './rule.js';

/**
 * Lin-SPG with an entropy bonus of weight τ (Williams and Peng, "Function optimization using connectionist reinforcement learning
 * algorithms", 1991; for softmax policy gradient Mei et al., 2020), H(π) = −Σ_a π_a log π_a:
 *
 *     θ ← θ + η ∇(f + τ H)(θ),   ∇(f + τ H) = Xᵀ(diag π − ππᵀ)(r − τ log π)
 *
 * Sampled: the estimate of Lin-SPG with R − τ log π_a in the place of R.
 */
export const linSpgEntropy: Rule = {
  exact({ instance, job, X }) {
    const { entropyWeight: tau = ENTROPY_WEIGHT } = job;
    const map = transposed(X);
    const delta = shortfalls(instance.rewards);
    const w = new Float64Array(instance.actions);
    return (policy, z, direction) => {
      entropyWeights(policy, z, delta, tau, w);
      map(w, direction);
      return gapOf(policy, delta);
    };
  },
  sampled({ job, X }) {
    const { entropyWeight: tau = ENTROPY_WEIGHT } = job;
    const estimate = gradientEstimate(X);
    return (policy, z, action, reward, into) => {
      const logProbability = z[action]! - z[policy.dominant]! - log(policy.Z);
      estimate(policy, z, action, reward - tau * logProbability, into);
    };
  },
};
