/** How the runs of one label came out. */
import { describe, expect, test } from 'vitest';
import { finalValues, statistics } from '../../../src/experiment/statistics.js';
import { result } from './recordings.js';

describe('statistics of numbers', () => {
  test('are their mean, s/√n and their middle', () => {
    // s² = (9 + 1 + 1 + 9)/3 = 20/3 of 2, 4, 6, 8, so s/√4 = √(20/3)/2; the middle two are 4 and 6.
    const found = statistics([8, 2, 6, 4])!;
    expect([found.n, found.mean, found.median]).toEqual([4, 5, 5]);
    expect(found.standardError).toBeCloseTo(Math.sqrt(20 / 3) / 2, 15);
    expect(statistics([3, 1, 100])!.median).toBe(3);
  });

  test('of one number have no standard error, and of none there are none', () => {
    expect(statistics([7])).toEqual({ n: 1, mean: 7, standardError: null, median: 7 });
    expect(statistics([])).toBeNull();
  });

  test('leave out what is not finite, and say of how many they are', () => {
    expect(statistics([1, Number.NaN, 3, Number.POSITIVE_INFINITY])).toMatchObject({ n: 2, mean: 2 });
    expect(statistics([Number.NaN])).toBeNull();
  });
});

describe('final values', () => {
  const gap = ({ gap: values }: { readonly gap: readonly number[] }) => values;
  const of = (runs: readonly Parameters<typeof finalValues>[0][number][], ofFamily = false) =>
    finalValues(runs, gap, { ofFamily });

  test('are the last of each run, wherever it ended', () => {
    const early = result({ 0: 1, 5: 0.25 }, { repeat: 1 }, { kind: 'stopped', at: 5, by: 'gap' });
    expect(of([result({ 0: 1, 10: 0.5 }), early])).toEqual([0.5, 0.25]);
  });

  test('of a run that goes on there is none', () => {
    expect(
      of([{ ...result({ 0: 1 }), ending: null, milliseconds: null }, result({ 0: 1, 10: 0.5 })]),
    ).toEqual([0.5]);
  });

  test('of a run whose numbers left the finite ones is none that counts', () => {
    const [value] = of([result({ 0: 1 }, {}, { kind: 'overflow', at: 3 })]);
    expect(value).toBeNaN();
  });

  test('of a family are one an instance: the mean of its runs, once all have ended', () => {
    const run = (instance: number, repeat: number, last: number) =>
      result({ 0: 1, 10: last }, { instance, repeat });
    const going = { ...run(1, 1, 0.5), ending: null, milliseconds: null };
    expect(of([run(0, 0, 0.25), run(0, 1, 0.75), run(1, 0, 8), going], true)).toEqual([0.5]);
  });
});
