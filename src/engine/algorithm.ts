import { baselineRule } from './baseline.js';
import type { Direction } from './direction.js';
import { leastSquares, transposed } from './direction.js';
import { type Estimate, estimateOf } from './estimate.js';
import type { Features } from './features.js';
import { entropyWeights, exactWeights, gapOf, shortfalls } from './gradient.js';
import { log } from './log.js';
import type { Policy } from './policy.js';
import type { Streams } from './random/streams.js';
import { unit } from './random/words.js';
import { rewardSampler } from './reward.js';
import { categorical } from './sampler.js';
import type { Instance, RunJob } from './types.js';

/** The weight τ of the entropy in `lin-spg-entropy`. */
export const ENTROPY_WEIGHT = 0.1;

/**
 * Writes the direction of the next update of θ, before the learning rate, and returns the regret of this iteration: how far the
 * expected reward, or with sampling the mean reward of the drawn action, lies below the best. Called once an iteration, in order.
 */
export type Update = (policy: Policy, z: Float64Array, direction: Float64Array) => number;

/**
 * The update rules. X is the identity for the tabular ones.
 * - lin-spg, softmax-pg: ∇f(θ) = Xᵀ(diag π − ππᵀ)r, or its estimate R(x_a − Σ_b π_b x_b) (arXiv 2505.03155).
 * - lin-npg, softmax-npg: X⁺r̂, with r̂ = r or its importance-weighted estimate, R/π_a at the sampled action (arXiv 2504.02130).
 * - lin-spg-entropy: the gradient of f(θ) + τ·H(π_θ); its sampled form takes R − τ log π_a for the reward.
 */
export function updateOf(instance: Instance, job: RunJob, X: Features, streams: Streams): Update {
  const natural = job.algorithm === 'lin-npg' || job.algorithm === 'softmax-npg';
  const map = natural ? leastSquares(X) : transposed(X);
  const w = new Float64Array(instance.actions);
  return job.gradient === 'exact'
    ? exactUpdate(instance, job, map, w)
    : sampledUpdate(instance, job, natural ? importance(map, w) : estimateOf(X), streams);
}

function exactUpdate(instance: Instance, { algorithm }: RunJob, map: Direction, w: Float64Array): Update {
  const delta = shortfalls(instance.rewards);
  switch (algorithm) {
    case 'lin-npg':
    case 'softmax-npg':
      return (policy, _z, direction) => {
        map(instance.rewards, direction);
        return gapOf(policy, delta);
      };
    case 'lin-spg-entropy':
      return (policy, z, direction) => {
        entropyWeights(policy, z, delta, ENTROPY_WEIGHT, w);
        map(w, direction);
        return gapOf(policy, delta);
      };
    default:
      return (policy, _z, direction) => {
        const gap = exactWeights(policy, delta, w);
        map(w, direction);
        const scale = 1 / policy.Z;
        for (let k = 0; k < direction.length; k++) direction[k]! *= scale;
        return gap;
      };
  }
}

/** X⁺r̂ with R/π_a for the reward of the sampled action, 0 for the others. */
function importance(map: Direction, w: Float64Array): Estimate {
  return ({ e, Z }, action, reward, into) => {
    w.fill(0);
    w[action] = reward / (e[action]! / Z);
    map(w, into);
  };
}

function sampledUpdate(
  instance: Instance,
  { algorithm, baseline }: RunJob,
  estimate: Estimate,
  { action: actions, reward: rewards }: Streams,
): Update {
  const delta = shortfalls(instance.rewards);
  const rewardOf = rewardSampler(instance);
  const below = baselineRule(baseline, instance.rewards, delta);
  return (policy, z, direction) => {
    actions.next();
    rewards.next();
    const action = categorical(policy, unit(actions.high, actions.low));
    let reward = rewardOf(action, rewards.high, rewards.low);
    reward -= below(policy, reward);
    if (algorithm === 'lin-spg-entropy') {
      reward -= ENTROPY_WEIGHT * (z[action]! - z[policy.dominant]! - log(policy.Z));
    }
    estimate(policy, action, reward, direction);
    return delta[action]!;
  };
}
