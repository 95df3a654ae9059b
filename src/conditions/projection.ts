/**
 * The rewards as the features can express them: r̂ = X X⁺ r, the orthogonal projection of r onto the column space of X.
 * Unlike the geometry of differences, r̂ changes when one vector is added to every row of X, which changes no policy.
 */

import type { Budget } from '../math/budget.js';
import { ratioToNumber } from '../math/ratio.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { Factors } from './factors.js';
import { columnsOf, exactFit, type Fit, fitCost } from './fit.js';
import type { Basis, Reason } from './types.js';

/** r̂ and r of each action; the exact integers are in units of 1/denominator. */
export interface Projection {
  readonly basis: Basis;
  readonly fitted: readonly number[];
  readonly exact: Fit | null;
}

/** @param factors of the K×d features of the actions, for bandits that are too large to be exact. */
export function* projection(arms: Arms, budget: Budget, factors: Factors): Work<Projection> {
  if (budget.take(fitCost(arms, arms.dimensions))) {
    const exact = yield* exactFit(arms, columnsOf(arms));
    return {
      basis: 'proved',
      fitted: exact.fitted.map((above) => ratioToNumber(above, exact.denominator)),
      exact,
    };
  }
  const rewards = arms.bandit.rewards.map((reward) => reward.value);
  return { basis: 'numerical', fitted: factors.project(rewards), exact: null };
}

/** r̂_a − r̂_b. */
export function difference(p: Projection, a: number, b: number): { sign: number; value: number } {
  if (!p.exact) {
    const value = p.fitted[a]! - p.fitted[b]!;
    return { sign: Math.sign(value), value };
  }
  const exact = p.exact.fitted[a]! - p.exact.fitted[b]!;
  return { sign: exact > 0n ? 1 : exact < 0n ? -1 : 0, value: ratioToNumber(exact, p.exact.denominator) };
}

/** Why the projection is only numerical, or which boundary case applies. */
export function reason(
  { basis }: Projection,
  sign: number,
  action: number,
  other: number,
): { readonly reason?: Reason } {
  if (basis === 'numerical') return { reason: { code: 'fit-too-large' } };
  return sign === 0 ? { reason: { code: 'same-fit', action, other } } : {};
}
