import { Matrix } from 'ml-matrix';
import { type Features, featureEntry } from '../features.js';
import { gapOf, shortfalls } from '../gradient.js';
import { fisherDirection } from '../mdp/direction.js';
import type { Policy } from '../policy.js';
import { shortestFit } from '../shortestFit.js';
import type { Algorithm } from './algorithm.js';

/**
 * Natural policy gradient in its original form (Kakade, "A natural policy gradient", 2001), with the Moore–Penrose inverse of the Fisher
 * matrix of the current policy:
 *
 *     θ ← θ + η F⁺∇f,   F = Xᵀ(diag π − ππᵀ)X
 *
 * F⁺∇f is the least-squares fit of the rewards' deviations r_a − f by those of the features, x_a − x̄, weighted by π. It is X⁺r if the
 * rewards are realizable and F has full rank; otherwise it depends on the policy, and unlike X⁺r it never points downhill:
 * ⟨∇f, F⁺∇f⟩ ≥ 0. Sampled: the same with the importance-weighted r̂_a = R/π_a at the sampled action, 0 elsewhere.
 */
export const linNpgFisher: Algorithm<'lin-npg-fisher'> = {
  id: 'lin-npg-fisher',
  about: 'Natural policy gradient with the inverse Fisher matrix of the policy: `θ ← θ + η F⁺∇f(θ)`.',
  update: 'θ ← θ + η F⁺∇f(θ), F = Xᵀ(diag π − ππᵀ)X',
  source: 'Kakade, 2001',
  tabular: false,
  parameters: [],
  direction: 'the natural direction F⁺∇f',
  natural: true,
  shiftInvariant: true,
  inKernel: false,
  ofMdp: fisherDirection,
  exact({ problem, X }) {
    const delta = shortfalls(problem.rewards);
    return (policy, _z, direction) => {
      const gap = gapOf(policy, delta);
      const worst = delta[policy.dominant]!;
      // r_a − f, measured from the dominant action's reward.
      const deviations = delta.map((each) => worst - each - (worst - gap));
      fit(X, policy, deviations, direction);
      return gap;
    };
  },
  sampled({ X }) {
    const deviations = new Float64Array(X.actions);
    return (policy, _z, action, reward, into) => {
      deviations.fill(-reward);
      deviations[action]! += reward / (policy.e[action]! / policy.Z);
      fit(X, policy, deviations, into);
    };
  },
};

/** Writes argmin ‖w‖ among the w with the least Σ_a π_a (deviation_a − ⟨x_a − x̄, w⟩)² into d entries; 0 if the policy is deterministic. */
function fit(X: Features, { e, Z, dominant }: Policy, deviations: Float64Array, into: Float64Array): void {
  const { actions, dimensions } = X;
  const y = Array.from({ length: actions }, (_, a) =>
    Array.from({ length: dimensions }, (_, k) => featureEntry(X, a, k) - featureEntry(X, dominant, k)),
  );
  const mean = Array.from({ length: dimensions }, (_, k) =>
    y.reduce((sum, row, a) => sum + (e[a]! / Z) * row[k]!, 0),
  );
  const weights = Array.from(e, (each) => Math.sqrt(each / Z));
  const rows = y.map((row, a) => row.map((each, k) => weights[a]! * (each - mean[k]!)));
  const target = Matrix.columnVector(deviations.map((each, a) => weights[a]! * each));
  shortestFit(new Matrix(rows), target, into);
}
