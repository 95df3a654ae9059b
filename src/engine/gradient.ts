import type { Policy } from './policy.js';

/** How far each action's reward lies below the greatest: δ_a = r* − r_a ≥ 0. */
export function shortfalls(rewards: Float64Array): Float64Array {
  const best = rewards.reduce((a, b) => Math.max(a, b));
  return rewards.map((r) => best - r);
}

/** r* − π·r = Σ_a π_a δ_a: a sum of terms ≥ 0, so it keeps its digits however small it is. */
export function gapOf({ e, Z }: Policy, delta: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < delta.length; a++) sum += e[a]! * delta[a]!;
  return sum / Z;
}

/**
 * Writes the weights w of the exact gradient times Z into `w`: ∇f = Xᵀw/Z, w_a = e_a (r_a − f); returns the gap. Rewards are measured from
 * that of the dominant action, so nothing cancels in the weight of an action whose π is near 1.
 */
export function exactWeights({ e, Z, dominant }: Policy, delta: Float64Array, w: Float64Array): number {
  const worst = delta[dominant]!;
  let sum = 0;
  for (let a = 0; a < w.length; a++) sum += e[a]! * (worst - delta[a]!);
  const mean = sum * (1 / Z);
  for (let a = 0; a < w.length; a++) w[a] = e[a]! * (worst - delta[a]! - mean);
  return worst - mean;
}

/**
 * Writes the weights of the gradient of f + τ·H, H the entropy, into `w`: w_a = π_a (g_a − Σ_b π_b g_b), g_a = r_a − τ log π_a. As in `exactWeights`, g
 * is measured from that of the dominant action, so that neither log Z nor a large reward takes digits from a small difference.
 */
export function entropyWeights(
  policy: Policy,
  z: Float64Array,
  delta: Float64Array,
  tau: number,
  w: Float64Array,
): void {
  const { e, Z, dominant } = policy;
  let mean = 0;
  for (let a = 0; a < w.length; a++) {
    w[a] = delta[dominant]! - delta[a]! - tau * (z[a]! - z[dominant]!);
    // An action whose probability underflows contributes nothing to the mean.
    if (e[a]! > 0) mean += (e[a]! / Z) * w[a]!;
  }
  for (let a = 0; a < w.length; a++) w[a] = e[a]! > 0 ? (e[a]! / Z) * (w[a]! - mean) : 0;
  balance(w, dominant);
}

function balance(w: Float64Array, at: number): void {
  let others = 0;
  for (let a = 0; a < w.length; a++) if (a !== at) others += w[a]!;
  w[at] = -others;
}
