import { Matrix } from 'ml-matrix';
import { type Features, featureEntry } from '../features.js';
import { gapOf, shortfalls } from '../gradient.js';
import { policyFitDirection } from '../mdp/direction.js';
import type { Policy } from '../policy.js';
import { shortestFit } from '../shortestFit.js';
import type { Algorithm } from './algorithm.js';

/**
 * Q-NPG (Agarwal, Kakade, Lee, Mahajan, "On the theory of policy gradient methods", 2021, section 6), with d the discounted state distribution of the policy from ρ:
 *
 *     θ ← θ + η w,   w = argmin Σ_s d(s) Σ_a π(a|s) (Q(s,a) − ⟨φ(s,a), w⟩)²
 *
 * with the shortest w if there are several. For a bandit, Q is r and d is 1. It differs from `lin-npg` by the weights, and from `lin-npg-fisher` in
 * that neither Q nor the features are centred. Sampled: the same with the importance-weighted r̂_a = R/π_a at the sampled action, 0 elsewhere.
 */
export const linQNpg: Algorithm<'lin-q-npg'> = {
  id: 'lin-q-npg',
  about: 'Natural policy gradient by the action values, fitted under the policy (Q-NPG).',
  update: 'θ ← θ + η w, w = argmin Σ_a π_a (r_a − ⟨x_a, w⟩)²',
  source: 'Agarwal, Kakade, Lee, Mahajan, 2021',
  tabular: false,
  parameters: [],
  direction: 'the fit w of the rewards under the policy',
  natural: true,
  shiftInvariant: false,
  inKernel: false,
  ofMdp: policyFitDirection,
  exact({ problem, X }) {
    const delta = shortfalls(problem.rewards);
    return (policy, _z, direction) => {
      fit(X, policy, problem.rewards, direction);
      return gapOf(policy, delta);
    };
  },
  sampled({ X }) {
    const rewards = new Float64Array(X.actions);
    return (policy, _z, action, reward, into) => {
      rewards.fill(0);
      rewards[action] = reward / (policy.e[action]! / policy.Z);
      fit(X, policy, rewards, into);
    };
  },
};

/** Writes argmin ‖w‖ among the w with the least Σ_a π_a (rewards_a − ⟨x_a, w⟩)² into d entries. */
function fit(X: Features, { e, Z }: Policy, rewards: Float64Array, into: Float64Array): void {
  const weights = Array.from(e, (each) => Math.sqrt(each / Z));
  const rows = weights.map((weight, a) =>
    Array.from({ length: X.dimensions }, (_, k) => weight * featureEntry(X, a, k)),
  );
  const target = Matrix.columnVector(weights.map((weight, a) => weight * rewards[a]!));
  shortestFit(new Matrix(rows), target, into);
}
