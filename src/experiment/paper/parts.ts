/** The experiments of arXiv 2505.03155; each is the `.linspg` file of its name in `examples/paper`. */
import published from './published.json' with { type: 'json' };

export type Difficulty = 'easy' | 'hard';

export type Part =
  | { readonly id: string; readonly kind: 'exact'; readonly actions: number; readonly dimensions: number }
  | {
      readonly id: string;
      readonly kind: 'sampled';
      readonly noise: (typeof NOISES)[number];
      readonly difficulty: Difficulty;
    };

const NOISES = ['bernoulli', 'gaussian', 'beta'] as const;
const DIFFICULTIES: readonly Difficulty[] = ['easy', 'hard'];

export const PARTS: readonly Part[] = [
  ...[3, 6].flatMap((actions) =>
    [2, 3, 4, 5, 6].map(
      (dimensions): Part => ({ id: `exact-K${actions}-d${dimensions}`, kind: 'exact', actions, dimensions }),
    ),
  ),
  ...NOISES.flatMap((noise) =>
    DIFFICULTIES.map(
      (difficulty): Part => ({ id: `sampled-${noise}-${difficulty}`, kind: 'sampled', noise, difficulty }),
    ),
  ),
];

/** In hours: the sum of the times in the logs that the authors published, for all these experiments. */
export const AUTHORS_HOURS = 73.7;

/** The iterations at which the authors' means are known; they are recorded in addition to those of `record`. */
export const PUBLISHED_ITERATIONS: readonly number[] = published.iterations;
