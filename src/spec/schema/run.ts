/** The experiment. */
import * as z from 'zod';
import { ALGORITHM_IDS, ALGORITHMS, PARAMETERS } from '../../engine/algorithms/catalogue.js';
import { BASELINES } from '../../model/run.js';
import { DEFAULTS, FORMS, GRADIENTS, KEYS, STOP_KEYWORDS } from '../vocabulary.js';
import { mapping, literal as number, numbersFile, says, sweep, whole } from './parts.js';

export const learningRateSchemas = {
  normalized: mapping(FORMS.learningRate.normalized, {
    normalized: number.meta(
      says('`c`: every step has this length, `η_t = c / ‖u_t‖`, `u_t` the direction of the update.', {
        examples: ['0.1'],
      }),
    ),
  }),
  armijo: mapping(FORMS.learningRate.armijo, {
    armijo: mapping(KEYS.armijo, {
      max: number.meta(says('The largest step that is tried.', { examples: ['1'] })),
      c: number.meta(
        says('The share of the promised increase that a step must reach, in (0, 1).', {
          examples: ['0.5'],
        }),
      ),
      shrink: number.meta(
        says('The factor by which a refused step shrinks, in (0, 1).', { examples: ['0.5'] }),
      ),
    }).meta(
      says(
        'Backtracking: the largest `η = max·shrinkⁿ` with `F(θ + ηu) ≥ F(θ) + c·η⟨∇F, u⟩`, `u` the direction of the update and `F` what is climbed. Exact gradients only.',
      ),
    ),
  }),
  decay: mapping(FORMS.learningRate.decay, {
    decay: mapping(KEYS.decay, {
      initial: number.meta(says('The first step, `η_0`.', { examples: ['1'] })),
      factor: number.meta(says('What each step is multiplied by, in (0, 1].', { examples: ['0.999'] })),
    }).meta(says('Exponentially decreasing steps: `η_t = initial · factorᵗ`.')),
  }),
};

export const initSchemas = {
  gaussian: mapping(FORMS.init.gaussian, {
    gaussian: number.meta(says('`σ`: every entry of a start is drawn from N(0, σ²).', { examples: ['1'] })),
    count: whole.default(DEFAULTS.starts.count).meta(says('How many starts are drawn.')),
  }),
  trap: mapping(FORMS.init.trap, {
    trap: z
      .union([z.string(), z.record(z.string(), z.string())])
      .meta(
        says(
          'A start inside a trap. Of a bandit: the name of a suboptimal action. Of contexts and an MDP: the policy, by the actions that it takes where it differs from the best one, `{s3: a2}`.',
        ),
      ),
  }),
};

export const stopSchemas = {
  gap: mapping(FORMS.stop.gap, {
    gap: number.meta(
      says('Stop when the suboptimality gap `r* − π·r` falls below this.', { examples: ['1e-6'] }),
    ),
  }),
  gradient: mapping(FORMS.stop.gradient, {
    gradient: number.meta(
      says(
        'Stop when `‖∇f(θ)‖` falls below this: the gradient of the expected reward, whatever the algorithm climbs.',
        { examples: ['1e-6'] },
      ),
    ),
  }),
};

const ABOUT_GRADIENTS = {
  exact: 'The exact gradient `∇f(θ) = Xᵀ(diag π − ππᵀ) r`.',
  sampled: 'One action and one reward are sampled an iteration: `R(a)(x_a − Σ_b π_b x_b)`.',
};

const ABOUT_BASELINES: Record<(typeof BASELINES)[number], string> = {
  none: 'The reward as it was drawn.',
  average: 'The average of the rewards drawn before is taken off, 0 at first.',
  value: 'The expected reward `f(θ) = π·r` is taken off: known in an experiment only.',
};

const parameterSchemas: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  PARAMETERS.map((one) => [one.key, sweep(number).default(one.default).meta(says(one.about))]),
);

export const runSchema = mapping(KEYS.run, {
  algorithm: sweep(
    z.enum(ALGORITHM_IDS).meta({ markdownEnumDescriptions: ALGORITHMS.map(({ about }) => about) }),
  )
    .default(DEFAULTS.run.algorithm)
    .meta(says('Which algorithm updates `θ`. A list runs each.')),
  ...parameterSchemas,
  gradient: sweep(
    z.enum(GRADIENTS).meta({ markdownEnumDescriptions: GRADIENTS.map((name) => ABOUT_GRADIENTS[name]) }),
  )
    .optional()
    .meta(says('`exact` or `sampled`. By default `sampled` if the bandit has noise, else `exact`.')),
  baseline: sweep(
    z.enum(BASELINES).meta({ markdownEnumDescriptions: BASELINES.map((name) => ABOUT_BASELINES[name]) }),
  )
    .default(DEFAULTS.run.baseline)
    .meta(
      says(
        'What is taken off a sampled reward before the gradient is estimated: `none`, `average` (of the rewards before) or `value` (`f(θ)`). It changes the variance, not the expectation. Exact gradients have none.',
      ),
    ),
  'learning-rate': sweep(
    z.union([
      z.literal('theory'),
      z
        .string()
        .regex(/^theory\s*\*/)
        .meta(says('A multiple of the theory rate.', { examples: ['theory*0.5'] })),
      number,
      learningRateSchemas.normalized,
      learningRateSchemas.armijo,
      learningRateSchemas.decay,
    ]),
  )
    .default(DEFAULTS.run['learning-rate'])
    .meta(
      says(
        'The step size `η`. `theory` is `4 / (9·R·λ_max(XᵀX))`, which gives the O(1/T) bound; also `theory*c`, a number, `{normalized: c}`, `{armijo: {max, c, shrink}}` or `{decay: {initial, factor}}`.',
      ),
    ),
  iterations: sweep(whole)
    .default(DEFAULTS.run.iterations)
    .meta(says('How many updates, T: a whole number from 1 to 1e9. Default `1e5`.')),
  init: z
    .union([
      z.literal('zeros'),
      z.array(number),
      initSchemas.gaussian,
      initSchemas.trap,
      numbersFile,
      z.array(
        z.union([z.literal('zeros'), z.array(number), initSchemas.gaussian, initSchemas.trap, numbersFile]),
      ),
    ])
    .default(DEFAULTS.run.init)
    .meta(
      says(
        'The first parameter `θ_0`: `zeros`, a vector (one entry a feature; for tabular algorithms one logit an action, through all states in the order of the text), `{gaussian: σ, count: n}`, `{trap: action}` (`{trap: {state: action}}`), or `{file: path}` with a vector. A list of vectors is a sweep over starts.',
      ),
    ),
  repeats: sweep(whole)
    .default(DEFAULTS.run.repeats)
    .meta(
      says('How many times each cell runs, with its own random stream. Charts show the mean and a band.'),
    ),
  seed: sweep(whole)
    .default(DEFAULTS.run.seed)
    .meta(says('The seed of every random stream. The same text gives the same numbers.')),
  instance: sweep(whole)
    .default(DEFAULTS.run.instance)
    .meta(
      says(
        'Of which instance of a family the bandit is a copy. Its sampled runs then draw the same actions and rewards as that instance does in its family.',
      ),
    ),
  stop: sweep(z.union([z.enum(STOP_KEYWORDS), stopSchemas.gap, stopSchemas.gradient]))
    .default(DEFAULTS.run.stop)
    .meta(says('When to stop before T: `{gap: ε}` or `{gradient: ε}`.')),
  record: sweep(whole)
    .default(DEFAULTS.run.record)
    .meta(says('How many points of the curve are kept, spaced evenly on a logarithmic axis.')),
})
  .partial()
  .meta(says('The experiment. A list where one value is expected is a sweep; several sweeps make a grid.'));
