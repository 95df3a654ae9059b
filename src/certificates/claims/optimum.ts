/** *optimum*: V* and J* of a process. Proof by Bellman's equation: in each state no action is better than V*, and one is equal to it. */
import type { Evaluation } from '../../conditions/policies/values.js';
import { rational, rationals } from '../rational.js';

export interface OptimumClaim {
  readonly claim: 'optimum';
  /** One for each state. */
  readonly values: readonly string[];
  /** Σ ρ(s) V(s). */
  readonly value: string;
}

export function optimumClaim(evaluation: Evaluation): OptimumClaim {
  return { claim: 'optimum', ...valuesOf(evaluation) };
}

export function valuesOf({ values, low }: Evaluation) {
  return {
    values: rationals(values.numerators, values.denominator),
    value: rational(low.above, low.below),
  };
}
