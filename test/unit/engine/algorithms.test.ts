/** Every update against a derivation of its own: finite differences, closed forms, expectations. */
import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { ALGORITHMS } from '../../../src/engine/algorithms/catalogue.js';
import { ENTROPY_WEIGHT } from '../../../src/engine/algorithms/linSpgEntropy.js';
import { runBatch } from '../../../src/engine/batch.js';
import type { Recording, RunJob } from '../../../src/engine/types.js';
import type { Noise } from '../../../src/model/bandit.js';
import type { NumericProblem } from '../../../src/model/problem.js';
import { numericProblem } from './runs.js';

interface Bandit {
  readonly X: readonly (readonly number[])[];
  readonly r: readonly number[];
}

const entry = fc.double({ min: -2, max: 2, noNaN: true }).map((x) => Math.round(x * 64) / 64);
const sizes = fc.record({ K: fc.integer({ min: 2, max: 6 }), d: fc.integer({ min: 1, max: 4 }) });
const anyBandit = sizes.chain(({ K, d }) =>
  fc.record({
    X: fc.array(fc.array(entry, { minLength: d, maxLength: d }), { minLength: K, maxLength: K }),
    r: fc.array(entry, { minLength: K, maxLength: K }),
    theta: fc.array(entry, { minLength: d, maxLength: d }),
  }),
);

const problemOf = ({ X, r }: Bandit, noise?: Noise): NumericProblem => numericProblem(r, X, noise);

const job = (theta: readonly number[], changes: Partial<RunJob>): RunJob => ({
  algorithm: 'lin-spg',
  gradient: 'exact',
  baseline: 'none',
  learningRate: { kind: 'constant', rate: 1 },
  theta,
  iterations: 1,
  checkpoints: Array.from({ length: (changes.iterations ?? 1) + 1 }, (_, t) => t),
  stop: { kind: 'never' },
  stream: [0, 0, 0],
  ...changes,
});

/** θ_0, θ_1 … */
function iterates(problem: NumericProblem, jobs: readonly RunJob[]): number[][][] {
  const thetas: number[][][] = jobs.map(() => []);
  runBatch(
    jobs.map((each) => ({ problem, job: each })),
    {
      recorded: (task: number, _from: number, piece: Recording) => {
        thetas[task]!.push(...piece.theta.map((row) => Array.from(row)));
      },
      progress() {},
      ended() {},
    },
  );
  return thetas;
}
const firstStep = (problem: NumericProblem, one: RunJob): number[] => {
  const [before, after] = iterates(problem, [one])[0]!;
  return after!.map((value, k) => value - before![k]!);
};

const identity = (K: number) =>
  Array.from({ length: K }, (_, a) => Array.from({ length: K }, (_, b) => Number(a === b)));
const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);

function policy(X: Bandit['X'], theta: readonly number[]): number[] {
  const z = X.map((row) => dot(row, theta));
  const weights = z.map((value) => Math.exp(value - Math.max(...z)));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}
const value = ({ X, r }: Bandit, theta: readonly number[]) => dot(policy(X, theta), r);
const entropy = (pi: readonly number[]) => -pi.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);

/** Central differences. */
function slope(of: (theta: readonly number[]) => number, theta: readonly number[]): number[] {
  const h = 1e-5;
  return theta.map((_, k) => {
    const moved = (by: number) => theta.map((x, j) => (j === k ? x + by : x));
    return (of(moved(h)) - of(moved(-h))) / (2 * h);
  });
}
function close(found: readonly number[], expected: readonly number[], error = 1e-7) {
  found.forEach((x, k) => {
    expect(Math.abs(x - expected[k]!)).toBeLessThan(error);
  });
}

describe('docs/refactorings.md', () => {
  const X = [
    [0, -2],
    [0, 1],
    [-1, 0.5],
    [2, 0],
  ];
  const r = [9, 8, 7, 6];
  const theta = [0.25, -0.5];
  const step = (rows: Bandit['X'], start: readonly number[], algorithm: string) =>
    firstStep(
      problemOf({ X: rows, r }),
      job(start, { algorithm, learningRate: { kind: 'constant', rate: 0.5 } }),
    );

  test.each(ALGORITHMS)(
    'one vector added to all features changes no update of $id, if it is said so',
    ({ id, tabular, shiftInvariant }) => {
      const start = tabular ? [0.1, 0.2, -0.3, 0] : theta;
      const shifted = X.map(([x, y]) => [x! + 3, y! - 1.25]);
      const [before, after] = [step(X, start, id), step(shifted, start, id)];
      const apart = Math.max(...before.map((value, k) => Math.abs(value - after[k]!)));
      if (shiftInvariant) expect(apart).toBeLessThan(1e-12);
      else expect(apart).toBeGreaterThan(1e-3);
    },
  );

  test.each([
    ['lin-spg', 9],
    ['lin-spg-entropy', 9],
    ['lin-npg', 1],
    ['lin-npg-fisher', 1],
    ['lin-q-npg', 1],
  ])('features times 3, θ divided by 3: a step of %s moves the logits %d times as far', (id, times) => {
    const scaled = X.map((row) => row.map((x) => 3 * x));
    const moved = (rows: Bandit['X'], by: readonly number[]) => rows.map((row) => dot(row, by));
    const before = moved(X, step(X, theta, id));
    const after = moved(
      scaled,
      step(
        scaled,
        theta.map((x) => x / 3),
        id,
      ),
    );
    close(
      after,
      before.map((value) => times * value),
      1e-10,
    );
  });
});

describe('one exact step with η = 1 moves by', () => {
  test('lin-spg: the gradient of the expected reward', () => {
    fc.assert(
      fc.property(anyBandit, ({ X, r, theta }) => {
        close(
          firstStep(problemOf({ X, r }), job(theta, {})),
          slope((t) => value({ X, r }, t), theta),
        );
      }),
    );
  });

  test('softmax-pg: the gradient in the logits', () => {
    fc.assert(
      fc.property(anyBandit, ({ X, r }) => {
        const table = { X: identity(r.length), r };
        const theta = X.map((row) => row[0]!);
        const step = firstStep(problemOf({ X, r }), job(theta, { algorithm: 'softmax-pg' }));
        close(
          step,
          slope((t) => value(table, t), theta),
        );
      }),
    );
  });

  test('lin-spg-entropy: the gradient of the expected reward and τ times the entropy', () => {
    fc.assert(
      fc.property(anyBandit, fc.constantFrom(undefined, 0.01, 0.5, 3), ({ X, r, theta }, tau) => {
        const weight = tau === undefined ? {} : { parameters: { entropyWeight: tau } };
        const step = firstStep(problemOf({ X, r }), job(theta, { algorithm: 'lin-spg-entropy', ...weight }));
        close(
          step,
          slope((t) => value({ X, r }, t) + (tau ?? ENTROPY_WEIGHT.default) * entropy(policy(X, t)), theta),
        );
      }),
    );
  });

  test('lin-npg: the least-squares fit of the rewards', () => {
    const X = [
      [1, 0],
      [1, 1],
      [1, 3],
      [1, 4],
    ];
    const r = [3, 1, 2, 0.5];
    const A = new Matrix(X);
    const normal = solve(A.transpose().mmul(A), A.transpose().mmul(Matrix.columnVector(r))).to1DArray();
    close(firstStep(problemOf({ X, r }), job([0.3, -0.2], { algorithm: 'lin-npg' })), normal, 1e-12);
  });

  test('lin-npg-fisher: the shortest w with F w = ∇f, F the Fisher matrix, whatever the rewards', () => {
    fc.assert(
      fc.property(anyBandit, ({ X, r, theta }) => {
        const pi = policy(X, theta);
        const mean = theta.map((_, k) => X.reduce((sum, row, a) => sum + pi[a]! * row[k]!, 0));
        const centred = X.map((row) => row.map((x, k) => x - mean[k]!));
        const fisher = theta.map((_, k) =>
          theta.map((_, j) => centred.reduce((sum, row, a) => sum + pi[a]! * row[k]! * row[j]!, 0)),
        );
        const step = firstStep(problemOf({ X, r }), job(theta, { algorithm: 'lin-npg-fisher' }));
        const gradient = slope((t) => value({ X, r }, t), theta);
        close(
          fisher.map((row) => dot(row, step)),
          gradient,
          1e-5,
        );
        expect(dot(step, gradient)).toBeGreaterThan(-1e-6);
      }),
    );
  });

  test('lin-npg-fisher moves nothing in directions that no policy sees', () => {
    // The two columns are the same, so only θ_1 + θ_2 counts.
    const X = [
      [1, 1],
      [0, 0],
      [3, 3],
    ];
    const step = firstStep(problemOf({ X, r: [1, 0, 2] }), job([0, 0], { algorithm: 'lin-npg-fisher' }));
    expect(step[0]).toBeCloseTo(step[1]!, 12);
  });

  test('lin-q-npg: the w whose errors r − ⟨x, w⟩ are orthogonal to every feature under the policy', () => {
    fc.assert(
      fc.property(anyBandit, ({ X, r, theta }) => {
        const pi = policy(X, theta);
        const step = firstStep(problemOf({ X, r }), job(theta, { algorithm: 'lin-q-npg' }));
        const errors = X.map((row, a) => pi[a]! * (r[a]! - dot(row, step)));
        close(
          step.map((_, k) =>
            dot(
              errors,
              X.map((row) => row[k]!),
            ),
          ),
          step.map(() => 0),
          1e-10,
        );
      }),
    );
  });

  test('lin-q-npg: of one feature Σ π x r / Σ π x²', () => {
    // π = (1/3, 2/3): (2/3 + 4/3) / (1/3 + 8/3). Without weights it is 4/5.
    const theta = Math.log(2);
    const step = firstStep(problemOf({ X: [[1], [2]], r: [2, 1] }), job([theta], { algorithm: 'lin-q-npg' }));
    close(step, [2 / 3], 1e-12);
  });

  test('lin-npg with realizable rewards: a solution w of F w = ∇f, F the Fisher matrix', () => {
    fc.assert(
      fc.property(anyBandit, ({ X, theta }) => {
        const r = X.map((row) =>
          dot(
            row,
            theta.map((_, k) => k + 1),
          ),
        );
        const pi = policy(X, theta);
        const mean = theta.map((_, k) => X.reduce((sum, row, a) => sum + pi[a]! * row[k]!, 0));
        const step = firstStep(problemOf({ X, r }), job(theta, { algorithm: 'lin-npg' }));
        const fisher = theta.map((_, k) =>
          X.reduce((sum, row, a) => {
            const centred = row.map((x, j) => x - mean[j]!);
            return sum + pi[a]! * centred[k]! * dot(centred, step);
          }, 0),
        );
        close(
          fisher,
          slope((t) => value({ X, r }, t), theta),
          1e-5,
        );
      }),
    );
  });
});

test('softmax-npg has the closed form π_t ∝ π_0 exp(η t r)', () => {
  fc.assert(
    fc.property(anyBandit, fc.constantFrom(0.1, 1, 3), ({ X, r }, rate) => {
      const theta = X.map((row) => row[0]!);
      const iterations = 7;
      const learningRate = { kind: 'constant', rate } as const;
      const last = iterates(problemOf({ X, r }), [
        job(theta, { algorithm: 'softmax-npg', iterations, learningRate }),
      ])[0]!;
      const expected = policy(
        identity(r.length),
        theta.map((x, a) => x + rate * iterations * r[a]!),
      );
      close(policy(identity(r.length), last.at(-1)!), expected, 1e-12);
    }),
  );
});

const ROWS = [
  [0, -2],
  [-1, 0],
  [0, 1],
  [2, 0],
];

describe('learning rates', () => {
  const bandit = { X: ROWS, r: [9, 8, 7, 6] };
  const start = [0.5, -0.25];
  const gradient = slope((t) => value(bandit, t), start);

  test('normalized: every step has length c', () => {
    const [thetas] = iterates(problemOf(bandit), [
      job(start, { iterations: 5, learningRate: { kind: 'normalized', c: 0.3 } }),
    ]);
    for (let t = 0; t < 5; t++) {
      expect(Math.hypot(...thetas![t + 1]!.map((x, k) => x - thetas![t]![k]!))).toBeCloseTo(0.3, 12);
    }
  });

  test('decay: step t has the rate initial · factorᵗ', () => {
    const [thetas] = iterates(problemOf(bandit), [
      job(start, { iterations: 4, learningRate: { kind: 'decay', initial: 0.8, factor: 0.5 } }),
    ]);
    for (let t = 0; t < 4; t++) {
      const slopeHere = slope((theta) => value(bandit, theta), thetas![t]!);
      close(
        thetas![t + 1]!.map((x, k) => x - thetas![t]![k]!),
        slopeHere.map((g) => 0.8 * 0.5 ** t * g),
      );
    }
  });

  test('armijo: the largest max·shrinkⁿ whose increase is c·η‖∇f‖² or more', () => {
    const [max, c, shrink] = [64, 0.5, 0.5];
    const square = dot(gradient, gradient);
    const enough = (eta: number) =>
      value(
        bandit,
        start.map((x, k) => x + eta * gradient[k]!),
      ) -
        value(bandit, start) >=
      c * eta * square;
    let eta = max;
    while (!enough(eta)) eta *= shrink;
    expect(eta).toBeLessThan(max);
    close(
      firstStep(problemOf(bandit), job(start, { learningRate: { kind: 'armijo', max, c, shrink } })),
      gradient.map((g) => eta * g),
      1e-6,
    );
  });
});

describe('a sampled step', () => {
  const bandit = { X: ROWS, r: [0.9, 0.8, 0.4, 0.1] };
  const problem = problemOf(bandit, { kind: 'bernoulli' });
  const start = [0.2, -0.1];
  const n = 4000;
  /** The moves of step number `step` over n independent repeats. */
  const moves = (changes: Partial<RunJob>, step = 1) => {
    const jobs = Array.from({ length: n }, (_, repeat) =>
      job(start, { gradient: 'sampled', iterations: step, stream: [1, 0, repeat], ...changes }),
    );
    return iterates(problem, jobs).map((thetas) => thetas[step]!.map((x, k) => x - thetas[step - 1]![k]!));
  };
  const mean = (rows: readonly (readonly number[])[], k: number) =>
    rows.reduce((sum, row) => sum + row[k]!, 0) / n;
  const variance = (rows: readonly (readonly number[])[], k: number) =>
    rows.reduce((sum, row) => sum + (row[k]! - mean(rows, k)) ** 2, 0) / (n - 1);
  const unbiased = (rows: readonly (readonly number[])[], expected: readonly number[]) => {
    expected.forEach((value, k) => {
      expect(Math.abs(mean(rows, k) - value)).toBeLessThan(5 * Math.sqrt(variance(rows, k) / n));
    });
  };
  const gradient = slope((t) => value(bandit, t), start);

  test.each(['none', 'average', 'value'] as const)(
    'of lin-spg with baseline %s has the gradient as its mean',
    (baseline) => {
      unbiased(moves({ baseline }), gradient);
    },
  );

  test('of lin-npg has the least-squares fit as its mean', () => {
    unbiased(moves({ algorithm: 'lin-npg' }), firstStep(problem, job(start, { algorithm: 'lin-npg' })));
  });

  test('of lin-npg-fisher has the exact step as its mean', () => {
    const algorithm = { algorithm: 'lin-npg-fisher' };
    unbiased(moves(algorithm), firstStep(problem, job(start, algorithm)));
  });

  test('of lin-q-npg has the exact step as its mean', () => {
    const algorithm = { algorithm: 'lin-q-npg' };
    unbiased(moves(algorithm), firstStep(problem, job(start, algorithm)));
  });

  test('of lin-spg-entropy has the exact step as its mean', () => {
    unbiased(
      moves({ algorithm: 'lin-spg-entropy' }),
      firstStep(problem, job(start, { algorithm: 'lin-spg-entropy' })),
    );
  });

  test('varies less with the value as its baseline', () => {
    const [plain, less] = [moves({}), moves({ baseline: 'value' })];
    for (const k of [0, 1]) expect(variance(less, k)).toBeLessThan(0.8 * variance(plain, k));
  });

  test('takes the average of the rewards before it off the reward', () => {
    const certain = problemOf({ X: bandit.X, r: [3, 3, 3, 3] });
    const average = job(start, { gradient: 'sampled', baseline: 'average', iterations: 3 });
    const [thetas] = iterates(certain, [average]);
    expect(thetas![1]).not.toEqual(thetas![0]);
    // The average is 3 from the second step on, and 3 − 3 moves nothing.
    close(thetas![3]!, thetas![1]!, 1e-14);
  });
});
