import { leastSquares } from '../direction.js';
import { gapOf, shortfalls } from '../gradient.js';
import { valueFitDirection } from '../mdp/direction.js';
import type { Algorithm } from './algorithm.js';

/**
 * Natural policy gradient with linear features (Kakade, "A natural policy gradient", 2001, in the form of arXiv 2504.02130), with X⁺ the
 * Moore–Penrose inverse:
 *
 *     θ ← θ + η X⁺ r
 *
 * If the rewards are realizable, X⁺r solves F w = ∇f at every θ, with F = Xᵀ(diag π − ππᵀ)X the Fisher matrix. Sampled: X⁺r̂ with the
 * importance-weighted r̂_a = R/π_a at the sampled action, 0 elsewhere.
 */
export const linNpg: Algorithm<'lin-npg'> = {
  id: 'lin-npg',
  about: 'Natural policy gradient with linear features.',
  update: 'θ ← θ + η X⁺r',
  source: 'Kakade, 2001; arXiv 2504.02130',
  tabular: false,
  parameters: [],
  direction: 'the natural direction X⁺r',
  natural: true,
  shiftInvariant: false,
  inKernel: false,
  ofMdp: valueFitDirection,
  exact({ problem, X }) {
    const map = leastSquares(X);
    const delta = shortfalls(problem.rewards);
    return (policy, _z, direction) => {
      map(problem.rewards, direction);
      return gapOf(policy, delta);
    };
  },
  sampled({ problem, X }) {
    const map = leastSquares(X);
    const w = new Float64Array(problem.rewards.length);
    return ({ e, Z }, _z, action, reward, into) => {
      w.fill(0);
      w[action] = reward / (e[action]! / Z);
      map(w, into);
    };
  },
};
