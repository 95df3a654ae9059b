/** A family of random bandits, contextual bandits or decision processes. */
import * as z from 'zod';
import { CONDITIONS } from '../../conditions/catalogue.js';
import { DEFAULTS, FAMILY_FEATURES, FAMILY_REWARDS, GENERATORS, KEEP_KEYWORDS, KEYS } from '../vocabulary.js';
import { mapping, noise, number, says, whole } from './parts.js';

export const transitionsSchema = mapping(KEYS.transitions, {
  dirichlet: number.meta(
    says(
      '`α` from 0.001 to 1e6: small ones make few next states likely, 1 draws uniformly from all distributions, large ones make all next states alike likely.',
      { examples: ['1'] },
    ),
  ),
}).meta(says('How the probabilities of next states are drawn.'));

export const generateSchema = mapping(KEYS.generate, {
  states: whole.meta(
    says(
      'S, the number of states: the instances are Markov decision processes, each state with `actions` actions. An episode starts in each state alike. Needs `discount`.',
      { examples: ['4'] },
    ),
  ),
  contexts: whole.meta(
    says(
      'The number of contexts, which are equally likely: the instances are contextual bandits, each context with `actions` actions.',
      { examples: ['4'] },
    ),
  ),
  actions: whole.meta(
    says('K, the number of actions (of each state or context): at least 2.', { examples: ['4'] }),
  ),
  dimensions: whole.meta(says('d, the number of features of an action.', { examples: ['2'] })),
  count: whole.meta(
    says('How many instances. Each is one run for every cell of the experiment.', { examples: ['100'] }),
  ),
  seed: whole
    .default(DEFAULTS.generate.seed)
    .meta(
      says(
        'The seed of the instances. With the native generator an instance follows from the seed and its number alone.',
      ),
    ),
  features: z
    .enum(FAMILY_FEATURES)
    .default(DEFAULTS.generate.features)
    .meta(says('How features are drawn: `uniform` on [0, 1), or `gaussian` (standard normal).')),
  rewards: z
    .enum(FAMILY_REWARDS)
    .default(DEFAULTS.generate.rewards)
    .meta(
      says(
        'How mean rewards are made: `realizable` scales `Xθ` for a random `θ`, so that their order is preserved (of processes the order of the immediate rewards); `uniform` draws them independently of the features.',
      ),
    ),
  'reward-range': number
    .default(DEFAULTS.generate['reward-range'])
    .meta(says('`g` in (0, 1]: mean rewards lie in [½ − g/2, ½ + g/2].')),
  keep: z
    .array(
      z.enum(KEEP_KEYWORDS).meta({
        markdownEnumDescriptions: CONDITIONS.flatMap(({ id, about }) => [
          about,
          `The opposite of \`${id}\`.`,
        ]),
      }),
    )
    .default([...DEFAULTS.generate.keep])
    .meta(
      says(
        'Conditions that every instance satisfies, such as `[order, not trap]`: an instance that does not is drawn again. Contexts and decision processes have exposed, order and trap.',
      ),
    ),
  discount: number.meta(says('With `states`: `γ` in [0, 1).', { examples: ['0.9'] })),
  transitions: transitionsSchema
    .default(DEFAULTS.generate.transitions)
    .meta(
      says(
        'With `states`: `{dirichlet: α}` draws the probabilities of the next states of each action from a Dirichlet(α, …, α). They are written in whole millionths, so that their exact sum is 1.',
      ),
    ),
  generator: z
    .enum(GENERATORS)
    .default(DEFAULTS.generate.generator)
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
  .meta(
    says(
      'A family of random bandits; with `contexts`, of contextual bandits; with `states`, of Markov decision processes. The experiment runs on every instance.',
    ),
  );
