import { expect, test } from 'vitest';
import type { Task } from '../../../src/engine/batch.js';
import { checkpoints } from '../../../src/engine/checkpoints.js';
import { kernelRuns } from '../../../src/engine/kernel/module.js';
import type { Noise } from '../../../src/model/bandit.js';
import { job, numbers, outcomes, reference, someProblem } from './runs.js';

const noises: readonly (Noise | null)[] = [
  null,
  { kind: 'none' },
  { kind: 'bernoulli' },
  { kind: 'gaussian', sigma: 0.1 },
  { kind: 'beta', concentration: 4 },
  // Most shapes below one, where a gamma number is boosted.
  { kind: 'beta', concentration: 0.5 },
];
const shapes = [
  [1, 1],
  [2, 1],
  [3, 2],
  [3, 4],
  [4, 2],
  [4, 3],
  [5, 2],
  [5, 3],
  [6, 3],
  [6, 4],
  [7, 4],
  [14, 5],
  [20, 10],
  [33, 7],
  [70, 3],
] as const;

/** @param noise null for exact gradients. @param instances how many different ones. */
function tasks(K: number, d: number, noise: Noise | null, runs: number, instances: number, T = 300): Task[] {
  const next = numbers(K * 31 + d);
  const all = Array.from({ length: instances }, (_, i) =>
    someProblem(K, d, i + 1, noise ?? { kind: 'none' }),
  );
  return Array.from({ length: runs }, (_, i) => ({
    problem: all[i % instances]!,
    job: job({
      gradient: noise === null ? 'exact' : 'sampled',
      learningRate: { kind: 'constant', rate: 10 ** (3 * next() - 2) },
      theta: Array.from({ length: d }, () => 4 * next() - 2),
      iterations: T,
      checkpoints: checkpoints(T, 20),
      stream: [7, i % instances, i],
    }),
  }));
}

test('the kernel runs on this machine', () => {
  expect(kernelRuns()).toBe(true);
});

for (const noise of noises) {
  const name = noise === null ? 'exact gradients' : `${JSON.stringify(noise)}`;
  for (const [K, d] of shapes) {
    test(`with ${name}, every run of (${K}, ${d}) is the reference's to the last bit, alone and in lockstep`, () => {
      for (const [runs, instances] of [
        [1, 1],
        [5, 1],
        [8, 3],
        [19, 1],
      ] as const) {
        const all = tasks(K, d, noise, runs, instances);
        expect(outcomes(all)).toEqual(all.map(reference));
      }
    });
  }
}
