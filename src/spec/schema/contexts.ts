/** A contextual bandit. */
import * as z from 'zod';
import { pairFeatures, pairReward, pairRow } from './pairs.js';
import { noise, number, says } from './parts.js';

/** An action of a context. */
export const contextActionSchema = z
  .strictObject({ reward: pairReward, features: pairRow })
  .meta(says('An action in this context: its mean reward and its feature row.'));

export const contextSchema = z
  .strictObject({
    probability: number.meta(
      says('How likely this context is. Probabilities are exact (`1/3`) and sum to 1 over the contexts.'),
    ),
    actions: z
      .record(z.string(), contextActionSchema)
      .meta(says('The actions of this context by name. Contexts may have different ones.')),
  })
  .meta(says('A context: its probability, and its actions with their rewards and features.'));

/** The keys that may stand beside the contexts. */
export const contextsKeys = { features: pairFeatures.optional(), noise: noise.optional() };

export const contextsSchema = z
  .object(contextsKeys)
  .catchall(contextSchema)
  .meta(
    says(
      'A contextual bandit: the contexts by name, each with a probability and its actions. One `θ` for all contexts; the context does not depend on the action.',
    ),
  );
