/**
 * What a `.linspg` text means, as plain data that survives `structuredClone`.
 * K actions, d features; everything indexed by action keeps the order of the text.
 */

/** Half-open range of UTF-16 offsets into the text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/**
 * A number as written. `value` is the nearest double; `literal` is the text (`0.1`, `1e-6`, `1/3`), from which
 * `rational.ts` makes the exact rational number. Generated numbers have the shortest literal that names their double.
 */
export interface Real {
  readonly value: number;
  readonly literal: string;
}

/** How a sampled reward is drawn around its mean. */
export type Noise =
  | { readonly kind: 'none' }
  | { readonly kind: 'bernoulli' }
  /** Normal with standard deviation sigma, clipped to [0, 1]. */
  | { readonly kind: 'gaussian'; readonly sigma: number }
  /** Beta(c·r, c·(1 − r)) with concentration c = a + b. */
  | { readonly kind: 'beta'; readonly concentration: number };

export interface Bandit {
  /** K names. */
  readonly names: readonly string[];
  /** K mean rewards. */
  readonly rewards: readonly Real[];
  /** K rows of d features. */
  readonly features: readonly (readonly Real[])[];
  readonly noise: Noise;
}

/** The conditions by which a family can be sifted; `trap` holds where some suboptimal action attracts. */
export const CONDITIONS = [
  'exposed',
  'order',
  'trap',
  'features-K',
  'features-3',
  'features-3-sto',
  'non-domination',
  'npg-top',
  'projected-order',
  'realizable',
  'rank',
  'identical-rows',
] as const;

/** What every instance of a family must satisfy: that a condition holds, or (`not features-K`) that it does not. */
export interface Keep {
  readonly condition: (typeof CONDITIONS)[number];
  readonly holds: boolean;
}

/** A family of random bandits. */
export interface Family {
  /** K. */
  readonly actions: number;
  /** d. */
  readonly dimensions: number;
  /** How many instances. */
  readonly count: number;
  readonly seed: number;
  /** The distribution of every feature: uniform on [0, 1) or standard normal. */
  readonly features: 'uniform' | 'gaussian';
  /** `realizable`: Xθ for a random θ, scaled; `uniform`: independent of the features. */
  readonly rewards: 'realizable' | 'uniform';
  /** g in (0, 1]: mean rewards lie in [½ − g/2, ½ + g/2]. */
  readonly rewardRange: number;
  readonly keep: readonly Keep[];
  /** `jax`: the instances of the authors of arXiv 2505.03155 from their seeds. */
  readonly generator: 'native' | 'jax';
  readonly noise: Noise;
}

export const ALGORITHMS = ['lin-spg', 'lin-npg', 'softmax-pg', 'softmax-npg', 'lin-spg-entropy'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** τ, the weight of the entropy in `lin-spg-entropy`, where none is written. */
export const ENTROPY_WEIGHT = 0.1;

export type GradientKind = 'exact' | 'sampled';

/** What is taken off a sampled reward before the gradient is estimated. */
export const BASELINES = ['none', 'average', 'value'] as const;
export type Baseline = (typeof BASELINES)[number];

export type LearningRate =
  /** factor · 4 / (9 · R · λ_max(XᵀX)); theory.md, "Learning rates". */
  | { readonly kind: 'theory'; readonly factor: number }
  | { readonly kind: 'constant'; readonly rate: number }
  /** η_t = c / ‖∇f(θ_t)‖. */
  | { readonly kind: 'normalized'; readonly c: number }
  /** Largest η = max·shrinkⁿ with f(θ + η∇f) ≥ f(θ) + c·η‖∇f‖². */
  | { readonly kind: 'armijo'; readonly max: number; readonly c: number; readonly shrink: number }
  /** η_t = initial · factorᵗ. */
  | { readonly kind: 'decay'; readonly initial: number; readonly factor: number };

export type Init =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'vector'; readonly theta: readonly number[] }
  /** `count` starts with independent N(0, σ²) entries. */
  | { readonly kind: 'gaussian'; readonly sigma: number; readonly count: number }
  /** A start inside the trap of this action (an index into `names`). */
  | { readonly kind: 'trap'; readonly action: number };

export type Stop =
  | { readonly kind: 'never' }
  | { readonly kind: 'gap'; readonly below: number }
  | { readonly kind: 'gradient'; readonly below: number };

/** The experiment. Every key holds the list of its values: one for a plain value, several for a sweep. */
export interface Run {
  readonly algorithm: readonly Algorithm[];
  /** τ of `lin-spg-entropy`. */
  readonly entropyWeight: readonly number[];
  readonly gradient: readonly GradientKind[];
  readonly baseline: readonly Baseline[];
  readonly learningRate: readonly LearningRate[];
  readonly iterations: readonly number[];
  readonly init: readonly Init[];
  readonly repeats: readonly number[];
  readonly seed: readonly number[];
  /** Which instance of a family the bandit was: its sampled runs see the chance of that instance. 0 for a family itself. */
  readonly instance: readonly number[];
  readonly stop: readonly Stop[];
  readonly record: readonly number[];
}

export type RunKey = keyof Run;

export interface ActionSource {
  /** The action's name; for the two-table form, its row in `features`. */
  readonly name: TextRange;
  readonly reward: TextRange;
  /** The whole feature row. */
  readonly row: TextRange;
  /** d entries. */
  readonly features: readonly TextRange[];
}

/** Where everything stands in the text. */
export interface SpecSource {
  /** The key `bandit`. */
  readonly banditKey: TextRange | null;
  readonly actions: readonly ActionSource[];
  /** The key `generate`. */
  readonly generateKey: TextRange | null;
  /** The key `noise` inside `bandit`, and its value. */
  readonly noise: { readonly key: TextRange; readonly value: TextRange } | null;
  /** The key `run`. */
  readonly runKey: TextRange | null;
  /** For each key of `run` that is written: its key (kebab-case in the text), its value, and the items of a sweep. */
  readonly run: {
    readonly [key in RunKey]?: {
      readonly key: TextRange;
      readonly value: TextRange;
      readonly items: readonly TextRange[];
    };
  };
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** What stands at a range becomes another text. */
export interface TextEdit {
  readonly range: TextRange;
  readonly newText: string;
}

/** Edits, which do not overlap, that mend a problem. */
export interface TextFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Something wrong in the text, at the narrowest range that is wrong. */
export interface SpecProblem {
  readonly severity: Severity;
  /** Short kebab-case name of the kind of problem, e.g. `unknown-key`. */
  readonly code: string;
  /** What was expected, what was found, how to mend it. */
  readonly message: string;
  readonly range: TextRange;
  readonly fix?: TextFix;
}

/** All that could be read. A section with errors is null; the other section still stands. */
export interface Reading {
  readonly title: string | null;
  readonly bandit: Bandit | null;
  /** The random family that stands in place of a bandit. */
  readonly family: Family | null;
  /** null when absent or broken. */
  readonly run: Run | null;
  readonly source: SpecSource;
  readonly problems: readonly SpecProblem[];
}
