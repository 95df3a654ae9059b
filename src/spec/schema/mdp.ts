/** A Markov decision process. */
import * as z from 'zod';
import { ENVIRONMENT_IDS, ENVIRONMENTS } from '../../environments/catalogue.js';
import { AXES, KEYS, START_KEYWORDS, STATE_KEYWORDS } from '../vocabulary.js';
import { pairFeatures, pairReward, pairRow } from './pairs.js';
import { mapping, noise, number, says } from './parts.js';

/** An action of a state. */
export const pairSchema = mapping(KEYS.pair, {
  to: z
    .union([z.string(), z.record(z.string(), number)])
    .meta(
      says(
        'Where the action leads: the name of a state, or `{name: probability}`. Probabilities are exact and sum to 1.',
      ),
    ),
  reward: pairReward,
  features: pairRow,
}).meta(says('An action of this state: where it leads, its mean reward and its feature row.'));

const stateSchema = z
  .union([
    z.enum(STATE_KEYWORDS).meta({ markdownEnumDescriptions: ['Absorbing, with reward 0.'] }),
    z.record(z.string(), pairSchema),
  ])
  .meta(says('A state: its actions by name, or `terminal` (absorbing, reward 0).'));

const axesOf = (array: string, axes: string) =>
  z.array(z.enum(AXES)).meta(says(`What the axes of ${array} are, outermost first: ${axes}.`));

export const axesSchema = mapping(KEYS.axes, {
  P: axesOf('P', '`[state, action, next]` in any order'),
  r: axesOf('r', '`[state, action]` or `[state, action, next]` in any order').optional(),
  phi: axesOf(
    'phi',
    '`[state, action, feature]` in any order; of two axes the rows go through the states and actions in this order',
  ).optional(),
}).meta(says('What the axes of each array are, outermost first.'));

export const mdpSchema = mapping(KEYS.mdp, {
  environment: z.enum(ENVIRONMENT_IDS).meta({
    ...says(
      'An environment that is known by its name, in the place of `discount`, `start`, `states` and `features`. Each of `discount`, `start` and `features` may be given beside it to change it.',
    ),
    markdownEnumDescriptions: ENVIRONMENTS.map(({ about }) => about),
  }),
  file: z
    .string()
    .meta(
      says(
        'The path of a `.npz` or `.json` file with the arrays `P` (probabilities of the next states), `r`, `gamma`, `rho` (start) and `phi` (features), relative to the folder of this text. `axes` says which axis of P is which. Each of `discount`, `start` and `features` may be given beside it to change it.',
      ),
    ),
  axes: z
    .union([axesOf('P', '`[state, action, next]` in any order'), axesSchema])
    .meta(
      says(
        'What the axes of `P` in `file` are, outermost first: `[state, action, next]` for (S, A, S), `[action, state, next]` for (A, S, S), which look alike. `r` and `phi` have the same order, or `{ P: […], r: […], phi: […] }` says theirs.',
      ),
    ),
  discount: number.meta(
    says(
      '`γ` in [0, 1): a reward t steps later counts `γᵗ`. `J(θ) = Σ_s ρ(s) V(s)` is not normalised by 1 − γ.',
    ),
  ),
  start: z
    .union([z.enum(START_KEYWORDS), z.string(), z.record(z.string(), number)])
    .meta(
      says(
        '`ρ`, where an episode starts: the name of a state, `uniform`, or `{name: probability}`. Probabilities are exact and sum to 1.',
      ),
    ),
  features: pairFeatures,
  states: z
    .record(z.string(), stateSchema)
    .meta(
      says(
        'The states by name, each with its actions: `s1: { go: { to: s2, reward: 1, features: [0, 1] } }`.',
      ),
    ),
  noise,
})
  .partial()
  .meta(says('A finite Markov decision process: states, actions, where they lead and what they pay.'));
