import { describe, expect, test } from 'vitest';
import { readSpec } from '../../../src/spec/read.js';

const spec = (generate: string, run = '{}') => `generate: ${generate}\nrun: ${run}\n`;

function errors(text: string) {
  return readSpec(text)
    .issues.filter(({ severity }) => severity === 'error')
    .map(({ code, range, message }) => ({ code, at: text.slice(range.start, range.end), message }));
}

test('a family has defaults for all but its size', () => {
  const { family, bandit, issues } = readSpec(spec('{ actions: 6, dimensions: 3, count: 25 }'));
  expect(bandit).toBeNull();
  expect(family).toEqual({
    actions: 6,
    dimensions: 3,
    count: 25,
    seed: 0,
    features: 'uniform',
    rewards: 'realizable',
    rewardRange: 0.5,
    keep: [],
    generator: 'native',
    noise: { kind: 'none' },
  });
  expect(issues.map(({ severity, code }) => [severity, code])).toEqual([['information', 'family']]);
});

test('everything can be chosen', () => {
  const text = spec(
    '{ actions: 3, dimensions: 2, count: 1e3, seed: 1337, features: gaussian, rewards: uniform, reward-range: 1/10, keep: [order, not trap], noise: { beta: 4 } }',
  );
  expect(errors(text)).toEqual([]);
  expect(readSpec(text).family).toMatchObject({
    count: 1000,
    features: 'gaussian',
    rewardRange: 0.1,
    keep: [
      { condition: 'order', holds: true },
      { condition: 'trap', holds: false },
    ],
    noise: { kind: 'beta', concentration: 4 },
  });
});

test('noise makes sampled gradients the default', () => {
  const text = spec('{ actions: 3, dimensions: 2, count: 5, noise: bernoulli }');
  expect(readSpec(text).run?.gradient).toEqual(['sampled']);
});

describe('errors stand at the narrowest range', () => {
  test.each([
    ['{ actions: 6, dimensions: 3 }', 'missing-key', 'generate'],
    ['{ actions: 1, dimensions: 3, count: 2 }', 'number', '1'],
    ['{ actions: 6, dimensions: 0, count: 2 }', 'number', '0'],
    ['{ actions: 6, dimensions: 3, count: 2.5 }', 'number', '2.5'],
    ['{ actions: 100, dimensions: 100, count: 1e5 }', 'family-size', '1e5'],
    ['{ actions: 6, dimensions: 3, count: 2, reward-range: 2 }', 'number', '2'],
    ['{ actions: 6, dimensions: 3, count: 2, keep: [ordr] }', 'unknown-value', 'ordr'],
    ['{ actions: 6, dimensions: 3, count: 2, keep: [order, not fisher] }', 'keep', 'not fisher'],
    ['{ actions: 6, dimensions: 3, count: 2, keep: [gradient-angle] }', 'keep', 'gradient-angle'],
    ['{ actions: 6, dimensions: 3, count: 2, keep: order }', 'type', 'order'],
    ['{ actions: 6, dimensions: 3, count: 2, keep: [features-3] }', 'keep', 'features-3'],
    ['{ actions: 6, dimensions: 3, count: 2, keep: [order, not order] }', 'keep', 'not order'],
    ['{ actions: 6, dimensions: 3, count: 2, generator: jax, features: gaussian }', 'generator', 'gaussian'],
    ['{ actions: 6, dimensions: 3, count: 2, generator: jax, rewards: uniform }', 'generator', 'uniform'],
    ['{ actions: 6, dimensions: 3, count: 2, reward-range: 1, noise: { beta: 4 } }', 'mean-range', '1'],
    ['{ actions: 6, dimension: 3, count: 2 }', 'missing-key', 'generate'],
  ])('%s', (generate, code, at) => {
    expect(errors(spec(generate))).toContainEqual(expect.objectContaining({ code, at }));
    expect(readSpec(spec(generate)).family).toBeNull();
  });

  test('a misspelt condition is guessed', () => {
    const [error] = errors(spec('{ actions: 6, dimensions: 3, count: 2, keep: [not featuresK] }'));
    expect(error!.message).toContain('Did you mean `not features-K`?');
  });

  test('a start must fit every instance, and no trap can be named', () => {
    const size = '{ actions: 6, dimensions: 3, count: 2 }';
    expect(errors(spec(size, '{ init: [1, 2] }'))).toMatchObject([{ code: 'init-length', at: '[1, 2]' }]);
    expect(errors(spec(size, '{ init: { trap: a2 } }'))).toMatchObject([{ code: 'trap-family', at: 'a2' }]);
  });
});
