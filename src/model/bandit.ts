/**
 * The problem as plain data that survives `structuredClone`. K actions, d features; everything that is indexed by action keeps the order of the
 * text.
 */

/**
 * A number as written. `value` is the nearest double; `literal` is the text (`0.1`, `1e-6`, `1/3`), from which
 * `rational.ts` makes the exact rational number. Generated numbers have the shortest literal that names their double.
 */
export interface Real {
  readonly value: number;
  readonly literal: string;
  /**
   * The number was read from a binary file: its exact value is the double `value`, and the literal is the shortest decimal that names this double.
   */
  readonly double?: true;
  /** The expression in parameters that the text has in the place of the literal, which is its exact value. */
  readonly expression?: string;
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
