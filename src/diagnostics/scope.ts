/** How an experiment goes beyond what a verdict is about: exact gradients, and steps small enough to follow the flow. */
import { theoryRateOf } from '../math/theoryRate.js';
import type { Bandit } from '../model/bandit.js';
import type { LearningRate, Run } from '../model/run.js';

export interface Scope {
  readonly sampled: boolean;
  /** Some step may be longer than the theory rate allows. */
  readonly largeSteps: boolean;
}

/** null: it stays within, or the text has no experiment. */
export function scopeOf(bandit: Bandit, run: Run | null): Scope | null {
  if (run === null) return null;
  const sampled = run.gradient.includes('sampled');
  const largeSteps = run.learningRate.some((rule) => isBeyond(rule, bandit));
  return sampled || largeSteps ? { sampled, largeSteps } : null;
}

/** A normalized step does not shrink with the gradient: near the optimum it is longer than any constant rate allows. */
function isBeyond(rule: LearningRate, bandit: Bandit): boolean {
  switch (rule.kind) {
    case 'theory':
      return rule.factor > 1;
    case 'constant':
      return isAbove(rule.rate, bandit);
    case 'decay':
      return isAbove(rule.initial, bandit);
    case 'armijo':
      return isAbove(rule.max, bandit);
    case 'normalized':
      return true;
  }
}

/** Where the gradient is 0 everywhere, no step is too long. */
function isAbove(rate: number, bandit: Bandit): boolean {
  const theory = theoryRateOf(bandit);
  return theory > 0 && rate > theory;
}
