/** *optimum*: V* and J* of a process: no action of any state is better than V* says, and one is as good (Bellman's equation). */
import type { Evaluation } from '../../conditions/policies/values.js';
import { rational, rationals } from '../rational.js';

export interface OptimumClaim {
  readonly claim: 'optimum';
  /** One a state. */
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
