/**
 * The path of the gradient flow by another method than the product's: Dormand and Prince's explicit pair of order 5(4) in arc length, with
 * an error of 1e-7 a step. A logit's lead changes by at most the length of a step, and a step is never longer than 1 unless the two
 * actions that make up the direction lead by more than the step: so no switch is stepped over. Nothing of `src/flow` is used.
 *
 * What is taken from the path is the action that leads once this has been so for as long a way as it took to come there, and `LEAST`: it leads
 * by `LEAD` in logit, every lead grows, what is left of the direction comes from a worse action, and every better action dies faster
 * than that one. null: that has not come about in `mostSteps` steps.
 */

export interface Problem {
  readonly rewards: readonly number[];
  /** K rows of d features. */
  readonly features: readonly (readonly number[])[];
}

export interface PathEnd {
  /** The action that leads at the end of the path. */
  readonly action: number | null;
  readonly steps: number;
}

const LEAD = 30;
const LEAST = 200;
const TOLERANCE = 1e-7;
const LONGEST = 1;
/** Where every other action is this much behind in logit, it has no part in the direction before it comes nearer. */
const APART = 60;

const A = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];
const E = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

export function pathEnd(
  { rewards, features }: Problem,
  start: readonly number[],
  mostSteps = 1.5e4,
): PathEnd {
  const K = rewards.length;
  const d = start.length;
  let widest = 0;
  for (const x of features)
    for (const y of features) widest = Math.max(widest, Math.hypot(...x.map((v, k) => v - y[k]!)));
  const X = Float64Array.from(features.flat().map((v) => v / widest));
  const z = new Float64Array(K);
  const weight = new Float64Array(K);

  /** ∇f/‖∇f‖, each action's share in units of the likeliest one whose reward is not the leader's. Returns the leader. */
  const field = (theta: Float64Array, out: Float64Array): number => {
    let top = 0;
    for (let a = 0; a < K; a++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += X[a * d + k]! * theta[k]!;
      z[a] = sum;
      if (sum > z[top]!) top = a;
    }
    let next = Number.NEGATIVE_INFINITY;
    for (let a = 0; a < K; a++) if (rewards[a] !== rewards[top] && z[a]! > next) next = z[a]!;
    // f − r_top, in units of exp(next − log Σ exp z).
    let Z = 0;
    let above = 0;
    for (let a = 0; a < K; a++) {
      Z += Math.exp(z[a]! - z[top]!);
      weight[a] = Math.exp(z[a]! - next);
      if (rewards[a] !== rewards[top]) above += weight[a]! * (rewards[a]! - rewards[top]!);
    }
    const unit = Math.exp(next - z[top]!) / Z;
    out.fill(0);
    for (let a = 0; a < K; a++) {
      if (a === top) continue;
      const c =
        rewards[a] === rewards[top]
          ? (-Math.exp(z[a]! - z[top]!) / Z) * above
          : weight[a]! * (rewards[a]! - rewards[top]! - above * unit);
      for (let k = 0; k < d; k++) out[k]! += c * (X[a * d + k]! - X[top * d + k]!);
    }
    let square = 0;
    for (let k = 0; k < d; k++) square += out[k]! * out[k]!;
    const norm = Math.sqrt(square);
    if (norm > 0) for (let k = 0; k < d; k++) out[k]! /= norm;
    return top;
  };

  // In coordinates where X has the width 1.
  let theta = Float64Array.from(start, (v) => v * widest);
  let trial = new Float64Array(d);
  const k7 = Array.from({ length: 7 }, () => new Float64Array(d));
  let travelled = 0;
  let h = 0.01;
  let since: number | null = null;
  const driverOf = (top: number): number => {
    let driver = -1;
    for (let a = 0; a < K; a++)
      if (rewards[a] !== rewards[top] && (driver < 0 || z[a]! > z[driver]!)) driver = a;
    return driver;
  };
  const rate = (a: number, direction: Float64Array): number => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += X[a * d + k]! * direction[k]!;
    return sum;
  };
  /** Is the leader final, as far as the present direction shows? */
  const settled = (top: number, direction: Float64Array): boolean => {
    const driver = driverOf(top);
    if (driver < 0 || rewards[driver]! > rewards[top]!) return false;
    const [ofTop, ofDriver] = [rate(top, direction), rate(driver, direction)];
    for (let a = 0; a < K; a++) {
      if (a === top) continue;
      const own = rate(a, direction);
      if (z[top]! - z[a]! < LEAD || ofTop - own < 1e-6) return false;
      if (rewards[a]! > rewards[top]! && (z[driver]! - z[a]! < LEAD || ofDriver - own < 1e-6)) return false;
    }
    return true;
  };
  /** How long the same two actions make up the direction of the path, at least. */
  const room = (top: number): number => {
    const driver = driverOf(top);
    if (driver < 0) return 0;
    let least = z[top]! - z[driver]!;
    for (let a = 0; a < K; a++) if (a !== top && a !== driver) least = Math.min(least, z[driver]! - z[a]!);
    return least - APART;
  };
  for (let steps = 0; steps < mostSteps; steps++) {
    const top = field(theta, k7[0]!);
    if (!settled(top, k7[0]!)) since = null;
    else if (since === null) since = travelled;
    else if (travelled - since > Math.max(LEAST, since)) return { action: top, steps };
    h = Math.min(h, Math.max(LONGEST, room(top)));
    for (let stage = 1; stage < 7; stage++) {
      trial.set(theta);
      const row = A[stage]!;
      for (let j = 0; j < stage; j++) {
        const c = h * row[j]!;
        if (c !== 0) for (let k = 0; k < d; k++) trial[k]! += c * k7[j]![k]!;
      }
      field(trial, k7[stage]!);
    }
    let error = 0;
    for (let k = 0; k < d; k++) {
      let sum = 0;
      for (let j = 0; j < 7; j++) sum += E[j]! * k7[j]![k]!;
      error += sum * sum;
    }
    error = h * Math.sqrt(error);
    const factor = Math.min(4, Math.max(0.2, 0.9 * (TOLERANCE / error) ** 0.2));
    if (error <= TOLERANCE) {
      travelled += h;
      [theta, trial] = [trial, theta];
    }
    h *= Number.isFinite(factor) ? factor : 0.2;
    if (h < 1e-9) return { action: null, steps };
  }
  return { action: null, steps: mostSteps };
}
