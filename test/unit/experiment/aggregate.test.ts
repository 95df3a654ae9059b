import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aggregate, quantile } from '../../../src/experiment/aggregate.js';

const line = (label: string, points: Record<number, number>) => ({
  label,
  iterations: Object.keys(points).map(Number),
  values: Object.values(points),
});

test('mean, standard error and quantiles of three runs are the textbook ones', () => {
  const [band] = aggregate([line('a', { 0: 1 }), line('a', { 0: 2 }), line('a', { 0: 6 })]);
  // Sample variance of 1, 2, 6 is (4 + 1 + 9) / 2 = 7.
  expect(band).toMatchObject({ runs: 3, mean: [3], median: [2] });
  expect(band!.standardError[0]).toBeCloseTo(Math.sqrt(7 / 3), 14);
  // Type 7: 10 % lies at 0.2 of the way from 1 to 2, 90 % at 0.8 of the way from 2 to 6.
  expect(band!.low[0]).toBeCloseTo(1.2, 14);
  expect(band!.high[0]).toBeCloseTo(5.2, 14);
});

test('runs of one label are compared where all of them were recorded', () => {
  const [band] = aggregate([line('a', { 0: 1, 5: 2, 10: 3 }), line('a', { 0: 3, 10: 5 })]);
  expect(band).toMatchObject({ iterations: [0, 10], mean: [2, 4] });
});

test('every label has its band, in the order of the lines', () => {
  const bands = aggregate([line('b', { 0: 1 }), line('a', { 0: 2 }), line('b', { 0: 3 })]);
  expect(bands.map((b) => [b.label, b.runs])).toEqual([
    ['b', 2],
    ['a', 1],
  ]);
});

test('a single run is its own mean, without an error', () => {
  const [band] = aggregate([line('a', { 0: 4 })]);
  expect(band).toMatchObject({ mean: [4], standardError: [0], low: [4], median: [4], high: [4] });
});

test('quantiles lie between the extremes and grow with p', () => {
  const samples = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 });
  const share = fc.double({ noNaN: true, min: 0, max: 1 });
  fc.assert(
    fc.property(samples, share, share, (values, p, q) => {
      const sorted = values.sort((a, b) => a - b);
      const [low, high] = [quantile(sorted, Math.min(p, q)), quantile(sorted, Math.max(p, q))];
      return sorted[0]! <= low && low <= high + 1e-6 && high <= sorted.at(-1)!;
    }),
  );
});
