/** A family of random bandits, as plain data. */
import type { Noise } from './bandit.js';

/** What every instance of a family must satisfy: that a condition holds, or (`not features-K`) that it does not. */
export interface Keep {
  /** An id of the catalogue of conditions; `trap` holds where some suboptimal action attracts. */
  readonly condition: string;
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
