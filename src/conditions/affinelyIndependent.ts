import { eliminationCost } from '../math/budget.js';
import { independent, minusExact } from '../math/exactLinear.js';
import { rankModulo } from '../math/modularRank.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { ConditionEntry, Setting } from './entry.js';
import { isPairwise } from './sizes.js';
import type { Condition } from './types.js';

/**
 * affinely-independent: rank {x_a − x_1 : a ≠ 1} = K − 1. Every policy with full support is then that of some θ, as in the tabular case: the
 * policy class is complete (Agarwal, Kakade, Lee, Mahajan, "On the theory of policy gradient methods", 2021). So every order is preserved
 * and every action is exposed; traps are not excluded, since they depend on the angles.
 *
 * The rank modulo a prime is a lower bound of the rank; if it is K − 1, that is a proof.
 */
function* affinelyIndependent({
  arms,
  shape,
  budget,
}: Pick<Setting, 'arms' | 'shape' | 'budget'>): Work<Condition<'affinely-independent'>> {
  const wanted = shape.actions - 1;
  const decided = (holds: boolean, basis: Condition['basis']): Condition<'affinely-independent'> => ({
    id: 'affinely-independent',
    holds,
    basis,
    margin: null,
    actions: [],
  });
  // Two actions of one arm have the difference 0, and K − 1 independent vectors need at least K − 1 entries.
  if (arms.members.length < shape.actions || shape.dimensions < wanted) return decided(false, 'proved');
  const differences = differencesOf(arms);
  if ((yield* rankModulo(differences)) === wanted) return decided(true, 'proved');
  if (!budget.take(eliminationCost(wanted, arms.bits))) return decided(false, 'numerical');
  return decided((yield* independent(differences)).length === wanted, 'proved');
}

function differencesOf({ exactRows }: Arms): bigint[][] {
  return exactRows.slice(1).map((row) => minusExact(row, exactRows[0]!));
}

export const AFFINELY_INDEPENDENT: ConditionEntry<'affinely-independent'> = {
  id: 'affinely-independent',
  about: 'Every policy with full support is that of some θ, as in the tabular case.',
  isInReach: (_, shape) => isPairwise(shape),
  *check(setting, found) {
    found.push(yield* affinelyIndependent(setting));
  },
};
