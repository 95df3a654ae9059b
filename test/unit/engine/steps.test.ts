import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradientEstimate } from '../../../src/engine/algorithms/estimate.js';
import { checkpoints } from '../../../src/engine/checkpoints.js';
import { exactWeights, gapOf, shortfalls } from '../../../src/engine/gradient.js';
import { Iterate } from '../../../src/engine/iterate.js';
import { theoryRate } from '../../../src/engine/learningRate.js';
import { newPolicy, softmax } from '../../../src/engine/policy.js';
import { job, numericProblem } from './runs.js';

function policyOf(...z: number[]) {
  const policy = newPolicy(z.length);
  softmax(Float64Array.from(z), policy);
  return policy;
}

const relative = (a: number, b: number) => Math.abs(a / b - 1);

test('softmax does not change when a number is added to all logits, and sums to 1', () => {
  const logits = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(logits, fc.integer({ min: -1000, max: 1000 }), (z, c) => {
      const a = policyOf(...z);
      const b = policyOf(...z.map((x) => x + c));
      expect(a).toEqual(b);
      expect(a.e.reduce((sum, e) => sum + e / a.Z, 0)).toBeCloseTo(1, 14);
      expect(a.e[a.dominant]).toBe(1);
    }),
  );
});

test('the gap keeps its digits far below the rounding of the rewards', () => {
  const delta = shortfalls(Float64Array.of(1, 0.25));
  // π(a2) = 1/(1 + eˣ) ≈ e⁻ˣ.
  for (const x of [40, 100, 500, 690])
    expect(relative(gapOf(policyOf(0, -x), delta), 0.75 * Math.exp(-x))).toBeLessThan(1e-14);
});

test('the exact weights of two arms are ±π₁π₂(r₁ − r₂), also where one of them has nearly everything', () => {
  const delta = shortfalls(Float64Array.of(0.75, 0.5));
  for (const x of [0, 1, -1, 30, -30, 200, -200, 600, -600]) {
    const policy = policyOf(x, 0);
    const w = new Float64Array(2);
    exactWeights(policy, delta, w);
    const product = Math.exp(-Math.abs(x)) / (1 + Math.exp(-Math.abs(x))) ** 2;
    expect(relative(w[0]! / policy.Z, 0.25 * product)).toBeLessThan(1e-13);
    expect(relative(w[1]! / policy.Z, -0.25 * product)).toBeLessThan(1e-13);
  }
});

test('the exact gradient is the derivative of the expected reward', () => {
  const bandit = numericProblem(
    [0.9, 0.1, 0.6],
    [
      [1, 2],
      [-1, 0.5],
      [0, -1],
    ],
  );
  const at = (theta: readonly number[]) => {
    const iterate = new Iterate(bandit, job({ theta }));
    iterate.advance(0);
    return iterate;
  };
  const h = 1e-5;
  const slope = [0, 1].map((k) => {
    const moved = (by: number) => at([0.3, -0.2].map((t, i) => (i === k ? t + by : t))).gap();
    return (moved(-h) - moved(h)) / (2 * h);
  });
  expect(at([0.3, -0.2]).gradientNorm()).toBeCloseTo(Math.hypot(...slope), 9);
});

test('the sampled estimate has the exact gradient as its mean', () => {
  const X = { actions: 3, dimensions: 2, rows: Float64Array.of(1, 2, -1, 0.5, 0, -1) };
  const r = [0.9, 0.1, 0.6];
  const policy = policyOf(0.5, -0.3, 1);
  const mean = [0, 0];
  const into = new Float64Array(2);
  const estimate = gradientEstimate(X);
  r.forEach((reward, a) => {
    estimate(policy, new Float64Array(3), a, reward, into);
    mean.forEach((_, k) => {
      mean[k]! += (policy.e[a]! / policy.Z) * into[k]!;
    });
  });
  const w = new Float64Array(3);
  exactWeights(policy, shortfalls(Float64Array.from(r)), w);
  const exact = [0, 1].map((k) => w.reduce((sum, x, a) => sum + x * X.rows[2 * a + k]!, 0) / policy.Z);
  mean.forEach((m, k) => {
    expect(m).toBeCloseTo(exact[k]!, 14);
  });
});

test('−log π(a*) keeps its digits near 0, and grows on where the probability has underflowed', () => {
  const lossAt = (x: number) => {
    const iterate = new Iterate(numericProblem([1, 0], [[1], [0]]), job({ theta: [x] }));
    iterate.advance(0);
    return iterate.logLoss();
  };
  expect(lossAt(0)).toBeCloseTo(Math.LN2, 15);
  // −log(1/(1 + e⁻ˣ)) ≈ e⁻ˣ, and x where a* has next to nothing.
  expect(relative(lossAt(300), Math.exp(-300))).toBeLessThan(1e-13);
  expect(relative(lossAt(-5000), 5000)).toBeLessThan(1e-15);
});

test('checkpoints ascend from 0 to T, as many as asked for while there are enough, evenly in the logarithm', () => {
  const T = fc.integer({ min: 1, max: 1e9 });
  fc.assert(
    fc.property(T, fc.integer({ min: 2, max: 500 }), (last, n) => {
      const at = checkpoints(last, n);
      expect(at[0]).toBe(0);
      expect(at.at(-1)).toBe(last);
      expect(at.every((t, i) => i === 0 || t > at[i - 1]!)).toBe(true);
      expect(at.length).toBeLessThanOrEqual(n);
    }),
  );
  expect(checkpoints(1e6, 200)).toHaveLength(200);
  const late = checkpoints(1e6, 200).slice(100);
  const ratios = late.slice(1).map((t, i) => t / late[i]!);
  expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(1.02);
});

test('the learning rate of the theory is 4/(9·R·λmax(XᵀX))', () => {
  // XᵀX = diag(4, 9), largest reward 2.
  const X = [
    [2, 0],
    [0, 3],
  ];
  expect(theoryRate(numericProblem([2, 1], X))).toBeCloseTo(4 / (9 * 2 * 9), 15);
  // A negative reward: R is the range.
  expect(theoryRate(numericProblem([2, -1], X))).toBeCloseTo(4 / (9 * 3 * 9), 15);
  expect(theoryRate(numericProblem([2, 1], X), 'softmax-pg')).toBeCloseTo(4 / (9 * 2), 15);
});

test('regret is the sum of the gaps before; with sampling, of the shortfalls of the actions drawn', () => {
  const bandit = numericProblem([0.9, 0.4], [[1], [0]], { kind: 'bernoulli' });
  const exact = new Iterate(bandit, job({ theta: [0] }));
  let sum = 0;
  for (let t = 0; t < 50; t++) {
    exact.advance(t);
    sum += exact.gap();
  }
  exact.advance(50);
  expect(exact.regret).toBeCloseTo(sum, 13);

  const sampled = new Iterate(bandit, job({ theta: [0], gradient: 'sampled', iterations: 1000 }));
  sampled.advance(1000);
  // Each draw of the second action costs 0.5.
  expect(sampled.regret * 2).toBeCloseTo(Math.round(sampled.regret * 2), 9);
  expect(sampled.regret).toBeGreaterThan(0);
});
