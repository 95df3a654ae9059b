import { type Budget, eliminationCost } from '../math/budget.js';
import { independent } from '../math/exactLinear.js';
import { rankModulo } from '../math/modularRank.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { ConditionEntry } from './entry.js';
import type { Factors } from './factors.js';
import { isFactored } from './sizes.js';
import type { Condition } from './types.js';

/**
 * rank X = min(number of different rows, d)? If not, some directions of θ change no policy, or some rows depend on others.
 * The rank modulo a prime is a lower bound of the rank; if it is full, that is a proof. Margin: σ_min/σ_max over the
 * min(K, d) singular values, the inverse of the condition number.
 */
function* rank(arms: Arms, budget: Budget, factors: Factors): Work<Condition<'rank'>> {
  const full = Math.min(arms.members.length, arms.dimensions);
  const modular = yield* rankModulo(arms.exactRows);
  const cost = (arms.members.length / full) * eliminationCost(full, arms.bits);
  const provable = modular === full || budget.take(cost);
  const value =
    modular === full ? full : provable ? (yield* independent(arms.exactRows)).length : factors.rank;
  const singular = factors.singular.slice(0, full);
  const [greatest, least] = [singular[0] ?? 0, value === full ? (singular.at(-1) ?? 0) : 0];
  return {
    id: 'rank',
    holds: value === full,
    basis: provable ? 'proved' : 'numerical',
    margin: greatest === 0 ? 0 : least / greatest,
    actions: [],
    values: [
      { quantity: 'rank', value },
      { quantity: 'sigma-max', value: greatest },
      { quantity: 'sigma-min', value: singular[value - 1] ?? 0 },
      { quantity: 'sigma-ratio', value: value === 0 ? 1 : greatest / singular[value - 1]! },
    ],
    ...(!provable && { reason: { code: 'rank-too-large' } as const }),
  };
}

export const RANK: ConditionEntry<'rank'> = {
  id: 'rank',
  about: 'The feature matrix has full rank.',
  isInReach: (_, shape) => isFactored(shape),
  *check({ arms, budget, factors }, found) {
    found.push(yield* rank(arms, budget, yield* factors()));
  },
};
