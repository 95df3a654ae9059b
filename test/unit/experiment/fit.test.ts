import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPowerLaw, lastDecadeFit, powerFit } from '../../../src/experiment/fit.js';

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

/** 21 checkpoints from 100 to 1000, evenly spaced in log t. */
const decade = Array.from({ length: 21 }, (_, i) => 100 * 10 ** (i / 20));
const fitOf = (y: (t: number, i: number) => number) => powerFit(decade, decade.map(y), 100, 1000)!;

test('the standard error and R² are those of a straight line through points', () => {
  // Three points (0, 0), (1, 1), (2, 0) in logarithms: slope 0, residuals −1/3, 2/3, −1/3, so s² = 2/3 and Σ(u − ū)² = 2.
  const fit = powerFit([1, 10, 100], [1, 10, 1], 1, 100)!;
  expect(fit.slope).toBeCloseTo(0, 12);
  expect(fit.standardError).toBeCloseTo(Math.sqrt(2 / 3 / 2), 12);
  expect(fit.r2).toBeCloseTo(0, 12);
});

describe('a slope means something', () => {
  test('of a power law, also where it is all but one', () => {
    expect(isPowerLaw(fitOf((t) => 3 / t))).toBe(true);
    expect(isPowerLaw(fitOf((t) => 1 / (t + 10)))).toBe(true);
  });

  test('not of an exponential, nor of a curve that turns', () => {
    expect(isPowerLaw(fitOf((t) => Math.exp(-t / 50)))).toBe(false);
    expect(isPowerLaw(fitOf((t) => (t < 400 ? 0.5 : (0.5 * 400) / t)))).toBe(false);
  });

  test('not of a flat line, nor of noise about it', () => {
    expect(isPowerLaw(fitOf(() => 0.4333))).toBe(false);
    expect(isPowerLaw(fitOf((t) => 0.4333 + 1e-9 / t ** 3))).toBe(false);
    expect(isPowerLaw(fitOf((_, i) => (i % 2 === 0 ? 0.1 : 0.3)))).toBe(false);
  });

  test('not of a curve that settles on a level, however close to a line', () => {
    // y = L·(1 + 2·t^−½): over a decade the slope falls to 10^−½ of itself.
    const fit = fitOf((t) => 0.5 * (1 + 2 / Math.sqrt(t)));
    expect(fit.r2).toBeGreaterThan(0.95);
    expect(isPowerLaw(fit)).toBe(false);
    // A slow power law is one all the same.
    expect(isPowerLaw(fitOf((t) => t ** -0.02))).toBe(true);
  });

  test('not of few points, nor of a short range', () => {
    const few = [100, 200, 500, 1000];
    const values = (at: readonly number[]) => at.map((t) => 1 / t);
    expect(isPowerLaw(powerFit(few, values(few), 100, 1000)!)).toBe(false);
    expect(isPowerLaw(powerFit(decade, values(decade), 100, 250)!)).toBe(false);
  });
});
