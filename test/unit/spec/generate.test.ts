import { describe, expect, test } from 'vitest';
import { applied } from '../../../src/spec/applied.js';
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

describe('a family of processes', () => {
  test('has states, a discount and a distribution of next states', () => {
    const text = spec(
      '{ states: 4, actions: 3, dimensions: 2, count: 5, discount: 9/10, transitions: { dirichlet: 0.5 } }',
    );
    const { family, issues } = readSpec(text);
    expect(family!.dynamics).toEqual({
      kind: 'mdp',
      states: 4,
      discount: { value: 0.9, literal: '9/10' },
      concentration: 0.5,
    });
    expect(issues.map(({ code, message }) => [code, message])).toEqual([
      [
        'family',
        'A family of 5 random decision processes from seed 0: 4 states of 3 actions each, with 2 uniform features, rewards Φθ for a random θ, scaled and shifted into [0.25, 0.75], next states from a Dirichlet(0.5, …, 0.5), γ = 9/10. The experiment runs on each of them.',
      ],
    ]);
  });

  test('of contexts has neither', () => {
    const text = spec('{ contexts: 4, actions: 3, dimensions: 2, count: 5 }');
    expect(errors(text)).toEqual([]);
    expect(readSpec(text).family!.dynamics).toEqual({ kind: 'contexts', states: 4 });
  });

  test('draws uniformly from all distributions where nothing else is written', () => {
    const text = spec('{ states: 2, actions: 2, dimensions: 2, count: 1, discount: 0 }');
    expect(readSpec(text).family!.dynamics).toMatchObject({ concentration: 1 });
  });

  test('has a start of as many logits as pairs for a tabular algorithm', () => {
    const family = '{ states: 2, actions: 2, dimensions: 3, count: 1, discount: 0.5 }';
    expect(errors(spec(family, '{ algorithm: softmax-pg, init: [1, 2, 3, 4] }'))).toEqual([]);
    expect(errors(spec(family, '{ init: [1, 2, 3, 4] }'))).toMatchObject([{ code: 'init-length' }]);
  });

  test('has no natural gradient that is sampled', () => {
    const family = '{ contexts: 2, actions: 2, dimensions: 3, count: 1 }';
    expect(errors(spec(family, '{ algorithm: lin-npg, gradient: sampled }'))).toMatchObject([
      { code: 'natural-sampled', at: 'lin-npg' },
    ]);
  });

  test('without a discount is mended by a fix', () => {
    const text = 'generate:\n  states: 2\n  actions: 2\n  dimensions: 2\n  count: 1\nrun: {}\n';
    const [issue] = readSpec(text).issues;
    expect(issue!.message).toContain('has `states` and no `discount`');
    expect(applied(text, issue!.fix!.edits)).toBe(text.replace('  states', '  discount: 0.9\n  states'));
  });

  test('warns of keys that change nothing without states', () => {
    for (const more of ['discount: 0.5', 'contexts: 2, transitions: { dirichlet: 1 }']) {
      const { issues } = readSpec(spec(`{ actions: 2, dimensions: 2, count: 1, ${more} }`));
      expect(issues).toContainEqual(expect.objectContaining({ severity: 'warning', code: 'idle-key' }));
    }
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
    ['{ actions: 6, dimension: 3, count: 2 }', 'unknown-key', 'dimension'],
    ['{ states: 3, contexts: 2, actions: 6, dimensions: 3, count: 2 }', 'two-forms', 'contexts'],
    ['{ states: 3, actions: 6, dimensions: 3, count: 2 }', 'missing-key', 'states'],
    ['{ states: 0, actions: 6, dimensions: 3, count: 2, discount: 0.9 }', 'number', '0'],
    ['{ states: 3, actions: 6, dimensions: 3, count: 2, discount: 1 }', 'number', '1'],
    [
      '{ states: 3, actions: 6, dimensions: 3, count: 2, discount: 0, transitions: { dirichlet: 0 } }',
      'number',
      '0',
    ],
    [
      '{ states: 3, actions: 6, dimensions: 3, count: 2, discount: 0, transitions: { dirichlt: 1 } }',
      'unknown-key',
      'dirichlt',
    ],
    [
      '{ states: 3, actions: 6, dimensions: 3, count: 2, discount: 0, transitions: dirichlet }',
      'type',
      'dirichlet',
    ],
    ['{ states: 5000, actions: 6, dimensions: 3, count: 2, discount: 0.9 }', 'too-large', '5000'],
    ['{ states: 100, actions: 100, dimensions: 1, count: 1e4, discount: 0.9 }', 'family-size', '1e4'],
    ['{ contexts: 3, actions: 6, dimensions: 3, count: 2, keep: [order, rank] }', 'keep', 'rank'],
    ['{ contexts: 3, actions: 6, dimensions: 3, count: 2, generator: jax }', 'generator', 'jax'],
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
