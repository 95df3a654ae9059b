/** The experiment as plain data. */

export type GradientKind = 'exact' | 'sampled';

/** What is subtracted from a sampled reward before the gradient is estimated. */
export const BASELINES = ['none', 'average', 'value'] as const;
export type Baseline = (typeof BASELINES)[number];

export type LearningRate =
  /** factor · 4 / (9 · R · λ_max(XᵀX)); docs/learning-rate.md. */
  | { readonly kind: 'theory'; readonly factor: number }
  | { readonly kind: 'constant'; readonly rate: number }
  /** η_t = c / ‖u_t‖, where u_t is the direction of the update. */
  | { readonly kind: 'normalized'; readonly c: number }
  /** Largest η = max·shrinkⁿ with F(θ + ηu) ≥ F(θ) + c·η⟨∇F, u⟩; engine/armijo.ts. */
  | { readonly kind: 'armijo'; readonly max: number; readonly c: number; readonly shrink: number }
  /** η_t = initial · factorᵗ. */
  | { readonly kind: 'decay'; readonly initial: number; readonly factor: number };

export type Init =
  | { readonly kind: 'zeros' }
  | { readonly kind: 'vector'; readonly theta: readonly number[] }
  /** `count` starts with independent N(0, σ²) entries. */
  | { readonly kind: 'gaussian'; readonly sigma: number; readonly count: number }
  /** A start inside the trap of this action (an index into `names`). */
  | { readonly kind: 'trap'; readonly action: number }
  /**
   * A start inside the trap of a deterministic policy. The policy is named by the pairs in which it differs from the best policy in reach: at most
   * one pair for each state, both indices of an `Mdp`, in the order of the text.
   */
  | { readonly kind: 'trap-policy'; readonly choices: readonly (readonly [state: number, pair: number])[] };

export type Stop =
  | { readonly kind: 'never' }
  | { readonly kind: 'gap'; readonly below: number }
  | { readonly kind: 'gradient'; readonly below: number };

/** The section `run` of a text: an experiment. Every key holds the list of its values: one value if the text gives one, several for a sweep. */
export interface RunSection {
  /** Ids of the catalogue of algorithms. */
  readonly algorithm: readonly string[];
  /** The values of the parameters of all algorithms, by name. */
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly gradient: readonly GradientKind[];
  readonly baseline: readonly Baseline[];
  readonly learningRate: readonly LearningRate[];
  readonly iterations: readonly number[];
  readonly init: readonly Init[];
  readonly repeats: readonly number[];
  readonly seed: readonly number[];
  /** Which instance of a family the bandit was, so that its sampled runs draw the random numbers of that instance. 0 for a family itself. */
  readonly instance: readonly number[];
  readonly stop: readonly Stop[];
  readonly record: readonly number[];
}

/** A key that applies to every algorithm. */
export type RunKey = Exclude<keyof RunSection, 'parameters'>;
