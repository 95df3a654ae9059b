import type { Algorithm } from '../../model/run.js';
import { baselineRule } from '../baseline.js';
import { shortfalls } from '../gradient.js';
import type { Policy } from '../policy.js';
import type { Streams } from '../random/streams.js';
import { unit } from '../random/words.js';
import { rewardSampler } from '../reward.js';
import { categorical } from '../sampler.js';
import { linNpg } from './linNpg.js';
import { linSpg } from './linSpg.js';
import { linSpgEntropy } from './linSpgEntropy.js';
import type { Rule, Setting } from './rule.js';
import { softmaxNpg } from './softmaxNpg.js';
import { softmaxPg } from './softmaxPg.js';

const RULES: Readonly<Record<Algorithm, Rule>> = {
  'lin-spg': linSpg,
  'lin-npg': linNpg,
  'softmax-pg': softmaxPg,
  'softmax-npg': softmaxNpg,
  'lin-spg-entropy': linSpgEntropy,
};

/**
 * Writes the direction of the next update of θ, before the learning rate, and returns the regret of this iteration: how far the
 * expected reward, or with sampling the mean reward of the drawn action, lies below the best. Called once an iteration, in order.
 */
export type Update = (policy: Policy, z: Float64Array, direction: Float64Array) => number;

export function updateOf(setting: Setting, streams: Streams): Update {
  const { algorithm, gradient } = setting.job;
  const rule = RULES[algorithm];
  return gradient === 'exact' ? rule.exact(setting) : sampledUpdate(rule, setting, streams);
}

function sampledUpdate(rule: Rule, setting: Setting, { action: actions, reward: rewards }: Streams): Update {
  const { instance, job } = setting;
  const estimate = rule.sampled(setting);
  const delta = shortfalls(instance.rewards);
  const rewardOf = rewardSampler(instance);
  const below = baselineRule(job.baseline, instance.rewards, delta);
  return (policy, z, direction) => {
    actions.next();
    rewards.next();
    const action = categorical(policy, unit(actions.high, actions.low));
    const reward = rewardOf(action, rewards.high, rewards.low);
    estimate(policy, z, action, reward - below(policy, reward), direction);
    return delta[action]!;
  };
}
