/** The features and rewards of the actions of states and contexts. */
import * as z from 'zod';
import { DEFAULTS, FORMS, PAIR_FEATURES_KEYWORDS } from '../vocabulary.js';
import { features, mapping, number, numbersFile, says, whole } from './parts.js';

const ABOUT_PAIR_FEATURES =
  'One-hot over state and action (`one-hot`, the tabular case), drawn at random (`{random: d, seed: s}`), one-hot over group and action (`{groups: {left: [s1, s2]}}`), a list of rows in the order of the text, or `{file: path}` with these rows.';

export const pairFeaturesSchemas = {
  random: mapping(FORMS.pairFeatures.random, {
    random: whole.meta(
      says('`d`: every action gets this many features, each drawn from the standard normal distribution.'),
    ),
    seed: whole
      .default(DEFAULTS.pairFeatures.seed)
      .meta(says('The seed of the features. The same text gives the same numbers.')),
  }),
  groups: mapping(FORMS.pairFeatures.groups, {
    groups: z
      .record(z.string(), z.array(z.string()).min(1))
      .meta(
        says(
          'Aggregated states: the states of each group by name, `{left: [s1, s2], right: [s3]}`. Actions of the same name in one group have the same feature, of their own. Every state but a terminal one stands in exactly one group.',
        ),
      ),
  }),
};

export const pairFeatures = z
  .union([
    z.enum(PAIR_FEATURES_KEYWORDS).meta({
      markdownEnumDescriptions: ['One feature for each pair of a state and an action: the tabular case.'],
    }),
    pairFeaturesSchemas.random,
    pairFeaturesSchemas.groups,
    numbersFile,
    z.array(features),
  ])
  .meta(says(`Features beside the states, in the place of the actions' own: ${ABOUT_PAIR_FEATURES}`));

export const pairRow = features
  .optional()
  .meta(
    says(
      'The feature row `φ(s, a) ∈ ℝᵈ`. The policy is `π(a|s) ∝ exp⟨φ(s, a), θ⟩`, one `θ` for all states; every row has d entries. Left out where `features` stands beside the states.',
    ),
  );

export const pairReward = number.meta(says('The mean immediate reward `r(s, a)`.'));
