import { expect, test } from 'vitest';
import { runBatch } from '../../../src/engine/batch.js';
import { generate } from '../../../src/experiment/generate/family.js';
import { plan } from '../../../src/experiment/plan.js';
import type { RunSection } from '../../../src/model/run.js';
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
  for (const { facts, problem } of cells) {
    const { rewards, features } = problem;
    // λ_max(XᵀX) of a symmetric 2×2 matrix in closed form; the rewards of a family are positive, so R is the greatest.
    const gram = (i: number, j: number) =>
      rewards.reduce((sum, _, a) => sum + features[2 * a + i]! * features[2 * a + j]!, 0);
    const [a, b, c] = [gram(0, 0), gram(0, 1), gram(1, 1)];
    const eigenvalue = (a + c) / 2 + Math.hypot((a - c) / 2, b);
    expect(facts.learningRate! * 9 * Math.max(...rewards) * eigenvalue).toBeCloseTo(4, 10);
  }
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
  const from = (init: RunSection['init'][number]) => () => plan([bandit!], { ...run!, init: [init] });
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

const bandit = 'bandit: { rewards: [1, 0.5], features: [[1, 1], [0, 1]], noise: bernoulli }\n';
const factsOf = (run: string) => planOf(`${bandit}run: { ${run} }`).cells.map(({ facts }) => facts);

test('the grid is listed algorithm by algorithm, then gradient, rate, T, start, seed and instance, the repeats of one cell together', () => {
  const cells = factsOf(
    'algorithm: [lin-spg, softmax-pg], learning-rate: [0.1, 0.2], iterations: [5, 7], seed: [3, 4], repeats: 2',
  );
  expect(cells.map(({ index }) => index)).toEqual([...cells.keys()]);
  const places = ['algorithm', 'learningRate', 'iterations', 'seed', 'repeat'] as const;
  const values = { algorithm: ['lin-spg', 'softmax-pg'], learningRate: [0.1, 0.2], iterations: [5, 7], seed: [3, 4], repeat: [0, 1] }; // biome-ignore format: a table
  const digits = cells.map((facts) =>
    places.map((key) => (values[key] as readonly unknown[]).indexOf(facts[key])).join(''),
  );
  expect(digits).toEqual(Array.from({ length: 32 }, (_, n) => n.toString(2).padStart(5, '0')));
});

test('what is without chance runs once: not once a repeat, and once a seed only where the seed draws its start', () => {
  const count = (run: string) => factsOf(`${run}, repeats: 5, seed: [1, 2, 3]`).length;
  expect(count('gradient: exact')).toBe(1);
  expect(count('gradient: exact, init: { gaussian: 1, count: 4 }')).toBe(3 * 4);
  expect(count('gradient: sampled')).toBe(3 * 5);
});

test('a baseline is taken off sampled rewards only', () => {
  const cells = factsOf('gradient: [exact, sampled], baseline: [none, value]');
  expect(cells.map(({ gradient, baseline }) => [gradient, baseline])).toEqual([
    ['exact', 'none'],
    ['sampled', 'none'],
    ['sampled', 'value'],
  ]);
});

test('`instance` names the chance that sampled gradients see, and no other cell', () => {
  const { cells } = planOf(`${bandit}run: { gradient: [exact, sampled], instance: [0, 7], seed: 2 }`);
  expect(
    cells.map(({ facts, job }) => [facts.gradient, facts.copied ?? 0, facts.instance, job.stream]),
  ).toEqual([
    ['exact', 0, 0, [2, 0, 0]],
    ['sampled', 0, 0, [2, 0, 0]],
    ['sampled', 7, 0, [2, 7, 0]],
  ]);
});

test('algorithms, rates and starts that are compared see the same noise', () => {
  const { cells } = planOf(
    `${bandit}run: { algorithm: [lin-spg, softmax-pg], learning-rate: [0.1, 1], init: [zeros, { gaussian: 1 }], repeats: 2 }`,
  );
  for (const { facts, job } of cells) expect(job.stream).toEqual([0, 0, facts.repeat]);
  expect(cells).toHaveLength(16);
});

test('start n of a seed is the same whatever else is swept, in the same direction whatever σ is', () => {
  const starts = (run: string) => factsOf(`gradient: exact, ${run}`).map(({ init }) => init);
  const three = starts('init: { gaussian: 1, count: 3 }');
  expect(new Set(three.map(String)).size).toBe(3);
  expect(starts('init: [zeros, { gaussian: 1, count: 5 }], learning-rate: 2').slice(1, 4)).toEqual(three);
  expect(starts('init: { gaussian: 4, count: 3 }')).toEqual(three.map((theta) => theta.map((x) => 4 * x)));
  expect(starts('init: { gaussian: 1, count: 3 }, seed: 1')).not.toEqual(three);
});

test('a factor multiplies the theory rate, and each cell keeps the rule as it is written', () => {
  const [one, three] = factsOf('gradient: exact, learning-rate: [theory, theory*3]');
  expect(three!.learningRate! / one!.learningRate!).toBeCloseTo(3, 14);
  expect([one!.learningRateRule, three!.learningRateRule]).toEqual(['theory', 'theory*3']);
  const [normalized] = factsOf('gradient: exact, learning-rate: { normalized: 2 }');
  expect(normalized!.learningRate).toBeNull();
});

test('iterations that are asked for are recorded as far as the run goes, and its last one always', () => {
  const { bandit: read, run } = readSpec(`${bandit}run: { iterations: [10, 100] }`);
  const { cells } = plan([read!], run!, [50, 0, 10, 50, 1000]);
  expect(cells.map(({ job }) => job.checkpoints)).toEqual([
    [0, 10],
    [0, 10, 50, 100],
  ]);
});

test('a total of iterations is the sum over the cells, and too many runs are refused', () => {
  const { bandit: read, run } = readSpec(`${bandit}run: { iterations: [10, 100], repeats: 3 }`);
  expect(plan([read!], run!).totalIterations).toBe(3 * 110);
  const seeds = Array.from({ length: 40_000 }, (_, n) => n);
  expect(() => plan([read!], { ...run!, seed: seeds })).toThrow(/240,000 runs/);
});
