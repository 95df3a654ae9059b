/** *bounds*: V of every policy of the class lies between two solutions of Bellman's equation, the least and the greatest. */
import type { Evaluation } from '../../conditions/policies/values.js';
import { rationals } from '../rational.js';

export interface BoundsClaim {
  readonly claim: 'bounds';
  /** One value for each state, in each list. */
  readonly least: readonly string[];
  readonly greatest: readonly string[];
}

export function boundsClaim(least: Evaluation, greatest: Evaluation): BoundsClaim {
  const valuesOf = ({ values }: Evaluation) => rationals(values.numerators, values.denominator);
  return { claim: 'bounds', least: valuesOf(least), greatest: valuesOf(greatest) };
}
