/** The weight of the entropy from the text to the runs. */
import { expect, test } from 'vitest';
import { plan } from '../../../src/experiment/plan.js';
import { readSpec } from '../../../src/spec/read.js';
import { job, numericProblem, reference } from '../engine/runs.js';

const read = (run: string) =>
  readSpec(`bandit: { rewards: [1, 0], features: [[1], [0]] }\nrun: { ${run} }\n`);
const cellsOf = (run: string) => {
  const { bandit, run: asked } = read(run);
  return plan([bandit!], asked!).cells;
};

test('a sweep of weights runs lin-spg-entropy with each, and the others once', () => {
  const cells = cellsOf('algorithm: [lin-spg, lin-spg-entropy], entropy-weight: [0.01, 1/2]');
  expect(
    cells.map(({ facts, job }) => [
      facts.label,
      facts.parameters.entropyWeight,
      job.parameters?.entropyWeight,
    ]),
  ).toEqual([
    ['lin-spg', undefined, undefined],
    ['lin-spg-entropy τ = 0.01', 0.01, 0.01],
    ['lin-spg-entropy τ = 0.5', 0.5, 0.5],
  ]);
});

test('a single weight is not said in the legend', () => {
  const cells = cellsOf('algorithm: [lin-spg, lin-spg-entropy]');
  expect(cells.map(({ facts }) => [facts.label, facts.parameters.entropyWeight])).toEqual([
    ['lin-spg', undefined],
    ['lin-spg-entropy', 0.1],
  ]);
});

test('a weight that is not positive is an error, and one that nothing uses is said', () => {
  const severities = (run: string) => read(run).issues.map(({ severity, code }) => `${severity} ${code}`);
  expect(severities('algorithm: lin-spg-entropy, entropy-weight: 0')).toEqual(['error number']);
  expect(severities('entropy-weight: 0.2')).toEqual(['information entropy-weight']);
  expect(severities('algorithm: lin-spg-entropy, entropy-weight: 0.2')).toEqual([]);
});

test('from the uniform policy the first step is that of lin-spg to the last digits, however small the rewards beside τ', () => {
  // ∇H = 0 there.
  const rewards = [-2.3e-10, 2.4e-10, -3.1e-10];
  const features = [
    [-3, -1000],
    [-2717.3, 2],
    [2549, -1],
  ];
  const stepOf = (algorithm: string) => {
    const made = job({
      algorithm,
      theta: [0, 0],
      learningRate: { kind: 'constant', rate: 1 },
      iterations: 1,
    });
    return reference({ problem: numericProblem(rewards, features), job: made }).recording.theta.at(-1)!;
  };
  const [plain, bonus] = [stepOf('lin-spg'), stepOf('lin-spg-entropy')];
  for (const [k, step] of plain.entries()) expect(Math.abs(bonus[k]! / step - 1)).toBeLessThan(1e-13);
});
