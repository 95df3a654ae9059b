/** The conditions on products of features, where rounding leaves no doubt. */
import { type Doubles, productError, signBeyond, signOfProduct } from './doubles.js';

/** features-K: ⟨x_i − x_j, x_1 − x_k⟩ > 0 for 2 ≤ i and all j, k worse than i. */
export function featuresK(x: Doubles): boolean | null {
  const { order } = x;
  let holds: true | null = true;
  for (let i = 1; i < order.length; i++)
    for (let j = i + 1; j < order.length; j++)
      for (let k = i + 1; k < order.length; k++) {
        const sign = signOfProduct(x, order[i]!, order[j]!, order[0]!, order[k]!);
        if (sign === -1) return false;
        if (sign === null) holds = null;
      }
  return holds;
}

/** features-3: ⟨x_2 − x_3, x_1 − x_3⟩ > 0. */
export function features3(x: Doubles): boolean | null {
  const [first, second, third] = x.order as [number, number, number];
  return positive(signOfProduct(x, second, third, first, third));
}

/** features-3-sto: ⟨x_1 − x_2, x_2 − x_3⟩ > 0. */
export function features3Sto(x: Doubles): boolean | null {
  const [first, second, third] = x.order as [number, number, number];
  return positive(signOfProduct(x, first, second, second, third));
}

function positive(sign: -1 | 1 | null): boolean | null {
  return sign === null ? null : sign > 0;
}

/** non-domination: ⟨x_i, x_i − x_j⟩ > 0 for all j ≠ i. */
export function nonDomination({ actions, dimensions: d, features: x, largest }: Doubles): boolean | null {
  let holds: true | null = true;
  for (let i = 0; i < actions; i++)
    for (let j = 0; j < actions; j++) {
      if (i === j) continue;
      let product = 0;
      for (let k = 0; k < d; k++) product += x[i * d + k]! * (x[i * d + k]! - x[j * d + k]!);
      const sign = signBeyond(product, productError(d, largest));
      if (sign === -1) return false;
      if (sign === null) holds = null;
    }
  return holds;
}
