import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastDecadeFit, powerFit } from '../../../src/experiment/fit.js';

test('a power law is found exactly, whatever its factor', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (slope, factor) => {
        const iterations = [0, 1, 2, 5, 10, 20, 50, 100];
        const fit = powerFit(
          iterations,
          iterations.map((t) => factor * t ** slope),
          1,
          100,
        )!;
        expect(fit.slope).toBeCloseTo(slope, 9);
        expect(fit.intercept).toBeCloseTo(Math.log10(factor), 9);
      },
    ),
  );
});

test('it says which iterations took part', () => {
  const iterations = [0, 1, 10, 100, 200, 500, 1000];
  const values = iterations.map((t) => 1 / (t + 1));
  expect(lastDecadeFit(iterations, values)).toMatchObject({ from: 100, to: 1000, points: 4 });
  expect(lastDecadeFit(iterations, values)!.slope).toBeCloseTo(-1, 1);
});

test('points without a place on log-log axes take no part', () => {
  expect(powerFit([0, 1, 2, 3, 4], [1, 0, 1, Number.NaN, 1], 0, 4)).toBeNull();
  expect(powerFit([1, 1, 1], [1, 2, 3], 0, 4)).toBeNull();
});
