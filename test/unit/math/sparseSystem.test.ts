import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetOf } from '../../../src/math/budget.js';
import { SparseSolver, solvingSparse } from '../../../src/math/sparseSystem.js';
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

const row = fc.record({
  reward: fc.bigInt({ min: -2n, max: 2n }),
  to: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.bigInt({ min: 1n, max: 3n })), {
    maxLength: 3,
    selector: ([unknown]) => unknown,
  }),
});

test('systems of which each shares rows with the one before have the solutions that they have by themselves', () => {
  let kept = 0;
  fc.assert(
    fc.property(
      fc.array(fc.array(row, { minLength: 2, maxLength: 2 }), { minLength: 5, maxLength: 5 }),
      fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 5, maxLength: 5 }), { maxLength: 6 }),
      (choices, taken) => {
        const rows = choices.map((own) =>
          own.map(({ reward, to }) => ({ diagonal: 10n, right: { above: reward, below: 1n }, terms: to })),
        );
        const solver = new SparseSolver();
        let before: unknown = null;
        for (const each of taken) {
          const system = each.map((choice, unknown) => rows[unknown]![choice]!);
          const solution = finish(solver.solving(system, budgetOf(1e9)));
          expect(solution).toEqual(finish(solvingSparse(system, budgetOf(1e9))));
          if (solution === before) kept++;
          before = solution;
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(kept).toBeGreaterThan(10);
});

// The whole matrix of these would have 4·10⁹ entries, some 32 GB.
test('a system that is tied together beyond the budget is given up before its matrix is written down', () => {
  expect(finish(solvingSparse(ring(64_000), budgetOf(1e9)))).toBeNull();
});
