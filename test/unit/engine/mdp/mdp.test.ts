import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { ALGORITHM_IDS, algorithmOf, isTabular } from '../../../../src/engine/algorithms/catalogue.js';
import { Iterate } from '../../../../src/engine/iterate.js';
import { MdpClimb } from '../../../../src/engine/mdp/climb.js';
import { gradientDirection } from '../../../../src/engine/mdp/direction.js';
import { episodeEstimate } from '../../../../src/engine/mdp/episode.js';
import { Evaluation } from '../../../../src/engine/mdp/evaluation.js';
import { mdpGap, pairLogits } from '../../../../src/engine/mdp/gradient.js';
import { pairRowsOf } from '../../../../src/engine/mdp/rows.js';
import { mdpTheoryParts } from '../../../../src/engine/mdp/theoryRate.js';
import { streamOf } from '../../../../src/engine/random/streams.js';
import type { RunJob } from '../../../../src/engine/types.js';
import {
  eliminationOf,
  factor,
  slotsIn,
  solve as solveInPlace,
  solveTransposed,
} from '../../../../src/math/elimination.js';
import type { NumericMdp } from '../../../../src/model/numericMdp.js';
import { chain, mdpFrom } from './environments.js';
import { mdps, valueAt } from './random.js';

const starts = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });

function evaluated(mdp: NumericMdp, theta: readonly number[]) {
  const z = new Float64Array(mdp.rewards.length);
  pairLogits(pairRowsOf(mdp), Float64Array.from(theta), z);
  const evaluation = new Evaluation(mdp);
  evaluation.setLogits(z);
  evaluation.evaluate();
  return { z, evaluation };
}

const jobOf = (theta: readonly number[], more: Partial<RunJob> = {}): RunJob => ({
  algorithm: 'lin-spg',
  gradient: 'exact',
  baseline: 'none',
  learningRate: { kind: 'constant', rate: 0.1 },
  theta,
  iterations: 100,
  checkpoints: [],
  stop: { kind: 'never' },
  stream: [1, 2, 3],
  ...more,
});

describe('sparse elimination', () => {
  it('solves A·x = b and Aᵀ·x = b as a dense solver does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((m) =>
          fc.record({
            matrix: fc.array(
              fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: m, maxLength: m }),
              { minLength: m, maxLength: m },
            ),
            right: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: m, maxLength: m }),
          }),
        ),
        ({ matrix, right }) => {
          const m = right.length;
          // Half the numbers away; rows of I − 0.9·P for P with rows of sum at most 1.
          const A = matrix.map((row, i) => {
            const kept = row.map((x) => (x < 0.5 ? 0 : x));
            const sum = kept.reduce((a, b) => a + b, 0) || 1;
            return kept.map((x, j) => Number(i === j) - (0.9 * x) / sum);
          });
          const elimination = eliminationOf(A.map((row) => row.flatMap((x, j) => (x === 0 ? [] : [j]))));
          const slot = slotsIn(elimination);
          const slots = new Float64Array(elimination.columns.length);
          A.forEach((row, i) => {
            row.forEach((x, j) => {
              if (x !== 0 || i === j) slots[slot(i, j)] = x;
            });
          });
          const inverse = new Float64Array(m);
          factor(elimination, slots, inverse);
          for (const [transposed, into] of [
            [false, solveInPlace],
            [true, solveTransposed],
          ] as const) {
            const x = Float64Array.from(elimination.order, (i) => right[i]!);
            into(elimination, slots, inverse, x);
            const dense = solve(
              transposed ? new Matrix(A).transpose() : new Matrix(A),
              Matrix.columnVector(right),
            ).to1DArray();
            elimination.order.forEach((row, i) => {
              expect(x[i]).toBeCloseTo(dense[row]!, 10);
            });
          }
        },
      ),
    );
  });
  it('fills in nothing for a chain', () => {
    const m = 200;
    const { columns } = eliminationOf(
      Array.from({ length: m }, (_, i) => [Math.max(0, i - 1), i, Math.min(m - 1, i + 1)]),
    );
    expect(columns.length).toBe(3 * m - 2);
  });
});

describe('the value of a policy', () => {
  it('satisfies the equations of Bellman, and Σ_s d(s) = 1/(1 − γ)', () => {
    fc.assert(
      fc.property(mdps, starts, (mdp, theta) => {
        const { evaluation } = evaluated(mdp, theta);
        const q = new Float64Array(mdp.rewards.length);
        evaluation.actionValues(q);
        const scale = 4 / (1 - mdp.discount);
        for (let s = 0; s + 1 < mdp.offsets.length; s++) {
          let mean = 0;
          for (let i = mdp.offsets[s]!; i < mdp.offsets[s + 1]!; i++) {
            mean += evaluation.pi[i]! * q[i]!;
            let after = 0;
            for (let t = mdp.begin[i]!; t < mdp.begin[i + 1]!; t++)
              after += mdp.probabilities[t]! * evaluation.value[mdp.next[t]!]!;
            expect(Math.abs(q[i]! - mdp.rewards[i]! - mdp.discount * after)).toBeLessThan(1e-11 * scale);
          }
          expect(Math.abs(mean - evaluation.value[s]!)).toBeLessThan(1e-11 * scale);
        }
        const total = evaluation.occupancy.reduce((a, b) => a + b, 0);
        expect(total * (1 - mdp.discount)).toBeCloseTo(1, 10);
      }),
    );
  });
  it('lies below the best by the gap', () => {
    fc.assert(
      fc.property(mdps, starts, (mdp, theta) => {
        const { z, evaluation } = evaluated(mdp, theta);
        const gap = mdpGap(mdp, evaluation);
        expect(gap).toBeGreaterThanOrEqual(0);
        expect(Math.abs(mdp.optimum.value - valueAt(mdp, z) - gap)).toBeLessThan(1e-9 / (1 - mdp.discount));
      }),
    );
  });
});

it('the gradient is that of central differences', () => {
  fc.assert(
    fc.property(mdps, starts, (mdp, theta) => {
      const { evaluation } = evaluated(mdp, theta);
      const direction = new Float64Array(mdp.dimensions);
      gradientDirection({ mdp, features: pairRowsOf(mdp) })(evaluation, direction);
      const h = 1e-4;
      const at = (k: number, by: number) =>
        valueAt(
          mdp,
          evaluated(
            mdp,
            theta.map((x, j) => (j === k ? x + by : x)),
          ).z,
        );
      direction.forEach((slope, k) => {
        // A difference of fourth order: its error is h⁴/30 times the fifth derivative.
        const difference = (8 * (at(k, h) - at(k, -h)) - (at(k, 2 * h) - at(k, -2 * h))) / (12 * h);
        expect(Math.abs(slope - difference)).toBeLessThan(1e-7 / (1 - mdp.discount) ** 2);
      });
    }),
  );
});

it('lin-q-npg: the errors Q − ⟨φ, w⟩ are orthogonal to every feature under the states and actions of the policy', () => {
  fc.assert(
    fc.property(mdps, starts, (mdp, theta) => {
      const { evaluation } = evaluated(mdp, theta);
      const w = new Float64Array(mdp.dimensions);
      algorithmOf('lin-q-npg').ofMdp({ mdp, features: pairRowsOf(mdp) })(evaluation, w);
      const { offsets, begin, next, probabilities, discount, rewards, dimensions, features } = mdp;
      const S = mdp.start.length;
      const system = Matrix.eye(S, S);
      const reward = new Array<number>(S).fill(0);
      for (let s = 0; s < S; s++)
        for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
          reward[s]! += evaluation.pi[i]! * rewards[i]!;
          for (let t = begin[i]!; t < begin[i + 1]!; t++)
            system.set(
              s,
              next[t]!,
              system.get(s, next[t]!) - discount * evaluation.pi[i]! * probabilities[t]!,
            );
        }
      const V = solve(system, Matrix.columnVector(reward)).to1DArray();
      const d = solve(system.transpose(), Matrix.columnVector(Array.from(mdp.start))).to1DArray();
      const sums = new Array<number>(dimensions).fill(0);
      for (let s = 0; s < S; s++)
        for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
          let error = rewards[i]!;
          for (let t = begin[i]!; t < begin[i + 1]!; t++)
            error += discount * probabilities[t]! * V[next[t]!]!;
          for (let k = 0; k < dimensions; k++) error -= features[i * dimensions + k]! * w[k]!;
          for (let k = 0; k < dimensions; k++)
            sums[k]! += d[s]! * evaluation.pi[i]! * error * features[i * dimensions + k]!;
        }
      for (const sum of sums) expect(Math.abs(sum)).toBeLessThan(1e-9 / (1 - discount) ** 2);
    }),
  );
});

it('the gradient keeps its digits near a vertex', () => {
  // One state, two actions, features ±1: π(a2) = 1/(1 + exp(2θ)), dJ/dθ = 2π(1 − π)(r1 − r2).
  const mdp: NumericMdp = {
    offsets: [0, 2],
    rewards: Float64Array.of(1, 0.25),
    dimensions: 1,
    features: Float64Array.of(1, -1),
    coordinates: null,
    optimal: [0],
    discount: 0,
    start: Float64Array.of(1),
    begin: new Int32Array(3),
    next: new Int32Array(0),
    probabilities: new Float64Array(0),
    noise: { kind: 'none' },
    optimum: {
      value: 1,
      values: Float64Array.of(1),
      shortfalls: Float64Array.of(0, 0.75),
      occupancy: Float64Array.of(1),
    },
  };
  const { evaluation } = evaluated(mdp, [100]);
  const direction = new Float64Array(1);
  gradientDirection({ mdp, features: pairRowsOf(mdp) })(evaluation, direction);
  const p = 1 / (1 + Math.exp(200));
  expect(direction[0]! / (2 * p * (1 - p) * 0.75)).toBeCloseTo(1, 12);
  expect(mdpGap(mdp, evaluation) / (0.75 * p)).toBeCloseTo(1, 12);
});

describe('a process of one state without a future', () => {
  it.each(ALGORITHM_IDS)('runs as the bandit does: %s', (algorithm) => {
    const [K, d] = [3, 2];
    const rewards = Float64Array.of(1, 0.6, 0.1);
    const features = Float64Array.of(1, 0.5, -0.5, 1, 0.25, -1);
    const theta = isTabular(algorithm) ? [0.3, -0.2, 0.1] : [0.3, -0.2];
    const bandit = new Iterate(
      { offsets: [0, K], dimensions: d, rewards, features, optimal: [0], noise: { kind: 'none' } },
      jobOf(theta, { algorithm }),
    );
    const mdp: NumericMdp = {
      offsets: [0, K],
      rewards,
      dimensions: d,
      features,
      coordinates: null,
      optimal: [0],
      discount: 0,
      start: Float64Array.of(1),
      begin: new Int32Array(K + 1),
      next: new Int32Array(0),
      probabilities: new Float64Array(0),
      noise: { kind: 'none' },
      optimum: {
        value: 1,
        values: Float64Array.of(1),
        shortfalls: Float64Array.of(0, 0.4, 0.9),
        occupancy: Float64Array.of(1),
      },
    };
    const iterate = new Iterate(mdp, jobOf(theta, { algorithm }));
    for (const t of [0, 1, 10, 100]) {
      bandit.advance(t);
      iterate.advance(t);
      expect(iterate.gap() / bandit.gap()).toBeCloseTo(1, 10);
      expect(iterate.logLoss() / bandit.logLoss()).toBeCloseTo(1, 10);
      expect(iterate.gradientNorm() / bandit.gradientNorm()).toBeCloseTo(1, 9);
      iterate.theta.forEach((x, k) => {
        expect(x).toBeCloseTo(bandit.theta[k]!, 10);
      });
    }
    expect(iterate.regret).toBeCloseTo(bandit.regret, 10);
  });
});

it('what a step gains is the difference of the values, with and without entropy', () => {
  fc.assert(
    fc.property(
      mdps,
      starts,
      fc.constantFrom(0.1, 1, 30),
      fc.constantFrom(0, 0.3),
      (mdp, theta, step, tau) => {
        /** r − τ log π, whose value is J + τ Σ_s d(s) H(π(·|s)). */
        const climbed = (at: readonly number[]) => {
          const { z, evaluation } = evaluated(mdp, at);
          evaluation.evaluate(
            mdp.rewards.map((r, i) => r - (evaluation.pi[i]! > 0 ? tau * Math.log(evaluation.pi[i]!) : 0)),
          );
          return { z, evaluation, F: evaluation.value.reduce((sum, v, s) => sum + v * mdp.start[s]!, 0) };
        };
        const { z, evaluation, F } = climbed(theta);
        const direction = new Float64Array(mdp.dimensions);
        gradientDirection({ mdp, features: pairRowsOf(mdp) })(evaluation, direction);
        const climb = new MdpClimb(mdp, pairRowsOf(mdp), tau);
        climb.from(evaluation, z, direction);
        const gained = climb.unit * climb.increase(step);
        const after = climbed(Array.from(direction, (x, k) => theta[k]! + step * x));
        expect(Math.abs(gained - (after.F - F))).toBeLessThan(1e-8 / (1 - mdp.discount) ** 2);
      },
    ),
  );
});

it('the theory rate of a tabular process is (1 − γ)³/8 over the range of the rewards, and never lowers the value', () => {
  const mdp = mdpFrom(chain);
  expect(mdpTheoryParts(mdp, pairRowsOf(mdp)).rate).toBeCloseTo((1 / 21) ** 3 / 8, 15);
  fc.assert(
    fc.property(mdps, starts, (random, theta) => {
      const iterate = new Iterate(
        random,
        jobOf(theta.slice(0, random.dimensions), { learningRate: { kind: 'theory', factor: 1 } }),
      );
      iterate.advance(0);
      for (let t = 1; t < 20; t++) {
        const before = iterate.gap();
        iterate.advance(t);
        expect(iterate.gap()).toBeLessThanOrEqual(before * (1 + 1e-12));
      }
    }),
  );
});

describe('the estimate from an episode', () => {
  it.each(['none', 'average', 'value'] as const)(
    'has the gradient as its mean, and the gap as that of its regret: baseline %s',
    (baseline) => {
      const [mdp] = fc.sample(
        mdps.filter(
          ({ discount, offsets, start }) => start.length >= 3 && discount === 0.5 && offsets.at(-1)! > 6,
        ),
        { numRuns: 1, seed: 5 },
      ) as [NumericMdp];
      const { evaluation } = evaluated(mdp, [0.4, -0.3, 0.2]);
      const exact = new Float64Array(mdp.dimensions);
      gradientDirection({ mdp, features: pairRowsOf(mdp) })(evaluation, exact);
      const streams = { action: streamOf([4, 0, 0], 'action'), reward: streamOf([4, 0, 0], 'reward') };
      const estimate = episodeEstimate(mdp, pairRowsOf(mdp), streams, baseline, 0);
      const direction = new Float64Array(exact.length);
      const episodes = 40_000;
      const rows = Array.from({ length: episodes }, () => {
        const regret = estimate(evaluation, direction);
        return [...direction, regret];
      });
      [...exact, mdpGap(mdp, evaluation)].forEach((expected, k) => {
        const mean = rows.reduce((sum, row) => sum + row[k]!, 0) / episodes;
        const variance = rows.reduce((sum, row) => sum + (row[k]! - mean) ** 2, 0) / episodes;
        expect(Math.abs(mean - expected)).toBeLessThan(5 * Math.sqrt(variance / episodes) + 1e-12);
      });
    },
  );
});
