/** A grid is counted before it is built, and refused at the key that makes it too large. */
import { expect, test } from 'vitest';
import { plan } from '../../../src/experiment/plan.js';
import { gridSize } from '../../../src/spec/grid.js';
import { readSpec } from '../../../src/spec/read.js';

const BANDIT =
  'bandit:\n  actions:\n    a: { reward: 1, features: [0, 1] }\n    b: { reward: 0.5, features: [1, 0] }\n';
const to = (n: number) => `[${Array.from({ length: n }, (_, k) => k).join(', ')}]`;
const withRun = (run: string) => `${BANDIT}run: { ${run} }\n`;

function gridError(text: string) {
  const { issues, run } = readSpec(text);
  const found = issues.filter(({ code }) => code === 'grid');
  expect(run).toBeNull();
  expect(found).toHaveLength(1);
  return { message: found[0]!.message, at: text.slice(found[0]!.range.start, found[0]!.range.end) };
}

test('a hundred thousand seeds times a hundred thousand instances, with the product written out', () => {
  const { message, at } = gridError(withRun(`gradient: sampled, seed: ${to(1e5)}, instance: ${to(1e5)}`));
  expect(message).toContain('100,000 (seed) × 100,000 (instance) = 10,000,000,000 runs');
  expect(message).toContain('more than the 100,000');
  expect(at).toBe('seed');
});

test('a count of starts, at init', () => {
  const { message, at } = gridError(withRun('init: { gaussian: 1, count: 200000 }'));
  expect(message).toContain('200,000 (init) = 200,000 runs');
  expect(at).toBe('init');
});

test('instances of a family, at the family', () => {
  const { at } = gridError(
    'generate: { actions: 2, dimensions: 1, count: 60000 }\nrun: { algorithm: [lin-spg, lin-npg] }\n',
  );
  expect(at).toBe('generate');
});

test('more recorded numbers than fit in memory, at record', () => {
  const { message, at } = gridError(
    withRun('record: 100000, repeats: 100, gradient: sampled, iterations: 1e6'),
  );
  // 100 runs of 100,000 points, each of 2 probabilities, 2 parameters and 4 figures.
  expect(message).toContain('would record 80,000,000 numbers');
  expect(at).toBe('record');
});

test.each([
  ['gradient: [exact, sampled], seed: [1, 2, 3], repeats: [2, 4], instance: [0, 5], baseline: [none, value]'],
  ['algorithm: [lin-spg, lin-spg-entropy], entropy-weight: [0.1, 0.2, 0.3], learning-rate: [1, 2]'],
  [
    'init: [zeros, {gaussian: 1, count: 3}, [1, 2]], seed: [1, 2], gradient: [exact, sampled], iterations: [5, 300], record: [3, 100]',
  ],
])('what is counted is what is built: %s', (written) => {
  const { bandit, run } = readSpec(withRun(written));
  const { cells } = plan([bandit!], run!);
  const size = gridSize(run!, { actions: 2, dimensions: 2 }, 1);
  expect(size.runs).toBe(cells.length);
  expect(size.recorded).toBe(cells.reduce((sum, { job }) => sum + job.checkpoints.length * 8, 0));
});
