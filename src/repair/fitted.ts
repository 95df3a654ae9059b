import { dot } from '../math/dot.js';
import { pseudoInverting } from '../math/svd.js';
import { Pauses } from '../math/work.js';
import { BEYOND, type Demand, type Inequality, MAKING, minus, PAUSE, plus } from './demand.js';
import type { Model } from './model.js';

/**
 * r̂_a − r̂_b ≥ least for each pair of actions, in units of the range of the rewards, with r̂ = X X⁺ r. If the rank does not change,
 * dr̂ = (I − P) dX θ + (X⁺)ᵀ dXᵀ e with P = X X⁺, θ = X⁺ r and e = r − r̂.
 */
export function fittedApart(
  model: Model,
  pairs: readonly (readonly [number, number])[],
  least: number,
): Demand {
  const { units, bandit, dimensions } = model;
  const unitOf: number[] = [];
  units.forEach((actions, unit) => {
    for (const action of actions) unitOf[action] = unit;
  });
  const written = bandit.rewards.map((reward) => reward.value);
  const range = Math.max(...written) - Math.min(...written);
  const rewards = written.map((reward) => reward / range);
  return function* ({ rows }) {
    const X = unitOf.map((unit) => rows[unit]!);
    const inverse = yield* pseudoInverting(X);
    let theta: Float64Array = new Float64Array(dimensions);
    inverse.forEach((column, action) => {
      theta = plus(theta, rewards[action]!, column);
    });
    const fit = X.map((row) => dot(row, theta));
    const pauses = new Pauses(PAUSE);
    const found: Inequality[] = [];
    for (const [a, b] of pairs) {
      const byRow = () => {
        // c = e_a − e_b: cᵀP = (Xᵀc)ᵀX⁺, and X⁺c.
        const difference = minus(X[a]!, X[b]!);
        const turned = minus(inverse[a]!, inverse[b]!);
        const derivative = new Map<number, Float64Array>();
        unitOf.forEach((unit, action) => {
          const projected = dot(difference, inverse[action]!);
          const outside = (action === a ? 1 : 0) - (action === b ? 1 : 0) - projected;
          const residual = rewards[action]! - fit[action]!;
          const change = theta.map((entry, k) => outside * entry + residual * turned[k]!);
          const known = derivative.get(unit);
          derivative.set(unit, known ? plus(known, 1, change) : change);
        });
        return derivative;
      };
      found.push({ value: fit[a]! - fit[b]! - (BEYOND * least) / range, byRow, byDirection: null });
      if (pauses.after(MAKING + dimensions)) yield;
    }
    return found;
  };
}
