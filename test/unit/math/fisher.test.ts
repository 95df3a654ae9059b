import fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';
import { fisherExtremes, smallestFisherEigenvalue } from '../../../src/math/fisher.js';
import { finish } from '../../../src/math/work.js';

test('one feature: the variance of the feature under the policy', () => {
  // Var of (0, 1) under (3/4, 1/4) is 3/16.
  expect(smallestFisherEigenvalue([[0], [1]], [0.75, 0.25])).toBeCloseTo(3 / 16, 15);
});

test('two features by hand: a right angle, uniform policy', () => {
  // Σ = ⅓I − ⅑·11ᵀ on the axes (1,0) (0,1) with (0,0): eigenvalues 1/3 and 1/9.
  const third = 1 / 3;
  expect(
    smallestFisherEigenvalue(
      [
        [1, 0],
        [0, 1],
        [0, 0],
      ],
      [third, third, third],
    ),
  ).toBeCloseTo(1 / 9, 15);
});

test('near a vertex it is the second term, to its last digits', () => {
  // Along e₁ the variance is p(1 − p), with nothing else: rows 0 and 1 of one feature.
  const p = 1e-200;
  expect(smallestFisherEigenvalue([[5], [6]], [1, p]) / p).toBeCloseTo(1, 12);
});

test('with as many features as actions it is 0 at every policy', () => {
  expect(
    smallestFisherEigenvalue(
      [
        [1, 0],
        [0, 1],
      ],
      [0.5, 0.5],
    ),
  ).toBe(0);
});

test('it is 0 where the features differ along one line only, at policies where rounding leaves more', () => {
  // Rows on the line x₂ = x₁ + 0.2: along (1, −1) nothing varies.
  const line = [
    [0.1, 0.3],
    [0.7, 0.9],
    [0.4, 0.6],
  ];
  const policies = [0.1, 0.2, 0.3, 0.37].map((p) => [p, 0.6 - p, 0.4]);
  expect(policies.map((policy) => smallestFisherEigenvalue(line, policy))).toEqual([0, 0, 0, 0]);
});

test('a policy that is not finite has none', () => {
  expect(smallestFisherEigenvalue([[0], [1]], [Number.NaN, 1])).toBeNaN();
});

test('it is the smallest eigenvalue of Xᵀ(diag π − ππᵀ)X, and does not change when a vector is added to every row', () => {
  const entry = fc.double({ min: -3, max: 3, noNaN: true });
  const weight = fc.double({ min: 0.05, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(entry, entry), { minLength: 3, maxLength: 6 }),
      fc.array(weight, { minLength: 6, maxLength: 6 }),
      fc.tuple(entry, entry),
      (features, weights, shift) => {
        const total = weights.slice(0, features.length).reduce((a, b) => a + b, 0);
        const policy = weights.slice(0, features.length).map((w) => w / total);
        const X = new Matrix(features);
        const H = Matrix.diag(policy).sub(Matrix.columnVector(policy).mmul(Matrix.rowVector(policy)));
        const F = X.transpose().mmul(H).mmul(X);
        // Of a symmetric 2×2 matrix, in closed form.
        const [a, b, c] = [F.get(0, 0), F.get(0, 1), F.get(1, 1)];
        const expected = (a + c) / 2 - Math.hypot((a - c) / 2, b);
        expect(smallestFisherEigenvalue(features, policy)).toBeCloseTo(expected, 10);
        const moved = features.map(([x, y]) => [x + shift[0], y + shift[1]]);
        expect(smallestFisherEigenvalue(moved, policy)).toBeCloseTo(expected, 10);
      },
    ),
  );
});

test('the extremes are squares of the scale of the features, as far as double precision goes', () => {
  // The right angle above: 1/9 and 1/3.
  const extremes = (size: number) =>
    finish(fisherExtremes([[size, 0], [0, size], [0, 0]], [1 / 3, 1 / 3, 1 / 3])); // biome-ignore format: a matrix
  for (const size of [1, 1e-120, 1e120]) {
    expect(extremes(size).least / size ** 2).toBeCloseTo(1 / 9, 12);
    expect(extremes(size).greatest / size ** 2).toBeCloseTo(1 / 3, 12);
  }
  expect(extremes(1.7e308)).toEqual({ least: Number.POSITIVE_INFINITY, greatest: Number.POSITIVE_INFINITY });
  expect(extremes(0)).toEqual({ least: 0, greatest: 0 });
});
