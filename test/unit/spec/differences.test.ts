import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences as differencesOf, valuesOf } from '../../../src/spec/differences.js';

const differences = (text: string, other: string) => differencesOf(valuesOf(text), valuesOf(other));

const text = (init: string, more = '') => `# A comment
title: One
bandit:
  actions:
    a1: { reward: 1, features: [1, 0] }
run:
  init: ${init}${more}
`;

test('it says what this text has where the other has something else', () => {
  expect(differences(text('[3, 3]'), text('[0, 0]'))).toBe('init: [3, 3]');
  expect(differences(text('[3, 3]').replace('reward: 1', 'reward: 2'), text('[3, 3]'))).toBe('a1.reward: 2');
});

test('it says what is missing', () => {
  expect(differences(text('zeros'), text('zeros', '\n  seed: 4'))).toBe('no seed');
});

test('comments, white space and the title make no difference', () => {
  const other = text('[3,   3]').replace('# A comment', '# Another').replace('One', 'Two');
  expect(differences(text('[3, 3]'), other)).toBe('same spec');
});

test('many differences are cut short', () => {
  const other = 'run:\n  a: 1\n  b: 2\n  c: 3\n  d: 4\n';
  expect(differences(other, 'run: {}\n').endsWith(', …')).toBe(true);
});

test('whatever the texts are, something is said', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(differences(one, other).length).toBeGreaterThan(0);
    }),
  );
});
