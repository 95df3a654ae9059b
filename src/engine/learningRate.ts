import { largestEigenvalue, theoryPartsOf } from '../math/theoryRate.js';
import type { LearningRate } from '../model/run.js';
import { isTabular } from './algorithms/catalogue.js';
import type { Instance } from './types.js';

/** The learning rate `theory`. A tabular algorithm has X = I. */
export function theoryRate(instance: Instance, algorithm: string = 'lin-spg'): number {
  return theoryParts(instance, algorithm).rate;
}

/** The same with what it is made of: R and λ_max. */
export function theoryParts(
  instance: Instance,
  algorithm: string = 'lin-spg',
): { rate: number; range: number; eigenvalue: number } {
  const { actions, dimensions, features, rewards } = instance;
  return theoryPartsOf(rewards, isTabular(algorithm) ? 1 : largestEigenvalue(actions, dimensions, features));
}

/** The number that a constant rule stands for; NaN for a rule that changes from step to step. */
export function rateOf(rule: LearningRate, instance: Instance, algorithm: string): number {
  if (rule.kind === 'constant') return rule.rate;
  return rule.kind === 'theory' ? rule.factor * theoryRate(instance, algorithm) : Number.NaN;
}
