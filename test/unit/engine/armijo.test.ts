/** Backtracking against its definition: every step max·shrinkⁿ is tried in turn, by formulas of another form. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunJob } from '../../../src/engine/types.js';
import type { NumericProblem } from '../../../src/model/problem.js';
import { job, numericProblem, reference } from './runs.js';

const armijo = (max: number, c: number, shrink: number) => ({ kind: 'armijo', max, c, shrink }) as const;

/** How far one step goes, and how the run ended. */
function step(problem: NumericProblem, changes: Partial<RunJob> & Pick<RunJob, 'theta'>) {
  const { recording, ending } = reference({
    problem: problem,
    job: job({ ...changes, iterations: 1, checkpoints: [0, 1] }),
  });
  const [before, after] = recording.theta;
  return { moved: after!.map((x, k) => x - before![k]!), recording, ending };
}

const ROWS = [[1, 0], [0, 1], [-1, -0.5]] as const; // biome-ignore format: a matrix
const THREE = numericProblem([1, 0.5, 0.2], ROWS);

describe('softmax-npg from the uniform policy', () => {
  // ⟨∇f, r⟩ = Var(r) = 0.1089, and f(π ∝ exp(ηr)) − f(0) first reaches half of η·0.1089 at η = 100·2⁻⁴.
  test('takes η = 6.25, and is 0.026 from the best reward', () => {
    const { moved, recording } = step(THREE, {
      algorithm: 'softmax-npg',
      theta: [0, 0, 0],
      learningRate: armijo(100, 0.5, 0.5),
    });
    expect(moved).toEqual([6.25, 3.125, 1.25]);
    // 0.5 e^{-3.125} + 0.8 e^{-5} over 1 + e^{-3.125} + e^{-5}.
    const [b, c] = [Math.exp(-3.125), Math.exp(-5)];
    expect(recording.gap[1]).toBeCloseTo((0.5 * b + 0.8 * c) / (1 + b + c), 14);
  });

  test.each([1e-300, 1e-165, 1e-100, 1e100, 1e155, 1e300])(
    'takes the same steps with rewards × %s',
    (scale) => {
      const scaled = numericProblem([scale, 0.5 * scale, 0.2 * scale], ROWS);
      const [plain, other] = [1, scale].map((k) =>
        reference({
          problem: k === 1 ? THREE : scaled,
          job: job({ theta: [0.3, -0.2], learningRate: armijo(100 / k, 0.5, 0.5), iterations: 20 }),
        }),
      );
      other!.recording.gap.forEach((gap, i) => {
        expect(gap / scale / plain!.recording.gap[i]!).toBeCloseTo(1, 9);
      });
    },
  );
});

test('lin-spg-entropy climbs f + τH: from (−2, 4) the step 100 does at once', () => {
  const { moved, ending } = step(THREE, {
    algorithm: 'lin-spg-entropy',
    parameters: { entropyWeight: 0.1 },
    theta: [-2, 4],
    learningRate: armijo(100, 0.5, 0.5),
  });
  const constant = step(THREE, {
    algorithm: 'lin-spg-entropy',
    parameters: { entropyWeight: 0.1 },
    theta: [-2, 4],
    learningRate: { kind: 'constant', rate: 100 },
  });
  expect(moved).toEqual(constant.moved);
  expect(ending).toEqual({ kind: 'finished' });
});

test('on a plateau, where f itself does not change by a last digit, the greatest step is taken as a constant one', () => {
  const plateau = numericProblem([1, 0.5], [[1], [0]]);
  const greedy = step(plateau, { theta: [-36], learningRate: armijo(1e15, 0.5, 0.5) });
  expect(greedy.moved).toEqual(
    step(plateau, { theta: [-36], learningRate: { kind: 'constant', rate: 1e15 } }).moved,
  );
  // η ∇f = 10¹⁵ · ½ π₁π₂ ≈ 0.5·10¹⁵ e⁻³⁶.
  expect(greedy.moved[0]).toBeCloseTo(0.5e15 * Math.exp(-36), 12);
});

test.each([0.5, 0.9, 0.999, 0.99999, 1 - 1e-8])(
  'of r = (2, 1) the largest step is found with shrink %s',
  (shrink) => {
    const two = numericProblem([2, 1], [[1, 0], [0, 1]]); // biome-ignore format: a matrix
    const { moved } = step(two, { theta: [0, 0], learningRate: armijo(64, 0.5, shrink) });
    // From 0 the step is η(¼, −¼): tanh(η/4)/2 ≥ η/16, the greatest η of which is the root below.
    let [low, high] = [1, 64];
    for (let n = 0; n < 200; n++) {
      const middle = (low + high) / 2;
      if (Math.tanh(middle / 4) / 2 >= middle / 16) low = middle;
      else high = middle;
    }
    const eta = 4 * moved[0]!;
    expect(eta).toBeLessThanOrEqual(low * (1 + 1e-12));
    expect(eta).toBeGreaterThan(low * shrink * (1 - 1e-12));
  },
);

describe('the step is the first of max, max·shrink … that does', () => {
  const entry = fc.integer({ min: -128, max: 128 }).map((x) => x / 64);
  const anyBandit = fc
    .record({ K: fc.integer({ min: 2, max: 5 }), d: fc.integer({ min: 1, max: 3 }) })
    .chain(({ K, d }) =>
      fc.record({
        X: fc.array(fc.array(entry, { minLength: d, maxLength: d }), { minLength: K, maxLength: K }),
        r: fc.array(entry, { minLength: K, maxLength: K }),
        theta: fc.array(entry, { minLength: d, maxLength: d }),
      }),
    );
  const value =
    (X: readonly (readonly number[])[], r: readonly number[], tau: number) => (theta: readonly number[]) => {
      const z = X.map((row) => row.reduce((sum, x, k) => sum + x * theta[k]!, 0));
      const top = Math.max(...z);
      const total = z.reduce((sum, each) => sum + Math.exp(each - top), 0);
      return z.reduce((sum, each, a) => {
        const log = each - top - Math.log(total);
        return sum + Math.exp(log) * (r[a]! - tau * log);
      }, 0);
    };
  test.each(['lin-spg', 'lin-npg', 'softmax-pg', 'softmax-npg', 'lin-spg-entropy'] as const)(
    '%s',
    (algorithm) => {
      let moves = 0;
      fc.assert(
        fc.property(
          anyBandit,
          fc.constantFrom(0.3, 0.8, 0.97, 0.999),
          fc.constantFrom(0.1, 0.5, 0.9),
          ({ X, r, theta }, shrink, c) => {
            const tabular = algorithm.startsWith('softmax');
            const rows = tabular ? X.map((_, a) => X.map((_, b) => Number(a === b))) : X;
            const start = tabular ? X.map((row) => row[0]!) : theta;
            const one = { algorithm, parameters: { entropyWeight: 0.2 }, theta: start } as const;
            const direction = step(numericProblem(r, X), {
              ...one,
              learningRate: { kind: 'constant', rate: 1 },
            }).moved;
            const { moved, ending } = step(numericProblem(r, X), {
              ...one,
              learningRate: armijo(50, c, shrink),
            });
            const F = value(rows, r, algorithm === 'lin-spg-entropy' ? 0.2 : 0);
            const at = (eta: number) => start.map((x, k) => x + eta * direction[k]!);
            const slope = (F(at(1e-5)) - F(at(-1e-5))) / 2e-5;
            // This test decides nothing where the last digits of the value do.
            if (Math.abs(slope) < 1e-3) return;
            if (slope < 0) {
              expect(ending).toEqual({ kind: 'stalled', at: 0 });
              return;
            }
            let eta = 50;
            const lacks = () => c * eta * slope - (F(at(eta)) - F(at(0)));
            while (lacks() > 0) eta *= shrink;
            if (Math.abs(lacks()) < 1e-7) return;
            moves++;
            moved.forEach((x, k) => {
              expect(Math.abs(x - eta * direction[k]!)).toBeLessThan(1e-6 * Math.max(1, eta));
            });
          },
        ),
        { numRuns: 200 },
      );
      expect(moves).toBeGreaterThan(50);
    },
  );
});

test('where f falls along the natural gradient there is no step: the run says since when, and stays', () => {
  // r̂ = X X⁺ r with X = (1, 2)ᵀ: X⁺r = (1·1 + 2·0)/5 > 0, but a1 is better and has the smaller feature.
  const against = numericProblem([1, 0], [[1], [2]]);
  const { recording, ending } = reference({
    problem: against,
    job: job({ algorithm: 'lin-npg', theta: [0.5], learningRate: armijo(1, 0.5, 0.5), iterations: 1000 }),
  });
  expect(ending).toEqual({ kind: 'stalled', at: 0 });
  expect(recording.iterations).toEqual([0, 1000]);
  expect(recording.theta).toEqual([[0.5], [0.5]]);
  expect(recording.regret[1]).toBeCloseTo(1000 * recording.gap[0]!, 9);
});

test('a normalized step has the length c however small the rewards are', () => {
  for (const scale of [1e-320, 1e-300, 1, 1e300]) {
    const { moved } = step(numericProblem([scale, 0], [[3], [1]]), {
      theta: [0],
      learningRate: { kind: 'normalized', c: 0.25 },
    });
    expect(moved[0]).toBeCloseTo(0.25, 14);
  }
});

test('sampled gradients are refused: an estimate is no gradient of f', () => {
  expect(() =>
    step(THREE, { theta: [0, 0], gradient: 'sampled', learningRate: armijo(1, 0.5, 0.5) }),
  ).toThrow(/exact gradients/);
});
