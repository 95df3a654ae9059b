/** A family of random bandits or processes, as plain data. */
import type { Noise, Real } from './bandit.js';

/** What every instance of a family must satisfy: that a condition holds, or (`not features-K`) that it does not. */
export interface Keep {
  /** An id of the catalogue of conditions; `trap` holds where some suboptimal action, or policy, attracts. */
  readonly condition: string;
  readonly holds: boolean;
}

/** The process part of a family whose instances are processes: S states called s1 … sS; an episode starts in each with the same probability. */
export type FamilyDynamics =
  | { readonly kind: 'contexts'; readonly states: number }
  | {
      readonly kind: 'mdp';
      readonly states: number;
      /** γ. */
      readonly discount: Real;
      /** α: the probabilities of the next states of each pair are drawn from a Dirichlet(α, …, α). */
      readonly concentration: number;
    };

/** A family of random bandits, or of random processes. */
export interface Family {
  /** Absent: the instances are bandits. */
  readonly dynamics?: FamilyDynamics;
  /** K; for a process, the actions of each state. */
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

/** Its instances are bandits. */
export type BanditFamily = Family & { readonly dynamics?: undefined };

/** The rows of an instance: the actions of a bandit, the pairs of a process. */
export function rowsOfFamily({ dynamics, actions }: Pick<Family, 'dynamics' | 'actions'>): number {
  return (dynamics?.states ?? 1) * actions;
}
