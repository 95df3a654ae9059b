/** The singular value decomposition in short steps, against numbers that are known. */
import { expect, test } from 'vitest';
import { decomposing } from '../../../src/math/svd.js';
import { finish } from '../../../src/math/work.js';

const decomposed = (columns: readonly (readonly number[])[]) =>
  finish(decomposing(columns.map((column) => Float64Array.from(column))));

test('the singular values of a matrix of which they are known', () => {
  // AᵀA = [[25, 20], [20, 25]] has the eigenvalues 45 and 5.
  const { singular } = decomposed([
    [3, 4],
    [0, 5],
  ]);
  expect(singular[0]).toBeCloseTo(Math.sqrt(45), 14);
  expect(singular[1]).toBeCloseTo(Math.sqrt(5), 14);
});

test('the second-difference matrix of size n has the eigenvalues 4 sin²(kπ/2(n + 1))', () => {
  const n = 60;
  const columns = Array.from({ length: n }, (_, j) =>
    Array.from({ length: n }, (_, i) => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)),
  );
  const { singular, left, right } = decomposed(columns);
  for (let k = 0; k < n; k++) {
    const known = 4 * Math.sin(((n - k) * Math.PI) / (2 * (n + 1))) ** 2;
    expect(Math.abs(singular[k]! - known)).toBeLessThan(1e-14 * 4 * n);
  }
  // A = Σ σ u vᵀ.
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      const entry = singular.reduce((sum, s, k) => sum + s * left[k]![i]! * right[k]![j]!, 0);
      expect(Math.abs(entry - columns[j]![i]!)).toBeLessThan(1e-12);
    }
  }
});

test('dependent columns have singular values that are 0 up to rounding; a matrix of zeros has none else', () => {
  const { singular } = decomposed([
    [1, 2, 3],
    [2, 4, 6],
    [0, 1, 0],
  ]);
  expect(singular[2]! / singular[0]!).toBeLessThan(1e-15);
  expect(singular[1]).toBeGreaterThan(0.1);
  expect(
    decomposed([
      [0, 0],
      [0, 0],
    ]).singular,
  ).toEqual([0, 0]);
});

test('numbers near the limits of double precision neither overflow nor vanish', () => {
  for (const scale of [1e-300, 1e300]) {
    const { singular } = decomposed([
      [3 * scale, 4 * scale],
      [0, 5 * scale],
    ]);
    expect(singular[0]! / scale).toBeCloseTo(Math.sqrt(45), 12);
    expect(singular[1]! / scale).toBeCloseTo(Math.sqrt(5), 12);
  }
});
