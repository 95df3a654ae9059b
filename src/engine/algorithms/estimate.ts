import { transposed } from '../direction.js';
import type { Features } from '../features.js';
import type { Policy } from '../policy.js';

/**
 * Writes the estimate of the direction from the sampled action and its reward.
 *
 * @param z the K logits. @param into d entries, or K if tabular.
 */
export type Estimate = (
  policy: Policy,
  z: Float64Array,
  action: number,
  reward: number,
  into: Float64Array,
) => void;

/**
 * R(x_a − Σ_b π_b x_b): the importance-weighted estimate of ∇f in which the weight 1/π_a cancels (arXiv 2505.03155). It has no quotient, so
 * no 0/0 at any policy.
 */
export function gradientEstimate(X: Features): Estimate {
  const { dimensions, rows } = X;
  const weighted = transposed(X);
  return ({ e, Z }, _z, action, reward, into) => {
    weighted(e, into);
    const scale = 1 / Z;
    for (let k = 0, at = action * dimensions; k < dimensions; k++, at++) {
      const own = rows === null ? (k === action ? 1 : 0) : rows[at]!;
      into[k] = reward * (own - into[k]! * scale);
    }
  };
}
