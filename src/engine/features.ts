import type { NumericProblem } from '../model/problem.js';

/** X as an algorithm sees it: K rows of d numbers, row-major; `rows` is null for X = I. */
export interface Features {
  readonly actions: number;
  readonly dimensions: number;
  readonly rows: Float64Array | null;
}

/** X, or the identity for a tabular algorithm, which has one parameter for each action. */
export function featuresOf(problem: NumericProblem, { tabular }: { readonly tabular: boolean }): Features {
  const { dimensions, rewards, features } = problem;
  const actions = rewards.length;
  return tabular ? { actions, dimensions: actions, rows: null } : { actions, dimensions, rows: features };
}

/** Entry k of x_a. */
export function featureEntry({ dimensions, rows }: Features, action: number, k: number): number {
  return rows === null ? Number(action === k) : rows[action * dimensions + k]!;
}
