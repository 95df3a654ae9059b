import { Matrix, pseudoInverse } from 'ml-matrix';
import { BEYOND, type Demand, plus } from './demand.js';
import type { Model } from './model.js';

/**
 * r̂_a − r̂_b ≥ least for each pair of actions, told in units of the range of the rewards, with r̂ = X X⁺ r. Where the rank does not change,
 * dr̂ = (I − P) dX θ + (X⁺)ᵀ dXᵀ e with P = X X⁺, θ = X⁺ r and e = r − r̂.
 */
export function fittedApart(
  model: Model,
  pairs: readonly (readonly [number, number])[],
  least: number,
): Demand {
  const { units, bandit } = model;
  const unitOf: number[] = [];
  units.forEach((actions, unit) => {
    for (const action of actions) unitOf[action] = unit;
  });
  const written = bandit.rewards.map((reward) => reward.value);
  const range = Math.max(...written) - Math.min(...written);
  const rewards = written.map((reward) => reward / range);
  return ({ rows }) => {
    const X = new Matrix(unitOf.map((unit) => Array.from(rows[unit]!)));
    const inverse = pseudoInverse(X);
    const theta = Float64Array.from(inverse.mmul(Matrix.columnVector(rewards)).to1DArray());
    const fit = X.mmul(Matrix.columnVector(Array.from(theta))).to1DArray();
    return pairs.map(([a, b]) => {
      const byRow = () => {
        // c = e_a − e_b: cᵀP = ((X⁺)ᵀ Xᵀ c)ᵀ, and X⁺c.
        const difference = X.getRow(a).map((entry, k) => entry - X.get(b, k));
        const projected = Matrix.rowVector(difference).mmul(inverse).to1DArray();
        const turned = Float64Array.from(
          inverse.getColumn(a),
          (entry, k) => entry - inverse.getColumn(b)[k]!,
        );
        const derivative = new Map<number, Float64Array>();
        unitOf.forEach((unit, action) => {
          const outside = (action === a ? 1 : 0) - (action === b ? 1 : 0) - projected[action]!;
          const change = theta.map(
            (entry, k) => outside * entry + (rewards[action]! - fit[action]!) * turned[k]!,
          );
          const known = derivative.get(unit);
          derivative.set(unit, known ? plus(known, 1, change) : change);
        });
        return derivative;
      };
      return { value: fit[a]! - fit[b]! - (BEYOND * least) / range, byRow, byDirection: null };
    });
  };
}
