/** How an experiment goes beyond the assumptions of a verdict: exact gradients, and steps small enough to follow the flow. */
import { theoryRateOf } from '../math/theoryRate.js';
import type { Bandit } from '../model/bandit.js';
import type { LearningRate, RunSection } from '../model/run.js';
import { list } from './format.js';

export interface Scope {
  readonly sampled: boolean;
  /** Can some step be longer than the theory rate allows? */
  readonly largeSteps: boolean;
}

/** null: it stays within the assumptions, or the text has no experiment. */
export function scopeOf(bandit: Bandit, run: RunSection | null): Scope | null {
  return scopeBeyond(run, () => theoryRateOf(bandit));
}

/** `scopeOf` for a problem with this theory rate; 0: its gradient is 0 everywhere. */
export function scopeBeyond(run: RunSection | null, theoryRate: () => number): Scope | null {
  if (run === null) return null;
  const sampled = run.gradient.includes('sampled');
  const largeSteps = run.learningRate.some((rule) => isBeyond(rule, theoryRate));
  return sampled || largeSteps ? { sampled, largeSteps } : null;
}

/** `for exact gradients and small steps`. */
export function scopeText({ sampled, largeSteps }: Scope): string {
  const parts = [...(sampled ? ['exact gradients'] : []), ...(largeSteps ? ['small steps'] : [])];
  return `for ${list(parts)}`;
}

/** What the scope means. */
export function caveat({ sampled, largeSteps }: Scope): string {
  if (!largeSteps) return 'This is about exact gradients; sampled ones can end elsewhere.';
  return sampled
    ? 'This is about exact gradients and small steps; sampled ones, and steps beyond the theory rate, can end elsewhere.'
    : 'This is about small steps; steps beyond the theory rate, as the experiment has them, can end elsewhere.';
}

/** A normalized step does not shrink with the gradient, so near the optimum it is longer than any constant rate allows. */
function isBeyond(rule: LearningRate, theoryRate: () => number): boolean {
  switch (rule.kind) {
    case 'theory':
      return rule.factor > 1;
    case 'constant':
      return isAbove(rule.rate, theoryRate());
    case 'decay':
      return isAbove(rule.initial, theoryRate());
    case 'armijo':
      return isAbove(rule.max, theoryRate());
    case 'normalized':
      return true;
  }
}

/** If the gradient is 0 everywhere, no step is too long. */
function isAbove(rate: number, theory: number): boolean {
  return theory > 0 && rate > theory;
}
