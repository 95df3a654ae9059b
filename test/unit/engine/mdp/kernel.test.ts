import fc from 'fast-check';
import { expect, it } from 'vitest';
import { kernelRuns } from '../../../../src/engine/kernel/module.js';
import type { RunJob } from '../../../../src/engine/types.js';
import type { NumericMdp } from '../../../../src/model/numericMdp.js';
import { outcomes, reference } from '../runs.js';
import { chain, cliffWorld, fourStates, mdpFrom } from './environments.js';
import { mdps } from './random.js';

const starts = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });

const jobOf = (theta: readonly number[], rate: number, more: Partial<RunJob> = {}): RunJob => ({
  algorithm: 'lin-spg',
  gradient: 'exact',
  baseline: 'none',
  learningRate: { kind: 'constant', rate },
  theta,
  iterations: 60,
  checkpoints: [0, 1, 2, 7, 33, 60],
  stop: { kind: 'never' },
  stream: [1, 2, 3],
  ...more,
});

it('the kernel runs on this machine', () => {
  expect(kernelRuns()).toBe(true);
});

it.each([1, 2, 3, 5, 8, 11])('%i runs on one process have the bits of the reference', (count) => {
  fc.assert(
    fc.property(mdps, starts, (mdp, theta) => {
      const tasks = Array.from({ length: count }, (_, n) => ({
        problem: mdp,
        job: jobOf(theta.slice(0, mdp.dimensions), 0.05 * (n + 1)),
      }));
      expect(outcomes(tasks)).toEqual(tasks.map(reference));
    }),
    { numRuns: 30 },
  );
});

it.each([
  ['cliff-world', cliffWorld],
  ['chain', chain],
  ['aggregated', fourStates],
] as const)('one-hot features have the bits of the reference: %s', (_, written) => {
  const mdp = mdpFrom(written);
  const zeros = new Array<number>(mdp.dimensions).fill(0);
  for (const count of [1, 4]) {
    const tasks = Array.from({ length: count }, (_, n) => ({
      problem: mdp,
      job: jobOf(zeros, 0.5 * (n + 1)),
    }));
    expect(outcomes(tasks)).toEqual(tasks.map(reference));
  }
});

it('processes that differ do not share their lanes', () => {
  const [first, second] = fc.sample(mdps, { numRuns: 2, seed: 3 }) as [NumericMdp, NumericMdp];
  const tasks = [first, second, first, second, first, second, first, second, first].map((problem, n) => ({
    problem,
    job: jobOf([0.1, 0.2, 0.3].slice(0, problem.dimensions), 0.1 * (n + 1)),
  }));
  expect(outcomes(tasks)).toEqual(tasks.map(reference));
});

it('stops end at the iteration of the reference, and what overflows is told', () => {
  const mdp = mdpFrom(fourStates);
  const zeros = [0, 0, 0, 0];
  const stops = [
    { kind: 'gap', below: 20 },
    { kind: 'gradient', below: 15 },
  ] as const;
  for (const stop of stops) {
    const tasks = [0.001, 0.01, 0.02, 0.05].map((rate) => ({
      problem: mdp,
      job: jobOf(zeros, rate, { stop, iterations: 5000, checkpoints: [0, 5000] }),
    }));
    const all = tasks.map(reference);
    expect(outcomes(tasks)).toEqual(all);
    expect(JSON.stringify(all)).toContain('"stopped"');
  }
  const wild = [{ problem: mdp, job: jobOf(zeros, 1e308) }];
  expect(JSON.stringify(outcomes(wild))).toContain('"overflow"');
  expect(outcomes(wild)).toEqual(wild.map(reference));
});
