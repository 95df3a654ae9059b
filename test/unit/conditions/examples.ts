import type { Bandit } from '../../../src/model/bandit.js';

/** A bandit with actions a1 … aK, each number as its shortest literal. */
export function banditOf(rows: readonly (readonly number[])[], rewards: readonly number[]): Bandit {
  const real = (value: number) => ({ value, literal: String(value) });
  return {
    names: rows.map((_, a) => `a${a + 1}`),
    rewards: rewards.map(real),
    features: rows.map((row) => row.map(real)),
    noise: { kind: 'none' },
  };
}

// biome-ignore-start format: matrices
export const CONVERGES = banditOf(
  [
    [0, -2],
    [-1, 0],
    [0, 1],
    [2, 0],
  ],
  [9, 8, 7, 6],
);
export const FAILS = banditOf(
  [
    [0, -2],
    [0, 1],
    [-1, 0],
    [2, 0],
  ],
  [9, 8, 7, 6],
);
/** Three arms with a trap at the second. */
export const THREE = banditOf(
  [
    [0, -1],
    [0.6, 0.6],
    [1, 0],
  ],
  [1, -1.8, -2],
);
/** The best row lies between the others. */
export const INTERIOR = banditOf(
  [
    [3, 4],
    [5, 6],
    [1, 2],
  ],
  [3, 2, 1],
);
// biome-ignore-end format: matrices
