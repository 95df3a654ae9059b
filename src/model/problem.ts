/**
 * The problem as plain numbers, in rows. Each state-action pair is a row with its mean reward and its d features. State s has the rows
 * offsets[s] … offsets[s + 1] − 1, so states may have different numbers of actions. A bandit is the problem with one state: K rows,
 * offsets [0, K], and row a is action a.
 */
import type { Bandit, Noise } from './bandit.js';
import { optimalActions } from './ranking.js';

/** The form that computations use: n rows; `features` holds n·d numbers, row after row. */
export interface NumericProblem {
  /** Ascending from 0 to n; one entry more than there are states. */
  readonly offsets: readonly number[];
  /** d. */
  readonly dimensions: number;
  readonly rewards: Float64Array;
  readonly features: Float64Array;
  /** The rows of the best actions, by the rewards as they are written: two different rewards may have the same double. */
  readonly optimal: readonly number[];
  readonly noise: Noise;
}

/** The same as plain arrays, for messages and files. */
export interface ProblemNumbers {
  readonly offsets: readonly number[];
  /** n mean rewards. */
  readonly rewards: readonly number[];
  /** n rows of d features. */
  readonly features: readonly (readonly number[])[];
  /** The rows of the best actions. */
  readonly optimal: readonly number[];
  readonly noise: Noise;
}

/** The part of a problem that is needed where neither its states nor its noise matter. */
export type NumericRows = Pick<NumericProblem, 'dimensions' | 'rewards' | 'features'>;
export type RowNumbers = Pick<ProblemNumbers, 'rewards' | 'features'>;

/** A bandit in numbers: K rows and one state. */
export function problemOf({ rewards, features, noise }: Omit<Bandit, 'names'>): NumericProblem {
  return {
    offsets: [0, rewards.length],
    dimensions: features[0]?.length ?? 0,
    rewards: Float64Array.from(rewards, (r) => r.value),
    features: Float64Array.from(features.flat(), (x) => x.value),
    optimal: optimalActions({ rewards }),
    noise,
  };
}

/** @returns no rows of features if d is 0. */
export function arraysOf(problem: NumericProblem): ProblemNumbers {
  const { offsets, dimensions: d, rewards, features, optimal, noise } = problem;
  return {
    offsets,
    rewards: [...rewards],
    features: Array.from({ length: d === 0 ? 0 : rewards.length }, (_, row) => [
      ...features.subarray(row * d, row * d + d),
    ]),
    optimal,
    noise,
  };
}

/** The inverse of `arraysOf`. */
export function problemFrom({ offsets, optimal, noise, ...rows }: ProblemNumbers): NumericProblem {
  return { offsets, ...rowsFrom(rows), optimal, noise };
}

export function rowsFrom({ rewards, features }: RowNumbers): NumericRows {
  return {
    dimensions: features[0]?.length ?? 0,
    rewards: Float64Array.from(rewards),
    features: Float64Array.from(features.flat()),
  };
}
