import { transposed } from './direction.js';
import type { Features } from './features.js';
import type { Policy } from './policy.js';

/** Writes R(x_a − Σ_b π_b x_b) for the sampled action a and its reward R. There is no quotient in it, so no 0/0 at any policy. */
export type Estimate = (policy: Policy, action: number, reward: number, into: Float64Array) => void;

/** The importance-weighted estimate of the gradient of softmax policy gradient. */
export function estimateOf(X: Features): Estimate {
  const { dimensions, rows } = X;
  const weighted = transposed(X);
  return ({ e, Z }, action, reward, into) => {
    weighted(e, into);
    const scale = 1 / Z;
    for (let k = 0, at = action * dimensions; k < dimensions; k++, at++) {
      const own = rows === null ? (k === action ? 1 : 0) : rows[at]!;
      into[k] = reward * (own - into[k]! * scale);
    }
  };
}
