/** The specs of the paper's experiments, and what is said of their results. */
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { generate } from '../../../src/experiment/generate/family.js';
import { groupBy } from '../../../src/experiment/groupBy.js';
import { linesOf, meanDistances } from '../../../src/experiment/paper/compare.js';
import { figuresOf } from '../../../src/experiment/paper/figures.js';
import { PARTS, PUBLISHED_ITERATIONS } from '../../../src/experiment/paper/parts.js';
import published from '../../../src/experiment/paper/published.json' with { type: 'json' };
import { summaryTable } from '../../../src/experiment/paper/table.js';
import { plan } from '../../../src/experiment/plan.js';
import type { RunResult } from '../../../src/experiment/types.js';
import { readSpec } from '../../../src/spec/read.js';
import { ranHere } from './ranHere.js';
import { result } from './recordings.js';

const specOf = (id: string) => readSpec(readFileSync(`examples/paper/${id}.linspg`, 'utf8'));

test('every part has its spec, and every spec its part', () => {
  const files = readdirSync('examples/paper').map((file) => file.replace('.linspg', ''));
  expect(files.sort()).toEqual(PARTS.map(({ id }) => id).sort());
});

test.each(PARTS)('$id asks for what the paper did', (part) => {
  const { family, run, issues } = specOf(part.id);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(family).toMatchObject({
    seed: 1337,
    generator: 'jax',
    keep: [{ condition: 'features-K', holds: true }],
    count: part.kind === 'exact' ? 50 : 25,
    rewardRange: part.kind === 'sampled' && part.difficulty === 'hard' ? 0.1 : 0.5,
  });
  expect(run).toMatchObject({ iterations: [1e6], repeats: [part.kind === 'exact' ? 1 : 5] });
  if (part.kind === 'exact')
    expect(family).toMatchObject({ actions: part.actions, dimensions: part.dimensions });
  else
    expect(run!.learningRate.map((rate) => rate.kind === 'constant' && rate.rate)).toEqual([
      0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 1000,
    ]);
});

/** The runs of a part, as far as the n-th published iteration. */
function runsOf(id: string, n: number, rates?: readonly number[]): RunResult[] {
  const { family, run } = specOf(id);
  const until = PUBLISHED_ITERATIONS.slice(0, n);
  const learningRate = rates?.map((rate) => ({ kind: 'constant' as const, rate })) ?? run!.learningRate;
  return ranHere(
    plan(generate(family!).instances, { ...run!, learningRate, iterations: [until.at(-1)!] }, until),
  );
}

test('the mean gap of the exact runs equals the published one at its first iterations', () => {
  const runs = runsOf('exact-K3-d2', 3);
  for (const i of [0, 1, 2]) {
    const mean = runs.reduce((sum, { recording }) => sum + recording.gap[i]!, 0) / runs.length;
    expect(Math.abs(mean / published.exact['exact-K3-d2'].mean[i]! - 1)).toBeLessThan(1e-9);
  }
});

describe.each(['sampled-bernoulli-easy', 'sampled-beta-hard'])('the sampled runs of %s', (id) => {
  // All 125 at each rate, to iteration 30,000: 19 million iterations.
  const rates = [0.01, 0.03, 0.1, 0.3, 1];
  let runs = new Map<string, RunResult[]>();
  beforeAll(() => {
    runs = groupBy(runsOf(id, 3, rates), ({ facts }) => facts.learningRateRule);
  });

  test.each(rates)(
    'at η = %d have means within 4 standard errors of the difference to the published',
    (rate) => {
      const distances = meanDistances(id, String(rate), runs.get(String(rate))!);
      expect(distances.map(({ iteration }) => iteration)).toEqual([10_000, 20_000, 30_000]);
      for (const { ofDifference } of distances) expect(Math.abs(ofDifference)).toBeLessThan(4);
    },
  );
});

const SAMPLED = PARTS.find(({ id }) => id === 'sampled-beta-hard')!;

test('the error of a mean over repeats leaves out the spread between instances', () => {
  // Two instances of two runs with within-variances 2 and 8: √(2/2 + 8/2)/2.
  const runs = [
    [0, 1],
    [0, 3],
    [1, 100],
    [1, 104],
  ].map(([instance, gap]) => result({ 10: gap! }, { instance: instance! }));
  expect(linesOf(SAMPLED, runs)[0]!.standardError).toBeCloseTo(Math.sqrt(5) / 2, 12);
});

test('a distance is that of the means in standard errors of their difference', () => {
  const theirs = published.sampled['sampled-beta-hard'].find(({ rate }) => rate === 0.1)!;
  const runs = [0, 1].map((repeat) =>
    result(
      { 1e6: theirs.mean.at(-1)! + 3 * theirs.standardError.at(-1)! },
      { learningRateRule: '0.1', iterations: 1e6, repeat },
    ),
  );
  expect(linesOf(SAMPLED, runs)[0]!.published!.distance).toBeCloseTo(3, 9);
});

test('each mean is compared in the errors of the difference, and in the published error alone', () => {
  const { mean, standardError } = published.sampled['sampled-beta-hard'].find(({ rate }) => rate === 0.1)!;
  const [first, last] = [published.iterations[0]!, published.iterations.at(-1)!];
  // One instance, two runs that lie as far from their mean as their error is to be: of two values, half their difference.
  const runs = [-1, 1].map((side, repeat) =>
    result(
      {
        [first]: mean[0]! + 5 * standardError[0]! + side * standardError[0]!,
        [last]: mean.at(-1)!,
      },
      { learningRateRule: '0.1', iterations: 1e6, repeat },
    ),
  );
  const [line] = linesOf(SAMPLED, runs);
  const { means } = line!.published!;
  expect(means.map(({ iteration }) => iteration)).toEqual([first, last]);
  expect(means[0]!.ofTheirs).toBeCloseTo(5, 9);
  expect(means[0]!.ofDifference).toBeCloseTo(5 / Math.SQRT2, 9);
  expect(summaryTable([line!])).toContain(
    'of 2 means (cells × iterations) 0 lie beyond 4 SE of the difference, the farthest at 3.5; 1 lie beyond 4 of the published SE alone, the farthest at 5.0.',
  );
});

test('runs of another length are compared with nothing', () => {
  const runs = [result({ 10: 0.1 }, { learningRateRule: '0.1', iterations: 10 })];
  expect(linesOf(SAMPLED, runs)[0]!.published).toBeNull();
});

test('a figure has a panel for every part and a curve for every instance', () => {
  const exact = PARTS.filter(({ id }) => id.startsWith('exact-K6')).map((part) => ({
    part,
    results: [0, 1, 2].map((instance) => result({ 1: 0.1, 10: 0.01 }, { instance })),
  }));
  const files = figuresOf(exact);
  expect([...files.keys()]).toEqual(['exact-K6.svg']);
  const text = files.get('exact-K6.svg')!;
  expect(text.match(/<clipPath/g)).toHaveLength(5);
  expect(text.match(/stroke-opacity="0.3"/g)).toHaveLength(15);
  for (const d of [2, 3, 4, 5, 6]) expect(text).toContain(`>d = ${d}<`);
  expect(text).not.toMatch(/NaN|Infinity|undefined/);
});

test('shares are compared in binomial standard errors, and runs that are not numbers are counted', () => {
  const theirs = published.sampled['sampled-beta-hard'].find(({ rate }) => rate === 1000)!;
  const at = { learningRateRule: '1000', iterations: 1e6 };
  const runs = [0, 1, 2, 3, 4].map((repeat) =>
    result({ 1e6: repeat === 4 ? Number.NaN : 0.1 }, { ...at, repeat }),
  );
  const [line] = linesOf(SAMPLED, runs);
  const [p, n] = [line!.aboveHalf, 5];
  const pooled = (n * p + 125 * theirs.aboveHalf) / (n + 125);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / 125));
  expect(line!.notNumbers).toBe(1);
  expect(line!.published!.shareDistance! * error).toBeCloseTo(p - theirs.aboveHalf, 12);
  expect(summaryTable([line!])).toContain('1 of the runs ended in what is not a number.');
});
