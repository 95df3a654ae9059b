import { type Spectrum, spectrumOf, type TheoryParts, theoryPartsOf } from '../math/theoryRate.js';
import { isMdp } from '../model/numericMdp.js';
import type { NumericProblem } from '../model/problem.js';
import type { LearningRate } from '../model/run.js';
import { isTabular } from './algorithms/catalogue.js';
import { pairRowsOf } from './mdp/rows.js';
import { mdpTheoryParts } from './mdp/theoryRate.js';

/** The learning rate `theory` of a problem. A tabular algorithm has X = I. */
export function theoryRate(problem: NumericProblem, algorithm: string = 'lin-spg'): number {
  return theoryParts(problem, algorithm).rate;
}

/** The learning rate `theory` with its parts. */
export function theoryParts(problem: NumericProblem, algorithm: string = 'lin-spg'): TheoryParts {
  if (isMdp(problem)) return mdpTheoryParts(problem, pairRowsOf(problem, { tabular: isTabular(algorithm) }));
  const { dimensions, features, rewards } = problem;
  return theoryPartsOf(
    rewards,
    isTabular(algorithm) ? IDENTITY : spectrumOf(rewards.length, dimensions, features),
  );
}

const IDENTITY: Spectrum = { eigenvalue: 1, singularValue: 1 };

/** The value of a constant rule; NaN for a rule that changes from step to step. */
export function rateOf(rule: LearningRate, problem: NumericProblem, algorithm: string): number {
  if (rule.kind === 'constant') return rule.rate;
  return rule.kind === 'theory' ? rule.factor * theoryRate(problem, algorithm) : Number.NaN;
}
