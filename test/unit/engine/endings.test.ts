import { afterEach, expect, test, vi } from 'vitest';
import type { Task } from '../../../src/engine/batch.js';
import { checkpoints } from '../../../src/engine/checkpoints.js';
import type { Stop } from '../../../src/model/run.js';
import { job, outcomes, reference, someProblem } from './runs.js';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

const noise = { kind: 'bernoulli' } as const;
const bandit = someProblem(5, 3, 4, noise);

/** As many runs as fill the lanes, from ever better starts or with ever greater rates. */
function runs(change: (i: number) => Partial<Task['job']>): Task[] {
  return Array.from({ length: 8 }, (_, i) => ({
    problem: bandit,
    job: job({
      theta: [0.1 * i, -0.1 * i, 0.2],
      iterations: 3000,
      checkpoints: checkpoints(3000, 30),
      stream: [2, 0, i],
      ...change(i),
    }),
  }));
}

for (const [name, gradient, stop] of [
  ['gap', 'exact', { kind: 'gap', below: 0.05 }],
  ['gradient', 'exact', { kind: 'gradient', below: 0.01 }],
  ['gap, sampled', 'sampled', { kind: 'gap', below: 0.1 }],
  ['gradient, sampled', 'sampled', { kind: 'gradient', below: 0.05 }],
] as readonly (readonly [string, 'exact' | 'sampled', Stop])[]) {
  test(`a run stops at the first iterate below its bound, and records it (${name}); the others go on`, () => {
    const tasks = runs((i) => ({ gradient, stop, learningRate: { kind: 'constant', rate: 0.05 * (i + 1) } }));
    const all = outcomes(tasks);
    expect(all).toEqual(tasks.map(reference));
    const stopped = all.filter(({ ending }) => ending.kind === 'stopped');
    expect(stopped.length).toBeGreaterThan(2);
    for (const { recording, ending } of stopped) {
      if (ending.kind !== 'stopped') continue;
      expect(recording.iterations.at(-1)).toBe(ending.at);
      const watched = stop.kind === 'gap' ? recording.gap : recording.gradientNorm;
      expect(watched.at(-1)).toBeLessThan(stop.kind === 'never' ? 0 : stop.below);
      expect(watched.slice(0, -1).every((value) => stop.kind !== 'never' && value >= stop.below)).toBe(true);
    }
  });
}

test('a parameter that leaves the finite numbers ends its run there; nothing of it is recorded, the others go on', () => {
  for (const gradient of ['exact', 'sampled'] as const) {
    const steep = { ...bandit, features: bandit.features.map((x) => 100 * x) };
    const tasks = runs((i) => ({
      gradient,
      learningRate: { kind: 'constant', rate: i < 4 ? 1e308 : 0.1 },
      theta: [0, 0, 0],
    })).map((task) => ({ ...task, problem: steep }));
    const all = outcomes(tasks);
    expect(all).toEqual(tasks.map(reference));
    expect(all.some(({ ending }) => ending.kind === 'overflow')).toBe(true);
    expect(all.slice(4).every(({ ending }) => ending.kind === 'finished')).toBe(true);
    for (const { recording } of all) expect(recording.theta.flat().every(Number.isFinite)).toBe(true);
  }
});

test('no learning rate makes a NaN', () => {
  const tasks = runs((i) => ({ gradient: 'sampled', learningRate: { kind: 'constant', rate: 10 ** i } }));
  for (const { recording, ending } of outcomes(tasks)) {
    expect(ending).toEqual({ kind: 'finished' });
    for (const column of [recording.gap, recording.logLoss, recording.gradientNorm, recording.regret])
      expect(column.every(Number.isFinite)).toBe(true);
  }
});

test('what the kernel does not know, the reference runs beside it', () => {
  const tasks = runs((i) => ({
    algorithm: (['lin-spg', 'lin-npg', 'lin-spg-entropy', 'lin-spg'] as const)[i % 4]!,
    learningRate: i % 4 === 3 ? { kind: 'normalized', c: 0.1 } : { kind: 'constant', rate: 0.1 },
  }));
  expect(outcomes(tasks)).toEqual(tasks.map(reference));
});

test('tabular runs are the reference’s to the last bit', () => {
  for (const K of [2, 3, 6, 7])
    for (const gradient of ['exact', 'sampled'] as const)
      for (const count of [1, 8]) {
        const tasks = Array.from({ length: count }, (_, i) => ({
          problem: someProblem(K, 2, 3, noise),
          job: job({
            algorithm: 'softmax-pg',
            gradient,
            theta: Array.from({ length: K }, (_, a) => 0.1 * a * i),
            stream: [3, 0, i],
          }),
        }));
        expect(outcomes(tasks)).toEqual(tasks.map(reference));
      }
});

for (const [name, WebAssembly] of [
  ['no WebAssembly', undefined],
  ['WebAssembly without SIMD', { validate: () => false }],
] as const) {
  test(`with ${name} the reference takes over, and nothing else changes`, async () => {
    const tasks = runs(() => ({ gradient: 'sampled' }));
    const before = outcomes(tasks);
    vi.resetModules();
    vi.stubGlobal('WebAssembly', WebAssembly);
    const { kernelRuns } = await import('../../../src/engine/kernel/module.js');
    expect(kernelRuns()).toBe(false);
    const fresh = await import('./runs.js');
    expect(fresh.outcomes(tasks)).toEqual(before);
  });
}
