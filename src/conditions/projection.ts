/**
 * The rewards as the features can express them: r̂ = X X⁺ r, the orthogonal projection of r onto the column space of X.
 * Unlike the geometry of differences, r̂ changes when one vector is added to every row of X, which changes no policy.
 */

import type { Budget } from '../math/budget.js';
import { ratioToNumber } from '../math/ratio.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { Factors } from './factors.js';
import { columnsOf, exactFit, type Fit, fitCost, norms, residuals } from './fit.js';
import type { Basis, Condition, Shift } from './types.js';

/** r̂ and r of each action, to be compared; the exact integers are in units of 1/denominator. */
export interface Projection {
  readonly basis: Basis;
  readonly fitted: readonly number[];
  readonly exact: Fit | null;
}

/** `factors`: of the K×d features of the actions, for what is too large to be exact. */
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

const TOO_LARGE = 'The least-squares fit is too large to be confirmed exactly.';

/**
 * realizable: r̂ = r. Its distance is the approximation error of the literature, which does not decide convergence.
 * Margin: −‖r̂ − r‖₂, 0 when realizable.
 */
export function realizable(arms: Arms, p: Projection, shift: Shift | null = null): Condition {
  const rewards = arms.bandit.rewards.map((reward) => reward.value);
  const errors = p.exact ? residuals(p.exact) : p.fitted.map((fit, a) => fit - rewards[a]!);
  const { euclidean, greatest } = norms(errors);
  const size = rewards.reduce((most, reward) => Math.max(most, Math.abs(reward)), 0);
  const worst = errors.findIndex((error) => Math.abs(error) === greatest);
  return {
    id: 'realizable',
    holds: p.exact ? p.exact.fitted.every((fit, a) => fit === p.exact!.rewards[a]) : greatest <= 1e-9 * size,
    basis: p.basis,
    margin: euclidean === 0 ? 0 : -euclidean,
    actions: greatest === 0 ? [] : [worst],
    values: [
      { name: '‖r̂ − r‖₂', value: euclidean },
      { name: '‖r̂ − r‖∞', value: greatest },
    ],
    ...(shift && { shift }),
    ...(p.basis === 'numerical' && { reason: TOO_LARGE }),
  };
}

/**
 * npg-top: r̂ is greatest at optimal actions only; necessary and sufficient for natural policy gradient. (With one optimal
 * action: r̂ has its unique maximum there.) Margin: greatest r̂ of an optimal action − greatest r̂ of another.
 */
export function npgTop(arms: Arms, p: Projection): Condition {
  const optimal = arms.optimal;
  const others = p.fitted.map((_, a) => a).filter((a) => !optimal.includes(a));
  if (others.length === 0) {
    return { id: 'npg-top', holds: true, basis: 'proved', margin: null, actions: optimal };
  }
  const top = (among: readonly number[]) =>
    among.reduce((best, a) => (difference(p, a, best).sign > 0 ? a : best));
  const [best, rival] = [top(optimal), top(others)];
  const { sign, value } = difference(p, best, rival);
  return {
    id: 'npg-top',
    holds: sign > 0,
    basis: p.basis,
    margin: value,
    actions: [best, rival],
    ...reason(p, sign, arms, best, rival),
  };
}

/**
 * projected-order: r̂_i > r̂_j wherever the arms' r_i > r_j. Sufficient for `order` (with w = X⁺r), not necessary.
 * Margin: the least r̂_i − r̂_j over neighbouring levels of reward.
 */
export function projectedOrder(arms: Arms, p: Projection): Condition {
  const action = (arm: number) => arms.members[arm]![0]!;
  let least: { i: number; j: number; sign: number; value: number } | null = null;
  for (let level = 0; level + 1 < arms.levels.length; level++) {
    const lowest = arms.levels[level]!.map(action).reduce((low, a) =>
      difference(p, a, low).sign < 0 ? a : low,
    );
    const highest = arms.levels[level + 1]!.map(action).reduce((high, a) =>
      difference(p, a, high).sign > 0 ? a : high,
    );
    const { sign, value } = difference(p, lowest, highest);
    if (least === null || value < least.value) least = { i: lowest, j: highest, sign, value };
  }
  if (least === null) {
    return { id: 'projected-order', holds: true, basis: 'proved', margin: null, actions: [] };
  }
  return {
    id: 'projected-order',
    holds: least.sign > 0,
    basis: p.basis,
    margin: least.value,
    actions: [least.i, least.j],
    ...reason(p, least.sign, arms, least.i, least.j),
  };
}

function difference(p: Projection, a: number, b: number): { sign: number; value: number } {
  if (!p.exact) {
    const value = p.fitted[a]! - p.fitted[b]!;
    return { sign: Math.sign(value), value };
  }
  const exact = p.exact.fitted[a]! - p.exact.fitted[b]!;
  return { sign: exact > 0n ? 1 : exact < 0n ? -1 : 0, value: ratioToNumber(exact, p.exact.denominator) };
}

function reason(p: Projection, sign: number, arms: Arms, a: number, b: number) {
  if (p.basis === 'numerical') return { reason: TOO_LARGE };
  if (sign !== 0) return {};
  return {
    reason: `Boundary case: r̂ is exactly the same at ${arms.bandit.names[a]} and ${arms.bandit.names[b]}.`,
  };
}
