import { transposed } from '../direction.js';
import { exactWeights, shortfalls } from '../gradient.js';
import { gradientDirection } from '../mdp/direction.js';
import type { Algorithm } from './algorithm.js';
import { gradientEstimate } from './estimate.js';

/**
 * Softmax policy gradient with linear features (arXiv 2505.03155):
 *
 *     θ ← θ + η ∇f(θ),   ∇f(θ) = Xᵀ(diag π − ππᵀ) r
 *
 * Sampled: R(x_a − Σ_b π_b x_b).
 */
export const linSpg: Algorithm<'lin-spg'> = {
  id: 'lin-spg',
  about: 'Softmax policy gradient with linear features: `θ ← θ + η ∇f(θ)`.',
  update: 'θ ← θ + η ∇f(θ), ∇f = Xᵀ(diag π − ππᵀ) r',
  source: 'arXiv 2505.03155',
  tabular: false,
  parameters: [],
  direction: '∇f',
  natural: false,
  shiftInvariant: true,
  inKernel: true,
  ofMdp: gradientDirection,
  exact({ problem, X }) {
    const map = transposed(X);
    const delta = shortfalls(problem.rewards);
    const w = new Float64Array(problem.rewards.length);
    return (policy, _z, direction) => {
      const gap = exactWeights(policy, delta, w);
      map(w, direction);
      const scale = 1 / policy.Z;
      for (let k = 0; k < direction.length; k++) direction[k]! *= scale;
      return gap;
    };
  },
  sampled: ({ X }) => gradientEstimate(X),
};
