/**
 * V and d of a deterministic policy as rational functions: (I − γP)V = r and (I − γPᵀ)d = ρ, one strongly connected component of the states at a time.
 * γP has row sums below 1, so no pivot on the diagonal is 0.
 */
import { components } from '../math/sparseSystem.js';
import type { ArmFunctions } from './parametricProcess.js';
import {
  add,
  divide,
  isNothing,
  multiply,
  NOTHING,
  type RationalFunction,
  subtract,
  UNIT,
} from './rationalFunction.js';

/** More states that lead to each other are not solved together, and longer functions are not followed: coefficients. */
const MOST_STATES = 12;
const LONGEST = 60;

/** x_i = right_i + Σ_j weight_ij·x_j. */
interface Equation {
  readonly right: RationalFunction;
  readonly terms: readonly (readonly [unknown: number, weight: RationalFunction])[];
}

/** V of each state. @param taken the arms of the policy. @returns null: too large */
export function valuesOf(taken: readonly ArmFunctions[]): RationalFunction[] | null {
  return solved(taken.map(({ reward, next }) => ({ right: reward, terms: next })));
}

/** d of each state. @param start ρ. @returns null: too large */
export function visitsOf(
  taken: readonly ArmFunctions[],
  start: readonly RationalFunction[],
): RationalFunction[] | null {
  const into = taken.map((): [number, RationalFunction][] => []);
  for (const [state, { next }] of taken.entries())
    for (const [to, weight] of next) into[to]!.push([state, weight]);
  return solved(start.map((right, state) => ({ right, terms: into[state]! })));
}

function solved(equations: readonly Equation[]): RationalFunction[] | null {
  const solution = equations.map(() => NOTHING);
  const order = components(equations.map(({ terms }) => ({ terms: terms.map(([to]) => [to, 1n] as const) })));
  for (const component of order) {
    if (component.length > MOST_STATES) return null;
    const found = solvedTogether(equations, component, solution);
    if (found === null) return null;
    for (const [place, unknown] of component.entries()) solution[unknown] = found[place]!;
  }
  return solution;
}

function solvedTogether(
  equations: readonly Equation[],
  component: readonly number[],
  solution: readonly RationalFunction[],
): RationalFunction[] | null {
  const placeOf = new Map(component.map((unknown, place) => [unknown, place]));
  const matrix = component.map((_, i) => component.map((__, j) => (i === j ? UNIT : NOTHING)));
  const right = component.map((unknown, i) => {
    let sum = equations[unknown]!.right;
    for (const [other, weight] of equations[unknown]!.terms) {
      const place = placeOf.get(other);
      if (place === undefined) sum = add(sum, multiply(weight, solution[other]!));
      else matrix[i]![place] = subtract(matrix[i]![place]!, weight);
    }
    return sum;
  });
  for (const [k, pivots] of matrix.entries()) {
    for (const [i, row] of matrix.entries()) {
      if (i === k || isNothing(row[k]!)) continue;
      const factor = divide(row[k]!, pivots[k]!);
      for (let j = k; j < row.length; j++)
        if (!isNothing(pivots[j]!)) row[j] = subtract(row[j]!, multiply(factor, pivots[j]!));
      right[i] = subtract(right[i]!, multiply(factor, right[k]!));
      if (right[i]!.above.length + right[i]!.below.length > LONGEST) return null;
    }
  }
  const found = right.map((each, k) => divide(each, matrix[k]![k]!));
  return found.every(({ above, below }) => above.length + below.length <= LONGEST) ? found : null;
}

/** Q(s, arm) − V(s) with the values of a policy. */
export function advantageOf(
  values: readonly RationalFunction[],
  state: number,
  { reward, next }: ArmFunctions,
): RationalFunction {
  const follows = next.reduce((sum, [to, weight]) => add(sum, multiply(weight, values[to]!)), reward);
  return subtract(follows, values[state]!);
}

/** J: Σ ρ(s) V(s). */
export function returnOf(
  values: readonly RationalFunction[],
  start: readonly RationalFunction[],
): RationalFunction {
  return start.reduce((sum, share, state) => add(sum, multiply(share, values[state]!)), NOTHING);
}
