/** The constant learning rate for which the paper proves its rate of convergence. */

import { Matrix } from 'ml-matrix';
import type { Bandit } from '../model/bandit.js';
import { powerBelow, symmetricEigenvalues } from './eigenvalues.js';

/** How large the features are. */
export interface Spectrum {
  /** λ_max(XᵀX); 0 or ∞ where that is no number of double precision. */
  readonly eigenvalue: number;
  /** Its root, the largest singular value of X: 0 only for X = 0. */
  readonly singularValue: number;
}

export interface TheoryParts extends Spectrum {
  /** 4 / (9·R·λ_max(XᵀX)), or what stands in its place for an MDP; 0 when R or X is 0: the gradient is then 0 everywhere. */
  readonly rate: number;
  /** R. */
  readonly range: number;
}

/**
 * 4 / (9·R·λ_max(XᵀX)), with what it is made of: with this η the suboptimality gap of exact Lin-SPG is proved to be O(1/T) (arXiv 2505.03155).
 * R = max r for rewards ≥ 0, else max r − min r, since the exact gradient does not change when a number is added to all rewards.
 */
export function theoryPartsOf(rewards: ArrayLike<number>, spectrum: Spectrum): TheoryParts {
  const means = Array.from(rewards);
  const largest = means.reduce((a, b) => Math.max(a, b));
  const smallest = means.reduce((a, b) => Math.min(a, b));
  const range = smallest >= 0 ? largest : largest - smallest;
  return { rate: stepBound(4, 9, range, spectrum), range, ...spectrum };
}

/** above / (below·R·λ_max), also where the divisor alone is no number of double precision; 0 where R or the features are 0. */
export function stepBound(above: number, below: number, range: number, spectrum: Spectrum): number {
  const { eigenvalue, singularValue } = spectrum;
  if (range === 0 || singularValue === 0) return 0;
  const divisor = below * range * eigenvalue;
  const isNormal = divisor >= LEAST_NORMAL && divisor < Number.POSITIVE_INFINITY;
  return isNormal ? above / divisor : above / below / singularValue / range / singularValue;
}

/** Below it, doubles have fewer digits. */
const LEAST_NORMAL = 2 ** -1022;

/** Beyond which end of the numbers of double precision. */
export type Beyond = 'above' | 'below';

/** Is `factor` times the theory rate no number of double precision, though the gradient is not 0 everywhere? Beyond which end; null: it is one. */
export function beyondDoubles({ rate, range, singularValue }: TheoryParts, factor: number): Beyond | null {
  if (range === 0 || singularValue === 0) return null;
  const eta = factor * rate;
  return eta === Number.POSITIVE_INFINITY ? 'above' : eta === 0 ? 'below' : null;
}

/** Of K×d features, row after row; from the smaller of XᵀX and XXᵀ, with X scaled as its entries may be too large to be squared. */
export function spectrumOf(actions: number, dimensions: number, features: ArrayLike<number>): Spectrum {
  const X = Matrix.from1DArray(actions, dimensions, Array.from(features));
  const largest = Matrix.abs(X).max();
  if (largest === 0) return { eigenvalue: 0, singularValue: 0 };
  const scale = powerBelow(largest);
  X.div(scale);
  const gram = dimensions <= actions ? X.transpose().mmul(X) : X.mmul(X.transpose());
  const greatest = Math.max(...symmetricEigenvalues(gram));
  return { eigenvalue: greatest * scale * scale, singularValue: Math.sqrt(greatest) * scale };
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
    spectrumOf(rewards.length, flat.length / rewards.length, flat),
  ).rate;
}
