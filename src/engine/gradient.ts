import { log } from './log.js';
import type { Policy } from './policy.js';

/** How far each action's reward lies below the greatest: δ_a = r* − r_a ≥ 0. */
export function shortfalls(rewards: Float64Array): Float64Array {
  const best = rewards.reduce((a, b) => Math.max(a, b));
  return rewards.map((r) => best - r);
}

/** r* − π·r = Σ_a π_a δ_a: a sum of nothing negative, so it keeps its digits however small it is. */
export function gapOf({ e, Z }: Policy, delta: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < delta.length; a++) sum += e[a]! * delta[a]!;
  return sum / Z;
}

/**
 * The weights w of the exact gradient ∇f = Xᵀw, w_a = π_a (r_a − f), into `w`. They sum to 0; the dominant action's, in which
 * r_a − f cancels when π_a is near 1, is minus the sum of the others.
 */
export function exactWeights(policy: Policy, delta: Float64Array, w: Float64Array): void {
  const { e, Z } = policy;
  const gap = gapOf(policy, delta);
  for (let a = 0; a < w.length; a++) w[a] = (e[a]! / Z) * (gap - delta[a]!);
  balance(w, policy.dominant);
}

/** The weights of the gradient of f + τ·H, H the entropy: w_a = π_a ((r_a − τ log π_a) − (f + τH)), into `w`. */
export function entropyWeights(
  policy: Policy,
  z: Float64Array,
  delta: Float64Array,
  tau: number,
  w: Float64Array,
): void {
  const { e, Z, dominant } = policy;
  const logZ = log(Z);
  let mean = 0;
  for (let a = 0; a < w.length; a++) {
    // A reward with its bonus, less r*. An action with no probability left has no part in the mean.
    w[a] = -delta[a]! - tau * (z[a]! - z[dominant]! - logZ);
    if (e[a]! > 0) mean += (e[a]! / Z) * w[a]!;
  }
  for (let a = 0; a < w.length; a++) w[a] = e[a]! > 0 ? (e[a]! / Z) * (w[a]! - mean) : 0;
  balance(w, dominant);
}

/**
 * The weights of R(x_a − Σ_b π_b x_b) for the sampled action a and its reward R, into `w`. There is no quotient in it, so no 0/0
 * at any policy.
 */
export function sampledWeights({ e, Z }: Policy, action: number, reward: number, w: Float64Array): void {
  for (let b = 0; b < w.length; b++) w[b] = -reward * (e[b]! / Z);
  balance(w, action);
}

function balance(w: Float64Array, at: number): void {
  let others = 0;
  for (let a = 0; a < w.length; a++) if (a !== at) others += w[a]!;
  w[at] = -others;
}
