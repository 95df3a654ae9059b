/**
 * The words of a `.linspg` text: the keys of each mapping in the recommended order, the keywords, and what counts where a key is not written. The reader needs
 * no more; `schema.ts` adds the form and the meaning of each.
 */
import { CONDITION_IDS } from '../conditions/catalogue.js';
import { ALGORITHMS, PARAMETERS } from '../engine/algorithms/catalogue.js';
import { RUN_KEYS } from './runKeys.js';

export const KEYS = {
  spec: ['title', 'let', 'bandit', 'contexts', 'mdp', 'generate', 'run'],
  parameter: ['value', 'from', 'to'],
  bandit: ['actions', 'rewards', 'features', 'noise'],
  action: ['reward', 'features'],
  /** Beside the contexts, which have names of their own. */
  contexts: ['features', 'noise'],
  context: ['probability', 'actions'],
  contextAction: ['reward', 'features'],
  mdp: ['environment', 'file', 'axes', 'discount', 'start', 'features', 'states', 'noise'],
  axes: ['P', 'r', 'phi'],
  /** An action of a state. */
  pair: ['to', 'reward', 'features'],
  generate: [
    'states',
    'contexts',
    'actions',
    'dimensions',
    'count',
    'seed',
    'features',
    'rewards',
    'reward-range',
    'keep',
    'discount',
    'transitions',
    'generator',
    'noise',
  ],
  transitions: ['dirichlet'],
  /** The parameters of an algorithm stand behind it. */
  run: [RUN_KEYS.algorithm, ...PARAMETERS.map(({ key }) => key), ...Object.values(RUN_KEYS).slice(1)],
  armijo: ['max', 'c', 'shrink'],
  decay: ['initial', 'factor'],
} as const;

/** The keys of a value that is written as a mapping of one of several forms, by the key that tells the form. */
export const FORMS = {
  noise: { gaussian: ['gaussian'], beta: ['beta'] },
  pairFeatures: { random: ['random', 'seed'], groups: ['groups'] },
  learningRate: { normalized: ['normalized'], armijo: ['armijo'], decay: ['decay'] },
  init: { gaussian: ['gaussian', 'count'], trap: ['trap'] },
  stop: { gap: ['gap'], gradient: ['gradient'] },
} as const;

/** The keys of all forms of a value, each once. */
export function keysOfForms(forms: Readonly<Record<string, readonly string[]>>): string[] {
  return [...new Set(Object.values(forms).flat())];
}

/** The keys that tell the forms of a value. */
export function formsOfValue<F extends object>(forms: F): (keyof F & string)[] {
  return Object.keys(forms) as (keyof F & string)[];
}

export const NOISE_KEYWORDS = ['none', 'bernoulli'] as const;
export const STATE_KEYWORDS = ['terminal'] as const;
export const START_KEYWORDS = ['uniform'] as const;
export const PAIR_FEATURES_KEYWORDS = ['one-hot'] as const;
/** The meanings that an axis of a process's array may have. */
export const AXES = ['state', 'action', 'next', 'feature'] as const;
export const KEEP_KEYWORDS = CONDITION_IDS.flatMap((id) => [id, `not ${id}` as const]);
export const FAMILY_FEATURES = ['uniform', 'gaussian'] as const;
export const FAMILY_REWARDS = ['realizable', 'uniform'] as const;
export const GENERATORS = ['native', 'jax'] as const;
export const GRADIENTS = ['exact', 'sampled'] as const;
export const STOP_KEYWORDS = ['none'] as const;

/** The greatest number of iterations. */
export const MAX_ITERATIONS = 1e9;

/** What counts where a key is not written; keys that are not here have no default. */
export const DEFAULTS = {
  noise: NOISE_KEYWORDS[0],
  pairFeatures: { seed: 0 },
  generate: {
    seed: 0,
    features: 'uniform',
    rewards: 'realizable',
    'reward-range': 0.5,
    keep: [],
    transitions: { dirichlet: 1 },
    generator: 'native',
    noise: NOISE_KEYWORDS[0],
  },
  run: {
    algorithm: ALGORITHMS[0].id,
    baseline: 'none',
    'learning-rate': 'theory',
    iterations: 1e5,
    init: 'zeros',
    repeats: 1,
    seed: 0,
    instance: 0,
    stop: 'none',
    record: 200,
    ...Object.fromEntries(PARAMETERS.map(({ key, default: value }) => [key, value])),
  },
  /** Of `{gaussian: σ}` as a start. */
  starts: { count: 1 },
} as const;

const SECTIONS = ['bandit', 'mdp', 'generate', 'run'] as const;

/** The sections in which a key may stand. */
export function homesOf(key: string): string[] {
  return SECTIONS.filter((section) => (KEYS[section] as readonly string[]).includes(key));
}
