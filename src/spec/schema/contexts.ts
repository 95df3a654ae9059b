/** A contextual bandit. */
import * as z from 'zod';
import { KEYS } from '../vocabulary.js';
import { pairFeatures, pairReward, pairRow } from './pairs.js';
import { mapping, noise, number, says } from './parts.js';

/** An action of a context. */
export const contextActionSchema = mapping(KEYS.contextAction, {
  reward: pairReward,
  features: pairRow,
}).meta(says('An action in this context: its mean reward and its feature row.'));

export const contextSchema = mapping(KEYS.context, {
  probability: number.meta(
    says('How likely this context is. Probabilities are exact (`1/3`) and sum to 1 over the contexts.'),
  ),
  actions: z
    .record(z.string(), contextActionSchema)
    .meta(says('The actions of this context by name. Contexts may have different ones.')),
}).meta(says('A context: its probability, and its actions with their rewards and features.'));

export const contextsSchema = z
  .object(mapping(KEYS.contexts, { features: pairFeatures.optional(), noise: noise.optional() }).shape)
  .catchall(contextSchema)
  .meta(
    says(
      'A contextual bandit: the contexts by name, each with a probability and its actions. One `θ` for all contexts; the context does not depend on the action.',
    ),
  );
