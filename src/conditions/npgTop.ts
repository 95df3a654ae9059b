import type { Arms } from './arms.js';
import type { ConditionEntry } from './entry.js';
import { difference, type Projection, reason } from './projection.js';
import { isFactored } from './sizes.js';
import type { Condition } from './types.js';

/**
 * npg-top: r̂ is greatest at optimal actions only; necessary and sufficient for natural policy gradient. (With one optimal
 * action: r̂ has its unique maximum there.) Margin: greatest r̂ of an optimal action − greatest r̂ of another.
 */
function npgTop(arms: Arms, p: Projection): Condition<'npg-top'> {
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
    ...reason(p, sign, best, rival),
  };
}

export const NPG_TOP = {
  id: 'npg-top',
  about:
    'The least-squares fit of the rewards is greatest at the best action only: what natural policy gradient needs.',
  isRepairable: true,
  isInReach: (_, shape) => isFactored(shape),
  *check({ arms, projection }, found) {
    found.push(npgTop(arms, yield* projection()));
  },
} satisfies ConditionEntry<'npg-top'>;
