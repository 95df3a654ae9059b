import { expect, test } from 'vitest';
import { runBatch } from '../../../src/engine/batch.js';
import { theoryRate } from '../../../src/engine/learningRate.js';
import { generate } from '../../../src/experiment/generate/family.js';
import { plan } from '../../../src/experiment/plan.js';
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
  for (const { facts, instance } of cells) expect(facts.learningRate).toBe(theoryRate(instance));
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
