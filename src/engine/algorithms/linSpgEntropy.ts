import { transposed } from '../direction.js';
import { entropyWeights, gapOf, shortfalls } from '../gradient.js';
import { log } from '../log.js';
import { gradientDirection } from '../mdp/direction.js';
import { type Algorithm, type Parameter, parameterOf } from './algorithm.js';
import { gradientEstimate } from './estimate.js';

/**
 * τ has the unit of the rewards, so no published value carries over to other rewards. The default is this project's, for rewards of the order of 1.
 */
export const ENTROPY_WEIGHT: Parameter = {
  key: 'entropy-weight',
  name: 'entropyWeight',
  symbol: 'τ',
  title: 'entropy weight',
  about:
    '`τ > 0`, the weight of the entropy `H(π)` in `lin-spg-entropy`: it climbs `f + τ H`. A large one holds the policy away from the best action. Other algorithms have none.',
  default: 0.1,
};

/**
 * Lin-SPG with an entropy bonus of weight τ (Williams and Peng, "Function optimization using connectionist reinforcement learning
 * algorithms", 1991; for softmax policy gradient Mei et al., 2020), H(π) = −Σ_a π_a log π_a:
 *
 *     θ ← θ + η ∇(f + τ H)(θ),   ∇(f + τ H) = Xᵀ(diag π − ππᵀ)(r − τ log π)
 *
 * Sampled: the estimate of Lin-SPG with R − τ log π_a in place of R.
 */
export const linSpgEntropy: Algorithm<'lin-spg-entropy'> = {
  id: 'lin-spg-entropy',
  about: 'Lin-SPG with an entropy bonus: `θ ← θ + η ∇(f + τ H(π))`, τ the `entropy-weight`.',
  update: 'θ ← θ + η ∇(f + τ H)(θ)',
  source: 'Williams and Peng, 1991; Mei et al., 2020',
  tabular: false,
  parameters: [ENTROPY_WEIGHT],
  direction: '∇f plus the gradient of the entropy',
  natural: false,
  shiftInvariant: true,
  entropyWeight: (job) => parameterOf(ENTROPY_WEIGHT, job),
  inKernel: false,
  ofMdp: gradientDirection,
  exact({ problem, job, X }) {
    const tau = parameterOf(ENTROPY_WEIGHT, job);
    const map = transposed(X);
    const delta = shortfalls(problem.rewards);
    const w = new Float64Array(problem.rewards.length);
    return (policy, z, direction) => {
      entropyWeights(policy, z, delta, tau, w);
      map(w, direction);
      return gapOf(policy, delta);
    };
  },
  sampled({ job, X }) {
    const tau = parameterOf(ENTROPY_WEIGHT, job);
    const estimate = gradientEstimate(X);
    return (policy, z, action, reward, into) => {
      const logProbability = z[action]! - z[policy.dominant]! - log(policy.Z);
      estimate(policy, z, action, reward - tau * logProbability, into);
    };
  },
};
