/** The names of the numbers that are shown with a condition. */

import type { Quantity, Value } from '../conditions/types.js';

const NAMES: Readonly<Record<Quantity, string>> = {
  'mean-reward': 'mean reward',
  'euclidean-error': '‖r̂ − r‖₂',
  'greatest-error': '‖r̂ − r‖∞',
  rank: 'rank X',
  'sigma-max': 'σ_max',
  'sigma-min': 'σ_min',
  'sigma-ratio': 'σ_max/σ_min',
  angle: 'angle at θ₀ (°)',
  'lambda-min': 'λ_min at θ₀',
  'lambda-max': 'λ_max at θ₀',
};

/** `σ_max`; for the extremes over several starts `least λ_min at θ₀`. */
export function quantityName({ quantity, extreme }: Pick<Value, 'quantity' | 'extreme'>): string {
  return extreme ? `${extreme} ${NAMES[quantity]}` : NAMES[quantity];
}
