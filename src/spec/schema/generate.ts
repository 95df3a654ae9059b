/** A family of random bandits. */
import { z } from 'zod';
import { CONDITION_IDS, CONDITIONS } from '../../conditions/catalogue.js';
import { noise, number, says, whole } from './parts.js';

export const KEEP_KEYWORDS = CONDITION_IDS.flatMap((id) => [id, `not ${id}` as const]);
export const FAMILY_FEATURES = ['uniform', 'gaussian'] as const;
export const FAMILY_REWARDS = ['realizable', 'uniform'] as const;
export const GENERATORS = ['native', 'jax'] as const;

export const generateSchema = z
  .strictObject({
    actions: whole.meta(says('K, the number of actions: at least 2.', { examples: ['4'] })),
    dimensions: whole.meta(says('d, the number of features of an action.', { examples: ['2'] })),
    count: whole.meta(
      says('How many instances. Each is one run for every cell of the experiment.', { examples: ['100'] }),
    ),
    seed: whole
      .default(0)
      .meta(
        says(
          'The seed of the instances. With the native generator an instance follows from the seed and its number alone.',
        ),
      ),
    features: z
      .enum(FAMILY_FEATURES)
      .default('uniform')
      .meta(says('How features are drawn: `uniform` on [0, 1), or `gaussian` (standard normal).')),
    rewards: z
      .enum(FAMILY_REWARDS)
      .default('realizable')
      .meta(
        says(
          'How mean rewards are made: `realizable` scales `Xθ` for a random `θ`, so that their order is preserved; `uniform` draws them independently of the features.',
        ),
      ),
    'reward-range': number.default(0.5).meta(says('`g` in (0, 1]: mean rewards lie in [½ − g/2, ½ + g/2].')),
    keep: z
      .array(
        z.enum(KEEP_KEYWORDS).meta({
          markdownEnumDescriptions: CONDITIONS.flatMap(({ id, about }) => [
            about,
            `The opposite of \`${id}\`.`,
          ]),
        }),
      )
      .default([])
      .meta(
        says(
          'Conditions that every instance satisfies, such as `[order, not trap]`: an instance that does not is drawn again.',
        ),
      ),
    generator: z
      .enum(GENERATORS)
      .default('native')
      .meta({
        ...says('Where the random numbers come from.'),
        markdownEnumDescriptions: [
          "This program's own random streams.",
          'The instances of the authors of arXiv 2505.03155, from their seeds: JAX threefry keys, uniform features, realizable rewards.',
        ],
      }),
    noise,
  })
  .partial()
  .meta(says('A family of random bandits. The experiment runs on every instance.'));
