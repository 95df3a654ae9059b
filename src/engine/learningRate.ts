import { EVD, Matrix } from 'ml-matrix';
import type { Algorithm, LearningRate } from '../spec/types.js';
import { isTabular } from './features.js';
import type { Instance } from './types.js';

/**
 * The learning rate for which the suboptimality gap of exact Lin-SPG is proved to be O(1/T):
 * η = 4 / (9·R·λ_max(XᵀX)), with R = max r for rewards ≥ 0 (arXiv 2505.03155) and else R = max r − min r, since the exact
 * gradient does not change when a number is added to all rewards. A tabular algorithm has X = I.
 * 0 when R or X is 0: the gradient is then 0 everywhere.
 */
export function theoryRate(instance: Instance, algorithm: Algorithm = 'lin-spg'): number {
  return theoryParts(instance, algorithm).rate;
}

/** The same with what it is made of: R and λ_max. */
export function theoryParts(
  instance: Instance,
  algorithm: Algorithm = 'lin-spg',
): { rate: number; range: number; eigenvalue: number } {
  const largest = instance.rewards.reduce((a, b) => Math.max(a, b));
  const smallest = instance.rewards.reduce((a, b) => Math.min(a, b));
  const range = smallest >= 0 ? largest : largest - smallest;
  const eigenvalue = isTabular(algorithm) ? 1 : largestEigenvalue(instance);
  const rate = range > 0 && eigenvalue > 0 ? 4 / (9 * range * eigenvalue) : 0;
  return { rate, range, eigenvalue };
}

/** The number that a constant rule stands for; NaN for a rule that changes from step to step. */
export function rateOf(rule: LearningRate, instance: Instance, algorithm: Algorithm): number {
  if (rule.kind === 'constant') return rule.rate;
  return rule.kind === 'theory' ? rule.factor * theoryRate(instance, algorithm) : Number.NaN;
}

/** λ_max(XᵀX), from the smaller of XᵀX and XXᵀ. */
function largestEigenvalue({ actions, dimensions, features }: Instance): number {
  const X = Matrix.from1DArray(actions, dimensions, Array.from(features));
  const gram = dimensions <= actions ? X.transpose().mmul(X) : X.mmul(X.transpose());
  return Math.max(...new EVD(gram, { assumeSymmetric: true }).realEigenvalues);
}
