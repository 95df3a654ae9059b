/** The constant learning rate for which the paper proves its rate of convergence. */

import { Matrix } from 'ml-matrix';
import type { Bandit } from '../model/bandit.js';
import { powerBelow, symmetricEigenvalues } from './eigenvalues.js';

/**
 * 4 / (9·R·λ_max(XᵀX)), with what it is made of: with this η the suboptimality gap of exact Lin-SPG is proved to be O(1/T) (arXiv 2505.03155).
 * R = max r for rewards ≥ 0, else max r − min r, since the exact gradient does not change when a number is added to all rewards.
 * 0 when R or X is 0: the gradient is then 0 everywhere.
 */
export function theoryPartsOf(
  rewards: ArrayLike<number>,
  eigenvalue: number,
): { rate: number; range: number; eigenvalue: number } {
  const means = Array.from(rewards);
  const largest = means.reduce((a, b) => Math.max(a, b));
  const smallest = means.reduce((a, b) => Math.min(a, b));
  const range = smallest >= 0 ? largest : largest - smallest;
  return { rate: range > 0 && eigenvalue > 0 ? 4 / (9 * range * eigenvalue) : 0, range, eigenvalue };
}

/** λ_max(XᵀX) of K×d features, row after row; from the smaller of XᵀX and XXᵀ, with X scaled as its entries may be too large to be squared. */
export function largestEigenvalue(actions: number, dimensions: number, features: ArrayLike<number>): number {
  const X = Matrix.from1DArray(actions, dimensions, Array.from(features));
  const largest = Matrix.abs(X).max();
  if (largest === 0) return 0;
  const scale = powerBelow(largest);
  X.div(scale);
  const gram = dimensions <= actions ? X.transpose().mmul(X) : X.mmul(X.transpose());
  return Math.max(...symmetricEigenvalues(gram)) * scale * scale;
}

/** Asked for at every stage of an analysis; the rate of a bandit is computed once. */
const known = new WeakMap<Bandit, number>();

/** The theory rate of a bandit; 0: its gradient is 0 everywhere. */
export function theoryRateOf(bandit: Bandit): number {
  const rate = known.get(bandit) ?? computedRate(bandit);
  known.set(bandit, rate);
  return rate;
}

function computedRate({ rewards, features }: Bandit): number {
  const flat = features.flatMap((row) => row.map((x) => x.value));
  return theoryPartsOf(
    rewards.map((reward) => reward.value),
    largestEigenvalue(rewards.length, flat.length / rewards.length, flat),
  ).rate;
}
