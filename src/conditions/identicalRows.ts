import type { Fraction } from 'fraction.js';
import { ratioToNumber } from '../math/ratio.js';
import type { Arms } from './arms.js';
import type { ConditionEntry } from './entry.js';
import type { Condition } from './types.js';

/**
 * Actions with exactly the same features have the same probability at every θ: no parameter tells them apart, and they act as
 * one arm with the mean of their rewards. One condition for each such group; if there is none, one with holds = false.
 */
function identicalRows(arms: Arms): Condition<'identical-rows'>[] {
  const groups = arms.members.filter((actions) => actions.length > 1);
  if (groups.length === 0) {
    return [{ id: 'identical-rows', holds: false, basis: 'proved', margin: null, actions: [] }];
  }
  return groups.map((actions) => ({
    id: 'identical-rows',
    holds: true,
    basis: 'proved',
    margin: null,
    actions,
    values: [{ quantity: 'mean-reward', value: nearest(arms.rewards[arms.armOf[actions[0]!]!]!) }],
  }));
}

function nearest({ s, n, d }: Fraction): number {
  return ratioToNumber(s * n, d);
}

export const IDENTICAL_ROWS: ConditionEntry<'identical-rows'> = {
  id: 'identical-rows',
  about: 'Some actions have the same features: no parameter tells them apart.',
  isDecisive: true,
  isCheap: true,
  isInReach: () => true,
  // biome-ignore lint/correctness/useYield: the arms are known, so this is no work to interrupt.
  *check({ arms }, found) {
    found.push(...identicalRows(arms));
  },
};
