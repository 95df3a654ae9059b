import type { Features } from './features.js';

/** z = Xθ, K logits, each summed in the order of the features. */
export function logits(X: Features, theta: Float64Array, z: Float64Array): void {
  const { actions, dimensions, rows } = X;
  if (rows === null) {
    z.set(theta);
    return;
  }
  for (let a = 0, at = 0; a < actions; a++) {
    let sum = 0;
    for (let k = 0; k < dimensions; k++) sum += rows[at++]! * theta[k]!;
    z[a] = sum;
  }
}
