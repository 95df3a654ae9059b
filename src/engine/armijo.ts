import type { LearningRate } from '../model/run.js';
import type { Setting } from './algorithms/algorithm.js';
import { algorithmOf } from './algorithms/catalogue.js';
import { Climb } from './climb.js';
import { exactWeights, gapOf, shortfalls } from './gradient.js';
import { log } from './log.js';
import type { Policy } from './policy.js';
import { shrunk } from './shrunk.js';

type Armijo = Extract<LearningRate, { kind: 'armijo' }>;

/**
 * η of the next step along `direction` (d entries, or K if tabular), from the policy and the K logits z. null: there is none, because F does not
 * rise along the direction, or because rounding hides every increase.
 */
export type Backtracking = (policy: Policy, z: Float64Array, direction: Float64Array) => number | null;

/** The most trials of one search, not counting steps that are skipped because they are certain to fail. */
const MOST_TRIALS = 1e5;

/**
 * Backtracking (Armijo 1966): the largest η = max·shrinkⁿ with F(θ + ηu) ≥ F(θ) + c·η·⟨∇F, u⟩, with u the direction of the algorithm and F
 * the function that it climbs: f, or f + τH with an entropy bonus.
 *
 * All quantities are in units of the rewards' range and of the direction's greatest entry, so that no product leaves the range of
 * doubles, whatever the scale of the rewards. A step is skipped only if it is certain to fail: F can rise by no more than
 * is left to the best reward, and between two steps by no more than its steepest slope allows.
 *
 * @throws RangeError for sampled gradients: an estimate is no gradient of F.
 */
export function backtracking({ problem, job, X }: Setting, { max, c, shrink }: Armijo): Backtracking {
  if (job.gradient !== 'exact') throw new RangeError('Backtracking needs exact gradients.');
  const { natural, entropyWeight } = algorithmOf(job.algorithm);
  const tau = entropyWeight?.(job) ?? 0;
  const shortfall = shortfalls(problem.rewards);
  const range = shortfall.reduce((a, b) => Math.max(a, b), 0);
  const unit = Math.max(range, tau) || 1;
  const delta = shortfall.map((x) => x / unit);
  const weight = tau / unit;
  const K = problem.rewards.length;
  const climb = new Climb(delta, weight);
  const y = new Float64Array(K);
  const s = new Float64Array(K);
  const w = new Float64Array(K);

  return (policy, z, direction) => {
    const { dominant } = policy;
    let size = 0;
    for (const x of direction) size = Math.max(size, Math.abs(x));
    // If nothing moves, every step satisfies the condition; a direction that is not finite ends the run.
    if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return max;
    const along = direction.map((x) => x / size);
    slopesOf(X, along, dominant, s);
    let [least, greatest, lowest] = [0, 0, 0];
    for (let a = 0; a < K; a++) {
      y[a] = z[a]! - z[dominant]!;
      least = Math.min(least, s[a]!);
      greatest = Math.max(greatest, s[a]!);
      lowest = Math.min(lowest, y[a]!);
    }
    const spread = greatest - least;
    const slope = natural
      ? naturalSlope(policy, delta, w, s)
      : (size / unit) * along.reduce((sum, x) => sum + x * x, 0);
    if (!(slope >= 0)) return null;
    climb.from(policy, y, s);

    // From here on, steps are in units of `along`.
    let eta = max;
    const goTo = (target: number) => {
      eta = shrunk(eta, shrink, target / size);
    };
    const left = gapOf(policy, delta) + weight * log(K);
    const most = left / (c * slope);
    if (eta * size > most) goTo(most);
    if (eta * size * spread > Number.MAX_VALUE) goTo(Number.MAX_VALUE / spread);
    for (let trial = 0; trial < MOST_TRIALS; trial++) {
      const step = eta * size;
      const risen = climb.increase(step);
      const asked = c * step * slope;
      if (risen >= asked) return eta;
      // For shorter steps Taylor's theorem guarantees the increase, so only rounding hides it.
      const bend = (spread * spread * (1 + weight * (1 - lowest + step * spread))) / 4;
      if (step * bend < (1 - c) * slope || step === 0) return null;
      const far = Math.min(Math.LN2 / spread, (asked - risen) / (climb.steepest(spread) + c * slope));
      goTo(Number.isNaN(far) ? step : step - far);
    }
    return null;
  };
}

/** ⟨x_a − x_m, direction⟩ for the K actions, with m the dominant one. */
function slopesOf(
  { actions, dimensions, rows }: Setting['X'],
  along: Float64Array,
  m: number,
  s: Float64Array,
): void {
  for (let a = 0; a < actions; a++) {
    if (rows === null) {
      s[a] = along[a]! - along[m]!;
      continue;
    }
    let sum = 0;
    for (let k = 0; k < dimensions; k++)
      sum += (rows[a * dimensions + k]! - rows[m * dimensions + k]!) * along[k]!;
    s[a] = sum;
  }
}

/** ⟨∇f, direction⟩ = Σ_a π_a (r_a − f) s_a. */
function naturalSlope(policy: Policy, delta: Float64Array, w: Float64Array, s: Float64Array): number {
  exactWeights(policy, delta, w);
  let sum = 0;
  for (let a = 0; a < w.length; a++) sum += w[a]! * s[a]!;
  return sum / policy.Z;
}
