/**
 * The vocabulary of a `.linspg` file, said once: the reader takes its keys, keywords and defaults from here, and the editor
 * its completion and hovers (as JSON Schema). What a key means is written as Markdown, for a person.
 */
import { z } from 'zod';
import { CONDITION_IDS, CONDITIONS } from '../conditions/catalogue.js';
import { ALGORITHM_IDS, ALGORITHMS, PARAMETERS } from '../engine/algorithms/catalogue.js';
import { ENVIRONMENT_IDS, ENVIRONMENTS } from '../environments/catalogue.js';
import { BASELINES } from '../model/run.js';

/** Largest number of iterations. */
export const MAX_ITERATIONS = 1e9;

function says(markdown: string, more: Record<string, unknown> = {}) {
  return { description: markdown.replace(/[`*]/g, ''), markdownDescription: markdown, ...more };
}

const number = z
  .union([z.number(), z.string().regex(/^[+-]?\d+\s*\/\s*[+-]?\d+$/)])
  .meta(says('A number: `9`, `-0.5`, `1e-6`, or a fraction such as `1/3`, which is exact.'));

const whole = z.number().min(0);

/** A value, or a list of values: a sweep. */
function sweep<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1)]);
}

const features = z
  .array(number)
  .min(1)
  .meta(
    says(
      'The feature row `x_a ∈ ℝᵈ` of this action. The policy is `π(a) ∝ exp(x_aᵀθ)`; every row has d entries.',
      {
        defaultSnippets: [{ label: '[0, 0]', body: ['^$1', '^$2'] }],
      },
    ),
  );

export const actionSchema = z
  .strictObject({
    reward: number.meta(
      says('The mean reward `r_a` of this action. Its place in the order decides most conditions.'),
    ),
    features,
  })
  .meta(says('An action: its mean reward and its feature row.'));

export const NOISE_KEYWORDS = ['none', 'bernoulli'] as const;

export const noiseSchemas = {
  gaussian: z.strictObject({
    gaussian: number.meta(
      says('`σ`: rewards are drawn from N(r_a, σ²) and clipped to [0, 1], which moves their mean.'),
    ),
  }),
  beta: z.strictObject({
    beta: number.meta(
      says('The concentration `c = a + b`: rewards are drawn from Beta(c·r_a, c·(1 − r_a)).'),
    ),
  }),
};

const noise = z
  .union([z.enum(NOISE_KEYWORDS), noiseSchemas.gaussian, noiseSchemas.beta])
  .default('none')
  .meta(
    says(
      'How a sampled reward is drawn around its mean: `none`, `bernoulli` (means in [0, 1]), `{gaussian: σ}` (clipped to [0, 1]) or `{beta: a+b}` (means inside (0, 1)).',
    ),
  );

export const banditSchema = z
  .strictObject({
    actions: z
      .record(z.string(), actionSchema)
      .meta(says('The actions by name: `a1: { reward: 9, features: [0, -2] }`. At least two.')),
    rewards: z
      .array(number)
      .meta(says('The K mean rewards, for actions named a1 … aK. Goes with `features`; replaces `actions`.')),
    features: z
      .array(features)
      .meta(says('The K×d feature matrix `X`, one row an action. Goes with `rewards`; replaces `actions`.')),
    noise,
  })
  .partial()
  .meta(
    says('A bandit written out: its actions with their rewards and features, and the noise of its rewards.'),
  );

const ABOUT_PAIR_FEATURES =
  'One-hot over state and action (`one-hot`, the tabular case), drawn at random (`{random: d, seed: s}`), one-hot over group and action (`{groups: {left: [s1, s2]}}`), or a list of rows in the order of the text.';

export const PAIR_FEATURES_KEYWORDS = ['one-hot'] as const;

export const pairFeaturesSchemas = {
  random: z.strictObject({
    random: whole.meta(
      says('`d`: every action gets this many features, each drawn from the standard normal distribution.'),
    ),
    seed: whole.default(0).meta(says('The seed of the features. The same text gives the same numbers.')),
  }),
  groups: z.strictObject({
    groups: z
      .record(z.string(), z.array(z.string()).min(1))
      .meta(
        says(
          'Aggregated states: the states of each group by name, `{left: [s1, s2], right: [s3]}`. Actions of the same name in one group have the same feature, of their own. Every state but a terminal one stands in exactly one group.',
        ),
      ),
  }),
};

const pairFeatures = z
  .union([
    z.enum(PAIR_FEATURES_KEYWORDS).meta({
      markdownEnumDescriptions: ['One feature for each pair of a state and an action: the tabular case.'],
    }),
    pairFeaturesSchemas.random,
    pairFeaturesSchemas.groups,
    z.array(features),
  ])
  .meta(says(`Features beside the states, in the place of the actions' own: ${ABOUT_PAIR_FEATURES}`));

const pairRow = features
  .optional()
  .meta(
    says(
      'The feature row `φ(s, a) ∈ ℝᵈ`. The policy is `π(a|s) ∝ exp⟨φ(s, a), θ⟩`, one `θ` for all states; every row has d entries. Left out where `features` stands beside the states.',
    ),
  );

const pairReward = number.meta(says('The mean immediate reward `r(s, a)`.'));

/** An action of a state. */
export const pairSchema = z
  .strictObject({
    to: z
      .union([z.string(), z.record(z.string(), number)])
      .meta(
        says(
          'Where the action leads: the name of a state, or `{name: probability}`. Probabilities are exact and sum to 1.',
        ),
      ),
    reward: pairReward,
    features: pairRow,
  })
  .meta(says('An action of this state: where it leads, its mean reward and its feature row.'));

export const STATE_KEYWORDS = ['terminal'] as const;

const stateSchema = z
  .union([
    z.enum(STATE_KEYWORDS).meta({ markdownEnumDescriptions: ['Absorbing, with reward 0.'] }),
    z.record(z.string(), pairSchema),
  ])
  .meta(says('A state: its actions by name, or `terminal` (absorbing, reward 0).'));

export const START_KEYWORDS = ['uniform'] as const;

export const mdpSchema = z
  .strictObject({
    environment: z.enum(ENVIRONMENT_IDS).meta({
      ...says(
        'An environment that is known by its name, in the place of `discount`, `start`, `states` and `features`. Each of `discount`, `start` and `features` may be given beside it to change it.',
      ),
      markdownEnumDescriptions: ENVIRONMENTS.map(({ about }) => about),
    }),
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

/** What may stand beside the contexts. */
export const contextsKeys = { features: pairFeatures.optional(), noise: noise.optional() };

export const contextsSchema = z
  .object(contextsKeys)
  .catchall(contextSchema)
  .meta(
    says(
      'A contextual bandit: the contexts by name, each with a probability and its actions. One `θ` for all contexts; the context does not depend on the action.',
    ),
  );

export const KEEP_KEYWORDS = CONDITION_IDS.flatMap((id) => [id, `not ${id}` as const]);
export const FAMILY_FEATURES = ['uniform', 'gaussian'] as const;
export const FAMILY_REWARDS = ['realizable', 'uniform'] as const;
export const GENERATORS = ['native', 'jax'] as const;

export const generateSchema = z
  .strictObject({
    actions: whole.meta(says('K, the number of actions: at least 2.')),
    dimensions: whole.meta(says('d, the number of features of an action.')),
    count: whole.meta(says('How many instances. Each is one run for every cell of the experiment.')),
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

export const learningRateSchemas = {
  normalized: z.strictObject({
    normalized: number.meta(
      says('`c`: every step has this length, `η_t = c / ‖u_t‖`, `u_t` the direction of the update.'),
    ),
  }),
  armijo: z.strictObject({
    armijo: z
      .strictObject({
        max: number.meta(says('The largest step that is tried.')),
        c: number.meta(says('The share of the promised increase that a step must reach, in (0, 1).')),
        shrink: number.meta(says('The factor by which a refused step shrinks, in (0, 1).')),
      })
      .meta(
        says(
          'Backtracking: the largest `η = max·shrinkⁿ` with `F(θ + ηu) ≥ F(θ) + c·η⟨∇F, u⟩`, `u` the direction of the update and `F` what is climbed. Exact gradients only.',
        ),
      ),
  }),
  decay: z.strictObject({
    decay: z
      .strictObject({
        initial: number.meta(says('The first step, `η_0`.')),
        factor: number.meta(says('What each step is multiplied by, in (0, 1].')),
      })
      .meta(says('Exponentially decreasing steps: `η_t = initial · factorᵗ`.')),
  }),
};

export const initSchemas = {
  gaussian: z.strictObject({
    gaussian: number.meta(says('`σ`: every entry of a start is drawn from N(0, σ²).')),
    count: whole.default(1).meta(says('How many starts are drawn.')),
  }),
  trap: z.strictObject({
    trap: z
      .union([z.string(), z.record(z.string(), z.string())])
      .meta(
        says(
          'A start inside a trap. Of a bandit: the name of a suboptimal action. Of contexts and an MDP: the policy, by the actions that it takes where it differs from the best one, `{s3: a2}`.',
        ),
      ),
  }),
};

export const STOP_KEYWORDS = ['none'] as const;

export const stopSchemas = {
  gap: z.strictObject({
    gap: number.meta(says('Stop when the suboptimality gap `r* − π·r` falls below this.')),
  }),
  gradient: z.strictObject({
    gradient: number.meta(
      says(
        'Stop when `‖∇f(θ)‖` falls below this: the gradient of the expected reward, whatever the algorithm climbs.',
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

export const GRADIENTS = ['exact', 'sampled'] as const;

const parameterSchemas: Readonly<Record<string, z.ZodType>> = Object.fromEntries(
  PARAMETERS.map((one) => [one.key, sweep(number).default(one.default).meta(says(one.about))]),
);

export const runSchema = z
  .strictObject({
    algorithm: sweep(
      z.enum(ALGORITHM_IDS).meta({ markdownEnumDescriptions: ALGORITHMS.map(({ about }) => about) }),
    )
      .default(ALGORITHMS[0].id)
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
      .default('none')
      .meta(
        says(
          'What is taken off a sampled reward before the gradient is estimated: `none`, `average` (of the rewards before) or `value` (`f(θ)`). It changes the variance, not the expectation. Exact gradients have none.',
        ),
      ),
    'learning-rate': sweep(
      z.union([
        z.literal('theory'),
        z.string().regex(/^theory\s*\*/),
        number,
        learningRateSchemas.normalized,
        learningRateSchemas.armijo,
        learningRateSchemas.decay,
      ]),
    )
      .default('theory')
      .meta(
        says(
          'The step size `η`. `theory` is `4 / (9·R·λ_max(XᵀX))`, which gives the O(1/T) bound; also `theory*c`, a number, `{normalized: c}`, `{armijo: {max, c, shrink}}` or `{decay: {initial, factor}}`.',
        ),
      ),
    iterations: sweep(whole)
      .default(1e5)
      .meta(says('How many updates, T: a whole number from 1 to 1e9. Default `1e5`.')),
    init: z
      .union([
        z.literal('zeros'),
        z.array(number),
        initSchemas.gaussian,
        initSchemas.trap,
        z.array(z.union([z.literal('zeros'), z.array(number), initSchemas.gaussian, initSchemas.trap])),
      ])
      .default('zeros')
      .meta(
        says(
          'The first parameter `θ_0`: `zeros`, a vector (one entry a feature; for tabular algorithms one logit an action, through all states in the order of the text), `{gaussian: σ, count: n}`, or `{trap: action}` (`{trap: {state: action}}`). A list of vectors is a sweep over starts.',
        ),
      ),
    repeats: sweep(whole)
      .default(1)
      .meta(
        says('How many times each cell runs, with its own random stream. Charts show the mean and a band.'),
      ),
    seed: sweep(whole)
      .default(0)
      .meta(says('The seed of every random stream. The same text gives the same numbers.')),
    instance: sweep(whole)
      .default(0)
      .meta(
        says(
          'Of which instance of a family the bandit is a copy. Its sampled runs then draw the same actions and rewards as that instance does in its family.',
        ),
      ),
    stop: sweep(z.union([z.enum(STOP_KEYWORDS), stopSchemas.gap, stopSchemas.gradient]))
      .default('none')
      .meta(says('When to stop before T: `{gap: ε}` or `{gradient: ε}`.')),
    record: sweep(whole)
      .default(200)
      .meta(says('How many points of the curve are kept, spaced evenly on a logarithmic axis.')),
  })
  .partial()
  .meta(says('The experiment. A list where one value is expected is a sweep; several sweeps make a grid.'));

export const specSchema = z
  .strictObject({
    title: z.string().meta(says('A title, shown above the charts.')),
    bandit: banditSchema,
    contexts: contextsSchema,
    mdp: mdpSchema,
    generate: generateSchema,
    run: runSchema,
  })
  .partial()
  .meta(says('A problem and an experiment for softmax policy gradient with linear features.'));

/** The keys of an object schema, in the order in which they are best written. */
export function keysOf(schema: { readonly shape: Readonly<Record<string, unknown>> }): readonly string[] {
  return Object.keys(schema.shape);
}

const SECTION_SCHEMAS = Object.entries({
  bandit: banditSchema,
  mdp: mdpSchema,
  generate: generateSchema,
  run: runSchema,
});

/** The sections that a key may stand in. */
export function homesOf(key: string): string[] {
  return SECTION_SCHEMAS.flatMap(([name, { shape }]) => (Object.hasOwn(shape, key) ? [name] : []));
}

/** What a key means, as Markdown; null where the schema does not say. */
export function meaningOf(schema: z.ZodType): string | null {
  const words = schema.meta()?.markdownDescription;
  if (typeof words === 'string') return words;
  return schema instanceof z.ZodOptional ? meaningOf(schema.unwrap() as z.ZodType) : null;
}

/** What a key of a section is when it is not written. @throws where the key has no default. */
export function defaultOf(
  { shape }: { readonly shape: Readonly<Record<string, unknown>> },
  key: string,
): unknown {
  return (shape[key] as z.ZodType).parse(undefined);
}

/** The vocabulary as JSON Schema (draft 7), for completion and hovers. */
export function jsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(specSchema, { target: 'draft-7', io: 'input' }) as Record<string, unknown>;
}
