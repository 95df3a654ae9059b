/** The weight of the entropy from the text to the runs. */
import { expect, test } from 'vitest';
import { plan } from '../../../src/experiment/plan.js';
import { readSpec } from '../../../src/spec/read.js';

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
  const severities = (run: string) => read(run).problems.map(({ severity, code }) => `${severity} ${code}`);
  expect(severities('algorithm: lin-spg-entropy, entropy-weight: 0')).toEqual(['error number']);
  expect(severities('entropy-weight: 0.2')).toEqual(['information entropy-weight']);
  expect(severities('algorithm: lin-spg-entropy, entropy-weight: 0.2')).toEqual([]);
});
