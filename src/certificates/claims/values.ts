/** *values*: V* and J*, and between which values V of every policy lies: solutions of Bellman's equation. */
import type { Evaluation } from '../../conditions/policies/values.js';
import { rational, rationals } from '../rational.js';

export interface ValuesClaim {
  readonly claim: 'values';
  /** V* of each state, each action by itself, and J* = Σ ρ V*. */
  readonly values: readonly string[];
  readonly value: string;
  /** Of the arms, the least and the greatest V of any policy. */
  readonly least: readonly string[];
  readonly greatest: readonly string[];
  /** The states that some policy visits, ascending. */
  readonly visited: readonly number[];
}

export function valuesClaim(
  optimum: Evaluation,
  least: Evaluation,
  greatest: Evaluation,
  visited: readonly number[],
): ValuesClaim {
  return {
    claim: 'values',
    ...returnsOf(optimum),
    least: returnsOf(least).values,
    greatest: returnsOf(greatest).values,
    visited,
  };
}

/** V and J. */
export function returnsOf({ values, low }: Evaluation) {
  return {
    values: rationals(values.numerators, values.denominator),
    value: rational(low.above, low.below),
  };
}
