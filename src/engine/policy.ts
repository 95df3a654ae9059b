import { exp } from './exp.js';

/**
 * π = e/Z with e_a = exp(z_a − max z). It is stored as e and Z, so that tiny probabilities keep all their digits:
 * every e_a is 0 or at least 3·10⁻³⁰⁸, and the dominant action has e = 1.
 */
export interface Policy {
  readonly e: Float64Array;
  /** Σ e_a, summed in the order of the actions. NaN iff the logits have no softmax: a NaN or +Infinity among them. */
  Z: number;
  /** The first action with the greatest logit. */
  dominant: number;
}

/** Room for a policy of K actions. */
export function newPolicy(actions: number): Policy {
  return { e: new Float64Array(actions), Z: actions, dominant: 0 };
}

/** Writes the softmax of the K logits z into `policy`. */
export function softmax(z: Float64Array, policy: Policy): void {
  const { e } = policy;
  let dominant = 0;
  for (let a = 1; a < z.length; a++) if (z[a]! > z[dominant]!) dominant = a;
  const top = z[dominant]!;
  let Z = 0;
  for (let a = 0; a < z.length; a++) {
    const weight = exp(z[a]! - top);
    e[a] = weight;
    Z += weight;
  }
  policy.Z = Z;
  policy.dominant = dominant;
}
