import { expect, test } from 'vitest';
import { sampledStepFindings } from '../../../src/diagnostics/sampledStep.js';
import { readSpec } from '../../../src/spec/read.js';

const found = (text: string) =>
  sampledStepFindings(readSpec(text)).map(({ range, severity, message }) => ({
    at: text.slice(range.start, range.end),
    severity,
    message,
  }));

/** Two arms with means 3/4 and 1/4: Δ_min = Δ_max = 1/2, so that the bound for n = 1000 is (1/4) / (60·log 2000) = 0.00054818057…. */
const text = ({ bandit = '', features = '[[1, 0], [0, 1]]', run = '' } = {}) =>
  `bandit:\n  rewards: [3/4, 1/4]\n  features: ${features}\n  noise: bernoulli\n${bandit}run:\n  gradient: sampled\n  iterations: 1000\n  learning-rate: [0.0005481, 0.0005482]\n${run}`;

test('a constant step of sampled tabular runs beyond Δ_min² / (120 Δ_max log nK) has a hint that names its source', () => {
  const [finding, ...others] = found(text());
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ at: '0.0005482', severity: 'hint' });
  expect(finding!.message).toContain('η = 0.0005482 is above Δ_min² / (120·Δ_max·log(nK)) ≈ 0.000548181.');
  expect(finding!.message).toContain('Lin-SPG on these one-hot features');
  expect(finding!.message).toContain('Lattimore, arXiv 2603.26547, Theorem 1');
  expect(found(text({ features: '[[1], [0]]', run: '  algorithm: softmax-pg\n' }))[0]!.message).toContain(
    '`softmax-pg`',
  );
});

test.each([
  ['other features', text({ features: '[[2, 0], [0, 1]]' })],
  ['exact gradients', text().replace('sampled', 'exact')],
  ['another start', text({ run: '  init: [1, 0]\n' })],
  ['a baseline', text({ run: '  baseline: average\n' })],
  ['two best actions', text().replace('1/4', '3/4')],
  ['means beyond [0, 1]', text().replace('3/4', '2').replace('bernoulli', 'none')],
  ['clipped noise', text().replace('bernoulli', '{ gaussian: 0.1 }')],
])('nothing is said of %s', (_, other) => {
  expect(found(other)).toEqual([]);
});
