/**
 * A quick test of a drawn instance before exact arithmetic: most draws of a rare condition fail it by far, and floating
 * point can prove that.
 */
import type { Draw } from './draw.js';

/**
 * Does features-K certainly fail: is some product ⟨x_i − x_j, x_1 − x_k⟩ (2 ≤ i; j, k worse than i) negative beyond any rounding
 * error? Each difference has an error of at most one unit in its last place, and the sum of d products at most (d + 2)·2⁻⁵² times
 * the sum of their sizes, which is doubled here. False if rewards are tied, since it is then not certain which action is first.
 */
export function certainlyNotFeaturesK({ actions, dimensions, rewards, features }: Draw): boolean {
  const order = Array.from(rewards.keys()).sort((a, b) => rewards[b]! - rewards[a]!);
  if (order.some((a, place) => place > 0 && rewards[a] === rewards[order[place - 1]!])) return false;
  const best = order[0]! * dimensions;
  for (let i = 1; i < actions; i++)
    for (let j = i + 1; j < actions; j++)
      for (let k = i + 1; k < actions; k++) {
        const [xi, xj, xk] = [order[i]! * dimensions, order[j]! * dimensions, order[k]! * dimensions];
        let product = 0;
        let size = 0;
        for (let n = 0; n < dimensions; n++) {
          const term = (features[xi + n]! - features[xj + n]!) * (features[best + n]! - features[xk + n]!);
          product += term;
          size += Math.abs(term);
        }
        if (product < -size * (dimensions + 8) * 2 ** -51) return true;
      }
  return false;
}
