import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  featuresEdit,
  initEdit,
  numbersEdit,
  ratesEdit,
  rewardEdit,
  startEdit,
} from '../../../src/spec/edit.js';
import { readSpec } from '../../../src/spec/read.js';
import type { TextEdit } from '../../../src/spec/types.js';

const bandit = `bandit:
  actions:
    a1: { reward: 9, features: [ 0, -2] } # the best
    a2: { reward: 8, features: [ 0,  1/3] }
`;

function applied(text: string, edits: readonly TextEdit[] | null): string {
  expect(edits).not.toBeNull();
  return [...edits!]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((now, { range, newText }) => now.slice(0, range.start) + newText + now.slice(range.end), text);
}

test('a feature is written where it stands, and nothing else changes', () => {
  const text = applied(bandit, featuresEdit(bandit, 0, [{ feature: 1, literal: '0.5' }]));
  expect(text).toBe(bandit.replace('-2', '0.5'));
});

test('both features of an action are written at once, and a fraction gives way', () => {
  const edits = featuresEdit(bandit, 1, [
    { feature: 0, literal: '-1' },
    { feature: 1, literal: '0.4' },
  ]);
  expect(applied(bandit, edits)).toBe(bandit.replace('[ 0,  1/3]', '[ -1,  0.4]'));
});

test('numbers are written where they stand, each by its words; of one that is not there, none', () => {
  const text = `let: { t: 1/2 }\n${bandit.replace('1/3', '1 - t')}`;
  const both = [
    { words: 't', literal: '-3' },
    { words: 'reward of a2', literal: '7/2' },
  ];
  expect(applied(text, numbersEdit(text, both))).toBe(
    text.replace('t: 1/2', 't: -3').replace('reward: 8', 'reward: 7/2'),
  );
  expect(numbersEdit(text, [...both, { words: 'reward of a3', literal: '1' }])).toBeNull();
});

test('learning rates to compare take the place of those that are written, or are a new key', () => {
  const sweep = '[theory*0.1, theory, theory*10, theory*100]';
  for (const written of [
    'learning-rate: 0.2',
    'learning-rate:',
    'learning-rate: [theory, { normalized: 1 }]',
  ]) {
    const text = `${bandit}run:\n  seed: 1\n  ${written}\n  iterations: 10\n`;
    const after = applied(text, ratesEdit(text));
    expect(after).toBe(text.replace(written, `learning-rate: ${sweep}`));
    expect(readSpec(after).run!.learningRate).toHaveLength(4);
  }
  const without = `${bandit}run: { seed: 1 }\n`;
  expect(applied(without, ratesEdit(without))).toBe(
    without.replace('{ seed', `{ learning-rate: ${sweep}, seed`),
  );
});

test('a reward is written where it stands', () => {
  expect(applied(bandit, rewardEdit(bandit, 1, '7.5'))).toBe(bandit.replace('reward: 8', 'reward: 7.5'));
});

test('the two tables are written in as the mapping is', () => {
  const tables = 'bandit:\n  rewards: [2, 1]\n  features:\n    - [1, 0]\n    - [0, 1]\n';
  expect(applied(tables, featuresEdit(tables, 1, [{ feature: 1, literal: '3' }]))).toBe(
    tables.replace('[0, 1]', '[0, 3]'),
  );
  expect(applied(tables, rewardEdit(tables, 0, '5'))).toBe(tables.replace('[2, 1]', '[5, 1]'));
});

test('the features of a pair of a process are written where they stand', () => {
  const contexts = `contexts:
  sunny: { probability: 1/2, actions: { a: { reward: 1, features: [0, 1] }, b: { reward: 0, features: [1, 0] } } }
  rainy: { probability: 1/2, actions: { a: { reward: 1, features: [2, 3] }, b: { reward: 0, features: [1, 0] } } }
`;
  expect(applied(contexts, featuresEdit(contexts, 2, [{ feature: 1, literal: '-0.5' }]))).toBe(
    contexts.replace('[2, 3]', '[2, -0.5]'),
  );
  const table = 'mdp: { environment: aliased-pair, features: [[1], [0], [5], [0]] }\n';
  expect(applied(table, featuresEdit(table, 2, [{ feature: 0, literal: '4' }]))).toBe(
    table.replace('[5]', '[4]'),
  );
  for (const text of [
    'mdp: { environment: aliased-pair }\n',
    'mdp: { environment: aliased-pair, features: one-hot }\n',
  ])
    expect(featuresEdit(text, 0, [{ feature: 0, literal: '4' }])).toBeNull();
});

test('what does not stand in the text is not written', () => {
  expect(featuresEdit(bandit, 7, [{ feature: 0, literal: '1' }])).toBeNull();
  expect(featuresEdit(bandit, 0, [{ feature: 2, literal: '1' }])).toBeNull();
  expect(rewardEdit('bandit:\n  actions:\n    a1: { features: [1] }\n', 0, '1')).toBeNull();
});

describe('init becomes the vector, whatever the section `run` looks like', () => {
  const runs = {
    'with an init': 'run:\n  init: [3, 3] # try [0, 0]\n  iterations: 100\n',
    'with an init in words': 'run:\n  init: zeros\n',
    'with an init that says nothing': 'run:\n  init:\n  iterations: 100\n',
    'with a sweep of starts': 'run:\n  init:\n    - [0, 0]\n    - [1, 1]\n  iterations: 100\n',
    'with a trap': 'run:\n  init: { trap: a2 }\n',
    'with other keys': 'run:\n  algorithm: lin-spg\n  iterations: 100\n',
    'with a key after an empty line': 'run:\n\n    iterations: 100\n',
    'in braces': 'run: { iterations: 100 }\n',
    'in empty braces': 'run: {}\n',
    'without anything': 'run:\n',
    'without anything and without an end of line': 'run:',
    'not there': '',
  };
  test.each(Object.entries(runs))('%s', (_, run) => {
    const text = applied(bandit + run, initEdit(bandit + run, ['-1.5', '2']));
    const reading = readSpec(text);
    expect(reading.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(reading.run?.init).toEqual([{ kind: 'vector', theta: [-1.5, 2] }]);
    const before = readSpec(bandit + run).run;
    if (before && run !== '') expect(reading.run?.iterations).toEqual(before.iterations);
    if (run.includes('#')) expect(text).toContain('# try [0, 0]');
  });
});

describe('the first start is moved', () => {
  const moved = (run: string) =>
    applied(bandit + run, startEdit(bandit + run, ['-1.5', '2'])).slice(bandit.length);
  test.each([
    [
      'only what is another number is written',
      'run:\n  init: [3,  4/2] # try [0, 0]\n',
      'run:\n  init: [-1.5,  4/2] # try [0, 0]\n',
    ],
    ['further starts stay', 'run:\n  init: [[0, 0], [1, 1]]\n', 'run:\n  init: [[-1.5, 2], [1, 1]]\n'],
    [
      'further starts of a list below stay',
      'run:\n  init:\n    - zeros\n    - [1, 1]\n',
      'run:\n  init:\n    - [-1.5, 2]\n    - [1, 1]\n',
    ],
    ['zeros become numbers', 'run:\n  init: zeros\n', 'run:\n  init: [-1.5, 2]\n'],
    [
      'where no start is written, it is',
      'run: { iterations: 100 }\n',
      'run: { init: [-1.5, 2], iterations: 100 }\n',
    ],
  ])('%s', (_, run, after) => expect(moved(run)).toBe(after));

  test.each(['run:\n  init: { gaussian: 1 }\n', 'run:\n  init: { trap: a2 }\n'])(
    'not where the text has no numbers of it: %s',
    (run) => expect(startEdit(bandit + run, ['-1.5', '2'])).toBeNull(),
  );
});

test('a point of the plane becomes the logits of a tabular algorithm, which has one an action', () => {
  // X = [[0, -2], [0, 1/4], [1, 0]], θ = (-1.5, 2): Xθ = (-4, 1/2, -3/2).
  const three = bandit.replace('1/3', '1/4').concat('    a3: { reward: 7, features: [1, 0] }\n');
  const text = `${three}run: { algorithm: [softmax-pg, softmax-npg], iterations: 10 }\n`;
  const reading = readSpec(applied(text, initEdit(text, ['-1.5', '2'])));
  expect(reading.issues).toEqual([]);
  expect(reading.run?.init).toEqual([{ kind: 'vector', theta: [-4, 0.5, -1.5] }]);
});

test('of a process it has one for each pair', () => {
  const text = `contexts:
  s: { probability: 1, actions: { a: { reward: 1, features: [0, 2] }, b: { reward: 0, features: [1, 0] } } }
run: { algorithm: softmax-pg, iterations: 10 }
`;
  expect(readSpec(applied(text, initEdit(text, ['-1.5', '2']))).run?.init).toEqual([
    { kind: 'vector', theta: [4, -1.5] },
  ]);
});

test('whatever number is dragged to is read back as that number', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), (value) => {
      const literal = String(value);
      const text = applied(bandit, featuresEdit(bandit, 0, [{ feature: 0, literal }]));
      expect(readSpec(text).bandit?.features[0]?.[0]?.value).toBe(value + 0);
    }),
  );
});
