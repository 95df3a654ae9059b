import type { Arms } from './arms.js';
import type { ConditionEntry } from './entry.js';
import { norms, residuals } from './fit.js';
import type { Projection } from './projection.js';
import { bestShift } from './shift.js';
import { isFactored } from './sizes.js';
import type { Condition, Shift } from './types.js';

/**
 * realizable: r̂ = r. ‖r̂ − r‖ is the approximation error of the literature, which does not decide convergence.
 * Margin: −‖r̂ − r‖₂, which is 0 if realizable.
 */
export function realizable(arms: Arms, p: Projection, shift: Shift | null = null): Condition<'realizable'> {
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
      { quantity: 'euclidean-error', value: euclidean },
      { quantity: 'greatest-error', value: greatest },
    ],
    ...(shift && { shift }),
    ...(p.basis === 'numerical' && { reason: { code: 'fit-too-large' } as const }),
  };
}

export const REALIZABLE: ConditionEntry<'realizable'> = {
  id: 'realizable',
  about: 'The rewards are a linear function of the features. It does not decide convergence.',
  isInReach: (_, shape) => isFactored(shape),
  *check({ arms, budget, projection }, found) {
    const fitted = yield* projection();
    found.push(realizable(arms, fitted, fitted.exact ? yield* bestShift(arms, budget) : null));
  },
};
