/** The learning rate `theory` of a text whose rewards or features are so large or small that it is no number. */
import { expect, test } from 'vitest';
import { readSpec } from '../../../src/spec/read.js';

const said = (bandit: string, run: string) => {
  const text = `bandit: { ${bandit} }\nrun: ${run}\n`;
  return readSpec(text)
    .problems.filter(({ code }) => code === 'theory-rate')
    .map(({ range, message }) => ({
      at: text.slice(range.start, range.end),
      end: /is (above the largest|below the least) number/.exec(message)?.[1],
    }));
};

// η = 4 / (9·R·λ), λ the square of the greatest feature here; doubles end near 1.8e308 and 4.9e-324.
test.each([
  ['rewards: [1e-310, 0], features: [[1], [0]]', 'above the largest'],
  // λ = 1e-400 is no double either.
  ['rewards: [1, 0], features: [[1e-200], [0]]', 'above the largest'],
  ['rewards: [1e200, 0], features: [[1e100], [0]]', 'below the least'],
  ['rewards: [1, 0], features: [[1e200], [0]]', 'below the least'],
])('%s: `theory` is %s number, which is said where it is written', (bandit, end) => {
  expect(said(bandit, '{ learning-rate: theory }')).toEqual([{ at: 'theory', end }]);
  expect(said(bandit, '{ learning-rate: [1, theory*2] }')).toEqual([{ at: 'theory*2', end }]);
  expect(said(bandit, '{ iterations: 1 }')).toEqual([{ at: 'run', end }]);
  expect(said(bandit, '{ learning-rate: 1 }')).toEqual([]);
});

test('a multiple may be beyond where the rate is not', () => {
  const bandit = 'rewards: [1e-307, 0], features: [[1], [0]]';
  expect(said(bandit, '{ learning-rate: theory }')).toEqual([]);
  expect(said(bandit, '{ learning-rate: theory*1000 }')).toEqual([
    { at: 'theory*1000', end: 'above the largest' },
  ]);
});

test('of tabular algorithms the features do not count', () => {
  const bandit = 'rewards: [1, 0], features: [[1e200], [0]]';
  expect(said(bandit, '{ algorithm: softmax-pg }')).toEqual([]);
  expect(said(bandit, '{ algorithm: [softmax-pg, lin-spg] }')).toEqual([
    { at: 'run', end: 'below the least' },
  ]);
});

test.each([
  ['rewards: [1, 0], features: [[0], [0]]', 'the gradient is 0 everywhere'],
  ['rewards: [0, 0], features: [[1], [0]]', 'the gradient is 0 everywhere'],
  // 9·R·λ = 9e-320 has few digits, and 4 over it is a number: 4.4e318 is none, 4.4e307 is.
  ['rewards: [1e-8, 0], features: [[1e-150], [0]]', 'it is a number, if a large one'],
])('%s: nothing is said, for %s', (bandit) => {
  expect(said(bandit, '{ learning-rate: theory }')).toEqual([]);
});
