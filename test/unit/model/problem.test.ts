import { expect, test } from 'vitest';
import type { Bandit } from '../../../src/model/bandit.js';
import { arraysOf, problemFrom, problemOf } from '../../../src/model/problem.js';

const real = (literal: string) => ({ value: Number(literal), literal });

/** Two of the rewards are one double, but not one number. */
const bandit: Bandit = {
  names: ['a', 'b', 'c'],
  rewards: ['0.1', '0.10000000000000000001', '-2'].map(real),
  features: [
    ['1', '2'],
    ['3', '4'],
    ['5', '6'],
  ].map((row) => row.map(real)),
  noise: { kind: 'gaussian', sigma: 0.5 },
};

test('a bandit is the problem with one state, whose rows are its actions', () => {
  const { offsets, dimensions, rewards, features, optimal, noise } = problemOf(bandit);
  expect(offsets).toEqual([0, 3]);
  expect(dimensions).toBe(2);
  expect([...rewards]).toEqual([0.1, 0.1, -2]);
  expect([...features]).toEqual([1, 2, 3, 4, 5, 6]);
  expect(noise).toEqual(bandit.noise);
  // Of the numbers as they are written, not of their doubles.
  expect(optimal).toEqual([1]);
});

test('plain arrays hold the same, and survive JSON', () => {
  const arrays = arraysOf(problemOf(bandit));
  expect(arrays.features).toEqual([[1, 2], [3, 4], [5, 6]]); // biome-ignore format: a matrix
  expect(problemFrom(JSON.parse(JSON.stringify(arrays)))).toEqual(problemOf(bandit));
});

test('states may have different numbers of actions', () => {
  const problem = {
    offsets: [0, 1, 3],
    dimensions: 1,
    rewards: Float64Array.of(5, 1, 2),
    features: Float64Array.of(0.5, 1.5, 2.5),
    optimal: [0, 2],
    noise: { kind: 'none' },
  } as const;
  expect(problemFrom(arraysOf(problem))).toEqual(problem);
});
