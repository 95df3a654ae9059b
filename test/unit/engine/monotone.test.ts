import { expect, test } from 'vitest';
import { monotoneRate } from '../../../src/engine/monotone.js';
import { problemOf } from '../../../src/model/problem.js';
import { banditOf } from '../conditions/bandits.js';

test('the rate with which the first step lowers f is found where it can be worked out by hand', () => {
  // x = (0, 1, 3), r = (0, 1, 0): f(θ) = u / (1 + u + u³), u = e^θ. From θ₀ = 0, f = 1/3 and f′ = ⅓(1 − 4/3) = −1/9, so θ₁ = −η/9.
  // f(θ₁) < 1/3 ⇔ u³ − 2u + 1 = (u − 1)(u² + u − 1) > 0 ⇔ u < (√5 − 1)/2 (for u < 1) ⇔ η > 9 log((1 + √5)/2) = 4.3309….
  const golden = 9 * Math.log((1 + Math.sqrt(5)) / 2);
  const { rises, falls } = monotoneRate(problemOf(banditOf([0, 1, 0], [[0], [1], [3]])), [0], 1, 0.1)!;
  expect(rises).toBeLessThan(golden);
  expect(falls!.rate).toBeGreaterThan(golden);
  expect(falls!.rate / rises).toBeLessThan(1.0011);
  expect(falls!.at).toBe(1);
});

test('with two actions no step lowers f: the gradient always points the same way', () => {
  // f′ = π₁π₂(r₁ − r₂)(x₁ − x₂) of one feature has one sign.
  const found = monotoneRate(problemOf(banditOf([1, 0], [[1], [0]])), [0], 50, 0.1)!;
  expect(found.falls).toBeNull();
  expect(found.rises).toBeCloseTo(0.1 * 2 ** 10, 9);
});
