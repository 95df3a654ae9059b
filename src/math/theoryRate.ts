/** The constant learning rate for which the paper proves its convergence rate. */

import { Matrix } from 'ml-matrix';
import type { Bandit } from '../model/bandit.js';
import { powerBelow, symmetricEigenvalues } from './eigenvalues.js';

/** The size of the features. */
export interface Spectrum {
  /** λ_max(XᵀX); 0 or ∞ where double precision cannot hold it. */
  readonly eigenvalue: number;
  /** √λ_max, the largest singular value of X: 0 only for X = 0. */
  readonly singularValue: number;
}

export interface TheoryParts extends Spectrum {
  /** 4 / (9·R·λ_max(XᵀX)), or its counterpart for an MDP. 0 if R or X is 0: the gradient is then 0 everywhere. */
  readonly rate: number;
  /** R. */
  readonly range: number;
}

/**
 * 4 / (9·R·λ_max(XᵀX)) and its parts. With this η the suboptimality gap of exact Lin-SPG is proved to be O(1/T) (arXiv 2505.03155).
 * R = max r for rewards ≥ 0, otherwise max r − min r, since the exact gradient does not change when a number is added to all rewards.
 */
export function theoryPartsOf(rewards: ArrayLike<number>, spectrum: Spectrum): TheoryParts {
  const means = Array.from(rewards);
  const largest = means.reduce((a, b) => Math.max(a, b));
  const smallest = means.reduce((a, b) => Math.min(a, b));
  const range = smallest >= 0 ? largest : largest - smallest;
  return { rate: stepBound(4, 9, range, spectrum), range, ...spectrum };
}

/** above / (below·R·λ_max), also where double precision cannot hold the divisor itself; 0 if R or the features are 0. */
export function stepBound(above: number, below: number, range: number, spectrum: Spectrum): number {
  const { eigenvalue, singularValue } = spectrum;
  if (range === 0 || singularValue === 0) return 0;
  const divisor = below * range * eigenvalue;
  const isNormal = divisor >= LEAST_NORMAL && divisor < Number.POSITIVE_INFINITY;
  return isNormal ? above / divisor : above / below / singularValue / range / singularValue;
}

/** The least normal double: smaller ones have fewer digits. */
const LEAST_NORMAL = 2 ** -1022;

/** Whether a number is too large (`above`) or too small (`below`) for double precision. */
export type Beyond = 'above' | 'below';

/** Whether `factor` times the theory rate is out of the range of double precision although the gradient is not 0 everywhere; null: it is in range. */
export function beyondDoubles({ rate, range, singularValue }: TheoryParts, factor: number): Beyond | null {
  if (range === 0 || singularValue === 0) return null;
  const eta = factor * rate;
  return eta === Number.POSITIVE_INFINITY ? 'above' : eta === 0 ? 'below' : null;
}

/**
 * The spectrum of K×d features, given row after row. It is computed from the smaller of XᵀX and XXᵀ, with X scaled, since its entries may be too
 * large to be squared.
 */
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

/** They are asked for at every stage of an analysis and by hovers, and computed once for each bandit. */
const known = new WeakMap<Bandit, TheoryParts>();

/** The theory rate of a bandit with its parts; the rate is 0 if the gradient is 0 everywhere. */
export function theoryOf(bandit: Bandit): TheoryParts {
  const parts = known.get(bandit) ?? computed(bandit);
  known.set(bandit, parts);
  return parts;
}

export function theoryRateOf(bandit: Bandit): number {
  return theoryOf(bandit).rate;
}

function computed({ rewards, features }: Bandit): TheoryParts {
  const flat = features.flatMap((row) => row.map((x) => x.value));
  return theoryPartsOf(
    rewards.map((reward) => reward.value),
    spectrumOf(rewards.length, flat.length / rewards.length, flat),
  );
}
