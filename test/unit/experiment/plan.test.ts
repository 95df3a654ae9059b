import { expect, test } from 'vitest';
import { runBatch } from '../../../src/engine/batch.js';
import { theoryRate } from '../../../src/engine/learningRate.js';
import { generate } from '../../../src/experiment/generate/family.js';
import { plan } from '../../../src/experiment/plan.js';
import type { Run } from '../../../src/model/run.js';
import { readSpec } from '../../../src/spec/read.js';

function planOf(text: string) {
  const { bandit, family, run } = readSpec(text);
  return plan(bandit ? [bandit] : generate(family!).instances, run!);
}

const FAMILY =
  'generate: { actions: 3, dimensions: 2, count: 4, noise: bernoulli }\nrun: { learning-rate: [theory, 1], repeats: 2, iterations: 10 }';

test('a family has a cell for every instance, rate and repeat, with a stream named by seed, instance and repeat', () => {
  const { cells } = planOf(FAMILY);
  expect(cells).toHaveLength(4 * 2 * 2);
  expect(new Set(cells.map(({ facts }) => facts.label))).toEqual(new Set(['η = theory', 'η = 1']));
  for (const { facts, job } of cells) expect(job.stream).toEqual([0, facts.instance, facts.repeat]);
});

test('the theory rate is that of each instance', () => {
  const cells = planOf(FAMILY).cells.filter(({ facts }) => facts.learningRateRule === 'theory');
  for (const { facts, problem } of cells) expect(facts.learningRate).toBe(theoryRate(problem));
  expect(new Set(cells.map(({ facts }) => facts.learningRate)).size).toBe(4);
});

test('an instance runs the same in a larger family', () => {
  const gaps = (count: number) => {
    const { cells } = planOf(FAMILY.replace('count: 4', `count: ${count}`));
    const found = new Map<string, number>();
    const sink = {
      recorded(task: number, _: number, piece: { gap: readonly number[] }) {
        const { learningRateRule, instance, repeat } = cells[task]!.facts;
        found.set(`${learningRateRule} ${instance} ${repeat}`, piece.gap.at(-1)!);
      },
      progress() {},
      ended() {},
    };
    runBatch(cells, sink);
    return found;
  };
  const [few, many] = [gaps(2), gaps(5)];
  for (const [key, gap] of few) expect(many.get(key)).toBe(gap);
});

const SQUARE = 'bandit: { rewards: [1, 0.5], features: [[1, 1], [0, 1]] }\n';
const TALL = 'bandit: { rewards: [1, 0.5, 0], features: [[1, 1], [0, 1], [0, 2]] }\n';

test('a vector starts a tabular algorithm at these logits, one an action, and a linear one at these weights', () => {
  const first = (text: string) => planOf(text).cells[0]!.job.theta;
  for (const name of ['softmax-pg', 'softmax-npg']) {
    expect(first(`${SQUARE}run: { algorithm: ${name}, init: [0, 3] }`)).toEqual([0, 3]);
    expect(first(`${TALL}run: { algorithm: ${name}, init: [0, 0, 0] }`)).toEqual([0, 0, 0]);
  }
  expect(first(`${SQUARE}run: { init: [0, 3] }`)).toEqual([0, 3]);
});

test('zeros, a Gaussian and a trap start every algorithm with the same policy, Xθ₀', () => {
  const run = (init: string) => `run: { algorithm: [lin-spg, softmax-pg], init: ${init} }`;
  for (const init of ['zeros', '{ gaussian: 2 }']) {
    const [linear, tabular] = planOf(TALL + run(init)).cells.map(({ job }) => job.theta);
    const [x, y] = linear as [number, number];
    expect(tabular).toEqual([x + y, y, 2 * y]);
  }
});

test('a start that no run can hold is refused, not run to a NaN', () => {
  const { bandit, run } = readSpec(`${TALL}run: {}`);
  const from = (init: Run['init'][number]) => () => plan([bandit!], { ...run!, init: [init] });
  expect(from({ kind: 'vector', theta: [0, 0, 0] })).toThrow(/expected a vector of 2 entries, found 3/);
  expect(from({ kind: 'gaussian', sigma: 1e308, count: 100 })).toThrow(/a logit is greater than/);
});

test.each([
  ['rewards: [5e-324, 0], features: [[1], [0]]', 'above the largest number'],
  ['rewards: [1e200, 0], features: [[1e100], [0]]', 'below the least number'],
])('%s: a theory rate %s of double precision is refused, not run as 0 or infinity', (bandit, why) => {
  // The instances of a family are not known where it is read.
  const drawn = readSpec(`bandit: { ${bandit} }`).bandit!;
  const { run } = readSpec('run: { iterations: 1, learning-rate: [theory, 1] }');
  expect(() => plan([drawn], run!)).toThrow(why);
  expect(() => plan([drawn], { ...run!, learningRate: run!.learningRate.slice(1) })).not.toThrow();
});

test('a theory rate of 0 runs where the gradient is 0 everywhere', () => {
  expect(() =>
    planOf('bandit: { rewards: [1, 0], features: [[0], [0]] }\nrun: { iterations: 1 }'),
  ).not.toThrow();
});
