import { expect, test } from 'vitest';
import { budgetOf } from '../../../src/math/budget.js';
import { solvingSparse } from '../../../src/math/sparseSystem.js';
import { finish } from '../../../src/math/work.js';

/** 2·x_i = 1 + x_{i+1} around a ring of m unknowns: each is 1. */
const ring = (m: number) =>
  Array.from({ length: m }, (_, i) => ({
    diagonal: 2n,
    right: { above: 1n, below: 1n },
    terms: [[(i + 1) % m, 1n] as const],
  }));

test('is solved exactly', () => {
  const solution = finish(solvingSparse(ring(7), budgetOf(1e9)));
  expect(solution).toEqual(Array.from({ length: 7 }, () => ({ above: 1n, below: 1n })));
});

// The whole matrix of these would have 4·10⁹ entries, some 32 GB.
test('a system that is tied together beyond the budget is given up before its matrix is written down', () => {
  expect(finish(solvingSparse(ring(64_000), budgetOf(1e9)))).toBeNull();
});
