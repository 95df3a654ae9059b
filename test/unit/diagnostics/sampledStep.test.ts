import { expect, test } from 'vitest';
import { publishedSteps, sampledStepFindings } from '../../../src/diagnostics/sampledStep.js';
import { readSpec } from '../../../src/spec/read.js';

const found = (text: string) =>
  sampledStepFindings(readSpec(text)).map(({ range, severity, message }) => ({
    at: text.slice(range.start, range.end),
    severity,
    message,
  }));

/**
 * Two arms with means 3/4 and 1/4: Δ = 1/2, and the root of (e^(2η) − 1 − 2η)/(2η) = 1/2 is 0.38134…; artanh(1/2) = 0.54931.
 * Three arms 3/4, 1/4, 0: Δ_min = 1/2, Δ_max = 3/4, so that Lattimore's bound for n = 1000 is (1/4) / (90·log 3000) = 0.000346945….
 */
const text = ({
  bandit = '',
  rewards = '[3/4, 1/4]',
  features = '[[1, 0], [0, 1]]',
  rates = '[0.381, 0.382, 0.55]',
  run = '',
} = {}) =>
  `bandit:\n  rewards: ${rewards}\n  features: ${features}\n  noise: bernoulli\n${bandit}run:\n  gradient: sampled\n  iterations: 1000\n  learning-rate: ${rates}\n${run}`;

test('a constant step of sampled runs of two arms beyond the bound of Baudry et al. has a hint that names its source', () => {
  const [between, above, ...others] = found(text());
  expect(others).toEqual([]);
  expect(between).toMatchObject({ at: '0.382', severity: 'hint' });
  expect(between!.message).toContain('η = 0.382 is above the root 0.381344');
  expect(between!.message).toContain('(e^(2η) − 1 − 2η) / (2η) = Δ = 0.5');
  expect(between!.message).toContain('Lin-SPG on these one-hot features');
  expect(between!.message).toContain('Baudry et al., NeurIPS 2025, Theorem 1');
  expect(between!.message).toContain(
    'says nothing about larger η; above ½·log((1 + Δ) / (1 − Δ)) ≈ 0.549306 some bandits',
  );
  expect(above!.at).toBe('0.55');
  expect(above!.message).not.toContain('says nothing');
  expect(found(text({ features: '[[1], [0]]', run: '  algorithm: softmax-pg\n' }))[0]!.message).toContain(
    '`softmax-pg`',
  );
});

test('with several gaps the bound is that of Lattimore', () => {
  const [finding, ...others] = found(
    text({
      rewards: '[3/4, 1/4, 0]',
      features: '[[1, 0, 0], [0, 1, 0], [0, 0, 1]]',
      rates: '[0.0003469, 0.000347]',
    }),
  );
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ at: '0.000347', severity: 'hint' });
  expect(finding!.message).toContain('η = 0.000347 is above Δ_min² / (120·Δ_max·log(nK)) ≈ 0.00034694');
  expect(finding!.message).toContain('Lattimore, arXiv 2603.26547, Theorem 1');
});

test('its fix writes three digits of the bound, rounded down', () => {
  const fixes = (bandit: string) =>
    sampledStepFindings(readSpec(bandit)).map(({ fix }) => fix!.edits[0]!.newText);
  // The root for Δ = 1/2 is 0.381344.
  expect(fixes(text())).toEqual(['0.381', '0.381']);
  // For Δ = e − 2, as a decimal that is a little less, it is just below 1/2.
  const below = text({ rewards: '[0.718281828, 0]' });
  expect(fixes(below.replace('0.55', '0.51'))).toEqual(['0.499']);
});

test('every published bound is listed for the hover, the greatest first', () => {
  const { bandit, run } = readSpec(text());
  expect(publishedSteps(bandit!, run!)).toEqual([
    'Regret of n = 1000 sampled steps of Lin-SPG on these one-hot features from θ₀ = 0: proved to be O(log n / η) in expectation up to the root 0.381344 of (e^(2η) − 1 − 2η) / (2η) = Δ = 0.5 (Baudry et al., NeurIPS 2025, Theorem 1).',
    expect.stringContaining('(Lattimore, arXiv 2603.26547, Theorem 1)'),
  ]);
});

test.each([
  ['other features', text({ features: '[[2, 0], [0, 1]]' })],
  ['exact gradients', text().replace('sampled', 'exact')],
  ['another start', text({ run: '  init: [1, 0]\n' })],
  ['a baseline', text({ run: '  baseline: average\n' })],
  ['two best actions', text().replace('1/4', '3/4')],
  ['means beyond [−1, 1]', text().replace('3/4', '2').replace('bernoulli', 'none')],
  ['clipped noise', text().replace('bernoulli', '{ gaussian: 0.1 }')],
])('nothing is said of %s', (_, other) => {
  expect(found(other)).toEqual([]);
});
