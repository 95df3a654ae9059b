/** Least squares over the integers: the rewards as a linear combination of given columns. */

import { eliminationCost, productsCost } from '../math/budget.js';
import { dotExact, type IntegerVector, independent, solvingExact } from '../math/exactLinear.js';
import { ratioToNumber } from '../math/ratio.js';
import type { Work } from '../math/work.js';
import { toFraction } from '../model/rational.js';
import type { Arms } from './arms.js';

/** The fitted and the given rewards, K each, and the weight of each column, all in units of 1/denominator; denominator > 0. */
export interface Fit {
  readonly fitted: readonly bigint[];
  readonly rewards: readonly bigint[];
  /** The weights of one solution, if there are several. */
  readonly weights: readonly bigint[];
  readonly denominator: bigint;
}

/** The d columns of X·scale, K entries each. */
export function columnsOf(arms: Arms): IntegerVector[] {
  return Array.from({ length: arms.dimensions }, (_, k) => arms.armOf.map((arm) => arms.exactRows[arm]![k]!));
}

/** Estimated nanoseconds of a fit to this many columns. */
export function fitCost(arms: Arms, columns: number): number {
  const bits = 2 * arms.bits + 12;
  return (
    2 * eliminationCost(columns, bits) +
    productsCost(arms.armOf.length * columns * (columns / 2 + 1), bits / 2, bits / 2)
  );
}

/** Products between two pauses. */
const PAUSE = 2000;

/** The orthogonal projection of r onto the span of the columns, by the normal equations of a basis of this span. */
export function* exactFit(arms: Arms, columns: readonly IntegerVector[]): Work<Fit> {
  const gram: bigint[][] = columns.map(() => []);
  for (const [i, column] of columns.entries()) {
    for (let j = 0; j <= i; j++) gram[i]![j] = gram[j]![i] = dotExact(column, columns[j]!);
    yield;
  }
  const basis = yield* independent(gram);
  yield;
  const fractions = arms.bandit.rewards.map((reward) => toFraction(reward));
  const unit = fractions.reduce((product, { d }) => (product % d === 0n ? product : product * d), 1n);
  const rewards = fractions.map((reward) => reward.s * reward.n * (unit / reward.d));
  // The matrix is positive definite, so the system has a solution.
  const solution = (yield* solvingExact(
    basis.map((i) => basis.map((j) => gram[i]![j]!)),
    basis.map((i) => dotExact(columns[i]!, rewards)),
  ))!;
  const weights = columns.map(() => 0n);
  basis.forEach((column, i) => {
    weights[column] = solution.numerators[i]!;
  });
  const fitted: bigint[] = [];
  for (const a of rewards.keys()) {
    fitted.push(basis.reduce((sum, column) => sum + columns[column]![a]! * weights[column]!, 0n));
    if ((a * basis.length) % PAUSE < basis.length) yield;
  }
  return {
    fitted,
    rewards: rewards.map((reward) => reward * solution.denominator),
    weights,
    denominator: unit * solution.denominator,
  };
}

/** r̂ − r. */
export function residuals({ fitted, rewards, denominator }: Fit): number[] {
  return fitted.map((fit, a) => ratioToNumber(fit - rewards[a]!, denominator));
}

/** ‖e‖₂ and ‖e‖∞. */
export function norms(errors: readonly number[]): { euclidean: number; greatest: number } {
  return {
    euclidean: Math.hypot(...errors),
    greatest: errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0),
  };
}
