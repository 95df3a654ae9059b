import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regretThresholds } from '../../../src/math/regretThreshold.js';
import { readSpec } from '../../../src/spec/read.js';

const thresholds = (rewards: readonly (number | string)[], steps = 1000, noise = 'none') =>
  regretThresholds(
    readSpec(
      `bandit:\n  rewards: [${rewards.join(', ')}]\n  features: [${rewards.map((_, k) => `[${k}]`).join(', ')}]\n  noise: ${noise}\n`,
    ).bandit!,
    steps,
  );

describe('Baudry et al., Theorem 1 (two arms)', () => {
  test('Δ = (e − 2) has the bound 1/2: (e^1 − 1 − 1) / 1', () => {
    // Means Δ/2 and −Δ/2, Δ = 0.718281828459045.
    const { proved } = thresholds([0.3591409142295225, -0.3591409142295225])!;
    expect(proved).toHaveLength(1);
    expect(proved[0]!.theorem).toBe('baudry-1');
    expect(proved[0]!.rate).toBeCloseTo(0.5, 14);
  });

  test('the bound solves its equation for every gap, is below Δ, and below the rate from which regret may be a power of n', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 0.999, noNaN: true }), (gap) => {
        const { proved, polynomial } = thresholds([gap, 0])!;
        const η = proved.find(({ theorem }) => theorem === 'baudry-1')!.rate;
        expect((Math.expm1(2 * η) - 2 * η) / (2 * η) / gap).toBeCloseTo(1, 9);
        expect(η).toBeLessThan(gap);
        expect(gap).toBeLessThan(polynomial!);
        // Rademacher rewards of mean Δ against 0 (the bandit of Theorem 2): E r² = 1 makes the bound on E e^(−2ηr) an overestimate only.
        const moment = ((1 + gap) * Math.exp(-2 * η) + (1 - gap) * Math.exp(2 * η)) / 2;
        expect(moment).toBeLessThan(1);
      }),
    );
  });

  test('regret may be a power of n from ½·log((1 + Δ)/(1 − Δ)): at 4/5 that is log 3', () => {
    expect(thresholds([0.8, 0])!.polynomial).toBeCloseTo(Math.log(3), 14);
    expect(thresholds([0.8, 0, 0])!.polynomial).toBeNull();
  });
});

test('Baudry et al., Theorem 4: three arms with the gaps e^(1/5)/4 have the bound 1/10', () => {
  // η·e^(2η) = e^(1/5)/10 = 2Δ/5.
  const gap = Math.exp(0.2) / 4;
  const { proved } = thresholds([gap, 0, 0])!;
  expect(proved.map(({ theorem }) => theorem)).toEqual(['baudry-4', 'lattimore-1']);
  expect(proved[0]!.rate).toBeCloseTo(0.1, 14);
  expect(thresholds([gap, 0, 0.001])!.proved.map(({ theorem }) => theorem)).toEqual(['lattimore-1']);
});

test('each theorem is asked only where it is about the bandit', () => {
  const theorems = (...rest: Parameters<typeof thresholds>) =>
    thresholds(...rest)?.proved.map(({ theorem }) => theorem);
  expect(theorems([0.5, 0])).toEqual(['baudry-1', 'lattimore-1']);
  expect(theorems([0.5, -0.1])).toEqual(['baudry-1']);
  expect(theorems([1, 0])).toEqual(['lattimore-1']);
  expect(theorems([0.5, 0], 1)).toEqual(['baudry-1']);
  expect(theorems([1.5, 1])).toBeUndefined();
  expect(theorems([0.5, 0.5])).toBeUndefined();
  expect(theorems([0.5, 0], 1000, '{ gaussian: 0.1 }')).toBeUndefined();
});
