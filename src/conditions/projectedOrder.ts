import type { Arms } from './arms.js';
import type { ConditionEntry } from './entry.js';
import { difference, type Projection, reason } from './projection.js';
import { isFactored } from './sizes.js';
import type { Condition } from './types.js';

/**
 * projected-order: r̂_i > r̂_j wherever r_i > r_j, for arms i and j. Sufficient for `order` (with w = X⁺r), not necessary.
 * Margin: the least r̂_i − r̂_j over neighbouring levels of reward.
 */
function projectedOrder(arms: Arms, p: Projection): Condition<'projected-order'> {
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
    ...reason(p, least.sign, least.i, least.j),
  };
}

export const PROJECTED_ORDER = {
  id: 'projected-order',
  about: 'The least-squares fit of the rewards has their order.',
  isRepairable: true,
  isInReach: (_, shape) => isFactored(shape),
  *check({ arms, projection }, found) {
    found.push(projectedOrder(arms, yield* projection()));
  },
} satisfies ConditionEntry<'projected-order'>;
