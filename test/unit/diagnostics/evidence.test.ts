import { EVD, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { verdictWords } from '../../../src/diagnostics/verdictWords.js';
import { analyseBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import { banditOf } from '../conditions/bandits.js';

/** Found by a random search; undecided, with a finite local maximum. */
const INSIDE = banditOf(
  [5, 4, 3, 2, 1],
  [
    [-4, 1],
    [3, 0],
    [3, -1],
    [-2, -2],
    [4, 2],
  ],
);
const X = INSIDE.features.map((row) => row.map(({ value }) => value));
const r = INSIDE.rewards.map(({ value }) => value);

const policyAt = (theta: readonly number[]) => {
  const weights = X.map((row) => Math.exp(row[0]! * theta[0]! + row[1]! * theta[1]!));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w) => w / total);
};
const valueAt = (theta: readonly number[]) => policyAt(theta).reduce((sum, p, a) => sum + p * r[a]!, 0);
const gradientAt = (theta: readonly number[]) => {
  const policy = policyAt(theta);
  const f = valueAt(theta);
  return [0, 1].map((k) => policy.reduce((sum, p, a) => sum + p * (r[a]! - f) * X[a]![k]!, 0));
};

describe('a finite maximum that the search reports', () => {
  const analysis = analyseBeforeRun(INSIDE, null);
  const { verdict, maxima } = analysis;
  const { sentence } = verdictWords(INSIDE, analysis, null);
  const [found] = maxima!.maxima;
  const theta = found!.theta;

  it('is a stationary point of f, with the policy and the value that are reported', () => {
    expect(Math.hypot(...gradientAt(theta))).toBeLessThan(1e-9);
    expect(found!.value).toBeCloseTo(valueAt(theta), 12);
    policyAt(theta).forEach((p, a) => {
      expect(found!.policy[a]).toBeCloseTo(p, 12);
    });
  });

  it('has a negative definite Hessian, by differences of the gradient', () => {
    const h = 1e-5;
    const columns = [0, 1].map((k) => {
      const [up, down] = [h, -h].map((by) => gradientAt(theta.map((t, l) => (l === k ? t + by : t))));
      return [0, 1].map((l) => (up![l]! - down![l]!) / (2 * h));
    });
    const { realEigenvalues } = new EVD(new Matrix(columns), { assumeSymmetric: true });
    expect(Math.max(...realEigenvalues)).toBeLessThan(-1e-3);
  });

  it('holds Lin-SPG with small steps, from it and from near it', () => {
    let at = theta.map((t, k) => t + (k === 0 ? 0.05 : -0.05));
    for (let n = 0; n < 20_000; n++) at = gradientAt(at).map((g, k) => at[k]! + 0.02 * g);
    at.forEach((t, k) => {
      expect(t).toBeCloseTo(theta[k]!, 6);
    });
    expect(valueAt(at)).toBeLessThan(5 - 1.8);
  });

  it('is told in the verdict as evidence: with the number of starts, and never as proved', () => {
    expect(verdict.kind).toBe('undecided');
    expect(sentence).toContain('A search from 200 starts found one: value 3.1092, 1.8908 below the best');
    expect(sentence).not.toMatch(/proved/i);
  });

  it('is searched for only where the conditions leave it open', () => {
    const decided = analyseBeforeRun(
      banditOf(
        [3, 2, 1],
        [
          [3, 4],
          [5, 6],
          [1, 2],
        ],
      ),
      null,
    );
    expect(decided.verdict.kind).toBe('never');
    expect(decided.maxima).toBeUndefined();
  });
});
