import { baselineRule } from '../baseline.js';
import { shortfalls } from '../gradient.js';
import type { Policy } from '../policy.js';
import type { Streams } from '../random/streams.js';
import { unit } from '../random/words.js';
import { rewardSampler } from '../reward.js';
import { categorical } from '../sampler.js';
import type { Algorithm, Setting } from './algorithm.js';
import { algorithmOf } from './catalogue.js';

/**
 * Writes the direction of the next update of θ, before the learning rate, and returns the regret of this iteration: how far the
 * expected reward, or with sampling the mean reward of the drawn action, lies below the best. Called once per iteration, in order.
 */
export type Update = (policy: Policy, z: Float64Array, direction: Float64Array) => number;

/** The update of a job's algorithm, with exact or sampled gradients. */
export function updateOf(setting: Setting, streams: Streams): Update {
  const { algorithm: id, gradient } = setting.job;
  const algorithm = algorithmOf(id);
  return gradient === 'exact' ? algorithm.exact(setting) : sampledUpdate(algorithm, setting, streams);
}

function sampledUpdate(
  algorithm: Algorithm,
  setting: Setting,
  { action: actions, reward: rewards }: Streams,
): Update {
  const { problem, job } = setting;
  const estimate = algorithm.sampled(setting);
  const delta = shortfalls(problem.rewards);
  const rewardOf = rewardSampler(problem);
  const below = baselineRule(job.baseline, problem.rewards, delta);
  return (policy, z, direction) => {
    actions.next();
    rewards.next();
    const action = categorical(policy, unit(actions.high, actions.low));
    const reward = rewardOf(action, rewards.high, rewards.low);
    estimate(policy, z, action, reward - below(policy, reward), direction);
    return delta[action]!;
  };
}
