import { expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { runBatch } from '../../../src/engine/batch.js';
import { toJson } from '../../../src/experiment/json.js';
import { plan } from '../../../src/experiment/plan.js';
import { readSpec } from '../../../src/spec/read.js';
import { nothingRecorded } from '../charted.js';

/** Probability that the run gives, at its first iteration, to the actions that it counts as optimal. */
function optimalProbability(text: string): number {
  const { bandit, run } = readSpec(text);
  let loss = Number.NaN;
  runBatch(plan([bandit!], run!).cells, {
    recorded: (_task, from, { logLoss }) => {
      if (from === 0) loss = logLoss[0]!;
    },
    progress() {},
    ended() {},
  });
  return Math.exp(-loss);
}

const text = (rewards: string) =>
  `bandit:\n  rewards: [${rewards}]\n  features: [[1, 0], [0, 1], [-1, -1]]\nrun: { iterations: 1, init: zeros }\n`;

// At θ = 0 every action has probability 1/3, so that 3·P counts the optimal actions.
test.each([
  ['0.1, 0.10000000000000000001, 0', 1],
  ['1/3, 0.3333333333333333, 0', 1],
  ['0.5, 1/2, 0', 2],
  ['0, 0, 0.0', 3],
])('verdict and run count the same optimal actions of r = (%s)', (rewards, count) => {
  expect(analyse(readSpec(text(rewards)).bandit!).verdict.optimal).toHaveLength(count);
  expect(3 * optimalProbability(text(rewards))).toBeCloseTo(count, 12);
});

test('a run names the instance whose random numbers it sees', () => {
  const { bandit, run } = readSpec(
    `${text('0.9, 0.5, 0.1').replace('run: {', 'run: { gradient: sampled, instance: [0, 3],')}`.replace(
      '[-1, -1]]',
      '[-1, -1]]\n  noise: bernoulli',
    ),
  );
  const { cells } = plan([bandit!], run!);
  const results = cells.map(({ facts }) => ({
    facts,
    recording: nothingRecorded,
    ending: { kind: 'finished' as const },
    milliseconds: 0,
  }));
  const spec = { file: 'x.linspg', title: null, problems: [bandit!], family: null };
  const { runs } = JSON.parse(JSON.stringify(toJson(spec, results)));
  expect(runs.map(({ instance }: { instance: number }) => instance)).toEqual([0, 3]);
  expect(cells.map(({ job }) => job.stream[1])).toEqual([0, 3]);
});
