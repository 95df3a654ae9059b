import { describe, expect, it } from 'vitest';
import { searchMaxima } from '../../../src/flow/maxima.js';
import { finish as last } from '../../../src/math/work.js';
import { problemOf } from '../../../src/model/problem.js';
import { CONVERGES, INTERIOR } from '../conditions/examples.js';

describe('the search for finite maxima', () => {
  it('finds none where the order is preserved: every start ends at the best action', () => {
    const found = last(searchMaxima(problemOf(CONVERGES), { starts: 100 }));
    expect(found).toMatchObject({ starts: 100, maxima: [], sets: 0, undecided: 0 });
    expect([...found.actions]).toEqual([[0, 100]]);
  });

  it('finds the one interior maximum, once, with its policy and value', () => {
    const { maxima } = last(searchMaxima(problemOf(INTERIOR), { starts: 60 }));
    expect(maxima).toHaveLength(1);
    expect(maxima[0]!.value).toBeCloseTo(1 + 2 / Math.sqrt(3), 9);
  });

  it('finds maxima at which no nearby policy of the features is better', () => {
    const input = problemOf(INTERIOR);
    const value = (theta: readonly number[]) => {
      const weights = [0, 1, 2].map((a) =>
        Math.exp(theta[0]! * input.features[2 * a]! + theta[1]! * input.features[2 * a + 1]!),
      );
      const total = weights.reduce((sum, w) => sum + w, 0);
      return weights.reduce((sum, w, a) => sum + (w / total) * input.rewards[a]!, 0);
    };
    const { theta, value: best } = last(searchMaxima(input, { starts: 20 })).maxima[0]!;
    for (const [x, y] of [
      [1, 0],
      [0, 1],
      [1, 1],
      [-1, 0.5],
    ] as const) {
      for (const h of [1e-3, -1e-3, 0.1, -0.1])
        expect(value([theta[0]! + h * x, theta[1]! + h * y])).toBeLessThan(best);
    }
  });

  it('follows no more starts than its budget has room for, and at least one', () => {
    const search = (budget: number) => last(searchMaxima(problemOf(INTERIOR), { starts: 1000, budget }));
    expect(search(0).starts).toBe(1);
    expect(search(1e4).starts).toBeGreaterThan(1);
    expect(search(1e4).starts).toBeLessThan(1000);
    expect(search(1e4)).toEqual(search(1e4));
  });

  it('gives the same answer for the same seed', () => {
    const run = (seed: number) => last(searchMaxima(problemOf(INTERIOR), { starts: 30, seed }));
    expect(run(5)).toEqual(run(5));
  });
});
