/** Which texts are not read on the server's own thread. */
import { expect, test } from 'vitest';
import { mayNameFile, pathsIn } from '../../../src/shared/readElsewhere.js';
import { readSpec } from '../../../src/spec/read.js';

/** All ways of YAML to write a key, in flow and in blocks. */
const KEYS = [
  'file: x.csv',
  'file : x.csv',
  "'file': x.csv",
  '"file": x.csv',
  '"\\x66ile": x.csv',
  '"\\u0066\\u0069le": x.csv',
  '"\\U00000066ile": x.csv',
  '? file\n      : x.csv',
  '&name file: x.csv',
  '? |-\n        file\n      : x.csv',
];

test.each(KEYS)('a text that names a file by %j may do so', (key) => {
  const text = `bandit:\n  rewards: [1, 2]\n  features:\n      ${key}\n`;
  const asked: string[] = [];
  readSpec(text, {
    read(written) {
      asked.push(written);
      return { refused: { code: 'missing' } };
    },
  });
  expect(asked).toEqual(['x.csv']);
  expect(mayNameFile(text)).toBe(true);
});

test('a text without the word, or escapes that may write it, names none', () => {
  expect(mayNameFile('bandit:\n  rewards: [1, 2] # profile\n  features: [[1], [0]]\n')).toBe(false);
  expect(mayNameFile('title: "one \\"two\\" \\n"\n')).toBe(false);
});

test('the paths that stand beside the word in one line are found for an estimate of their size', () => {
  const text = `bandit:
  rewards: { file: "a b.csv" }
  features: {'file' : 'c,d.npy', x: 1}
run:
  init:
    file: folder/e f.json # a comment
`;
  expect(pathsIn(text, 9)).toEqual(['a b.csv', 'c,d.npy', 'folder/e f.json']);
  expect(pathsIn(text, 2)).toEqual(['a b.csv', 'c,d.npy']);
  expect(pathsIn('mdp: { file: chain.npz, axes: [state, action, next] } # profile: x', 9)).toEqual([
    'chain.npz',
  ]);
  expect(pathsIn('? file\n: x.csv\n', 9)).toEqual([]);
});
