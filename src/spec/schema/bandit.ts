/** A bandit that is written out. */
import * as z from 'zod';
import { KEYS } from '../vocabulary.js';
import { features, mapping, noise, number, numbersFile, says } from './parts.js';

export const actionSchema = mapping(KEYS.action, {
  reward: number.meta(
    says('The mean reward `r_a` of this action. Its place in the order decides most conditions.'),
  ),
  features,
}).meta(says('An action: its mean reward and its feature row.'));

export const banditSchema = mapping(KEYS.bandit, {
  actions: z
    .record(z.string(), actionSchema)
    .meta(says('The actions by name: `a1: { reward: 9, features: [0, -2] }`. At least two.')),
  rewards: z
    .union([z.array(number), numbersFile])
    .meta(
      says(
        'The K mean rewards, for actions named a1 … aK, or `{file: path}`. Goes with `features`; replaces `actions`.',
      ),
    ),
  features: z
    .union([z.array(features), numbersFile])
    .meta(
      says(
        'The K×d feature matrix `X`, one row an action, or `{file: path}`, whose first column may name the actions. Goes with `rewards`; replaces `actions`.',
      ),
    ),
  noise,
})
  .partial()
  .meta(
    says('A bandit written out: its actions with their rewards and features, and the noise of its rewards.'),
  );
