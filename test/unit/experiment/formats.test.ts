import { expect, test } from 'vitest';
import { toCsv } from '../../../src/experiment/csv.js';
import { toJson } from '../../../src/experiment/json.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { result } from './recordings.js';

const real = (literal: string) => ({ value: Number(literal), literal });
const bandit: Bandit = {
  names: ['left', 'a "b", c'],
  rewards: [real('1'), real('0.5')],
  features: [
    [real('1'), real('0')],
    [real('0'), real('1')],
  ],
  noise: { kind: 'none' },
};
const spec = { file: 'x.linspg', title: null, problems: [bandit], family: null };

// biome-ignore lint/suspicious/noExplicitAny: the shape is what is under test
const json = (...args: Parameters<typeof toJson>): any => JSON.parse(JSON.stringify(toJson(...args)));

test('JSON has the documented keys', () => {
  const { runs } = json(spec, [result({ 0: 0.25, 10: 0.125 })]);
  expect(runs[0]).toMatchObject({
    algorithm: 'lin-spg',
    gradient: 'exact',
    learningRate: 0.5,
    learningRateRule: '0.5',
    init: [0, 0],
    instance: 0,
    repeat: 0,
    seed: 0,
    iterations: [0, 10],
    gap: [0.25, 0.125],
    optimalProbability: [0.5, 0.5],
    finalPolicy: { left: 0.5, 'a "b", c': 0.5 },
    finalTheta: [10, -10],
    milliseconds: 3,
  });
  expect(runs[0]).not.toHaveProperty('reasons');
});

test('chosen iterations are written alone, but the final policy stays the final one', () => {
  const { runs } = json(spec, [result({ 0: 1, 5: 0.5, 10: 0.1 })], new Set([5]));
  expect(runs[0]).toMatchObject({ iterations: [5], gap: [0.5], finalTheta: [10, -10] });
});

test('what is not finite is null, with a reason', () => {
  const overflowing = result(
    { 0: 1, 4: Number.POSITIVE_INFINITY },
    { learningRate: null, learningRateRule: 'normalized: 1' },
    { kind: 'overflow', at: 4 },
  );
  const { runs } = json(spec, [overflowing]);
  expect(runs[0].gap).toEqual([1, null]);
  expect(runs[0].learningRate).toBeNull();
  expect(runs[0].reasons).toEqual({
    gap: 'a parameter left the finite numbers at iteration 4',
    learningRate: 'normalized: 1 changes from step to step',
  });
});

test('CSV has one row per recorded iteration and run, quotes what needs it, and leaves what is not finite empty', () => {
  const csv = toCsv(bandit.names, [
    result({ 0: 0.25, 10: Number.NaN }, { learningRate: null, label: 'η = 1, T = 10' }),
  ]);
  expect(csv.split('\n')).toEqual([
    'run,label,algorithm,entropyWeight,gradient,baseline,learningRate,learningRateRule,instance,repeat,seed,iteration,gap,optimalProbability,logLoss,' +
      'gradientNorm,regret,policy left,"policy a ""b"", c",theta 1,theta 2',
    `0,"η = 1, T = 10",lin-spg,,exact,none,,0.5,0,0,0,0,0.25,0.5,${Math.LN2},0.25,0,0.5,0.5,0,0`,
    `0,"η = 1, T = 10",lin-spg,,exact,none,,0.5,0,0,0,10,,0.5,${Math.LN2},0.25,2.5,0.5,0.5,10,-10`,
    '',
  ]);
});
