/** The learning rate `theory` of a text whose rewards or features are so large or small that it is no number. */
import { describe, expect, test } from 'vitest';
import { generate } from '../../../src/experiment/generate/family.js';
import type { BanditFamily } from '../../../src/model/family.js';
import { readSpec } from '../../../src/spec/read.js';

const said = (bandit: string, run: string) => saidOf(`bandit: { ${bandit} }\nrun: ${run}\n`);

function saidOf(text: string) {
  return readSpec(text)
    .issues.filter(({ code }) => code === 'theory-rate')
    .map(({ range, message }) => ({
      at: text.slice(range.start, range.end),
      end: /(?:is|may be) (above the largest|below the least) number/.exec(message)?.[1],
    }));
}

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

// η = (1 − γ)³ / (8·R·λ): with γ = 0.9 and two pairs that share a coordinate, λ = 2 and η = 6.25e-5 / R.
test.each([
  ['1e-313', ['above the largest']],
  ['1e-312', []],
  ['1e300', []],
])('of a process, with one-hot features and the rewards 0 and %s', (reward, ends) => {
  const text = `mdp:
  discount: 0.9
  start: s
  states: { s: { a: { to: s, reward: ${reward} }, b: { to: s, reward: 0 } }, t: { a: { to: s, reward: 0 } } }
  features: { groups: { all: [s, t] } }
run: { learning-rate: theory }
`;
  expect(
    readSpec(text).issues.filter(({ severity, code }) => severity === 'error' && code !== 'theory-rate'),
  ).toEqual([]);
  expect(saidOf(text)).toEqual(ends.map((end) => ({ at: 'theory', end })));
});

test.each([
  // η = 1 / (8·1e-309·1) = 1.25e308, and ten times less with the other reward.
  ['1e-309', []],
  ['1e-310', ['above the largest']],
])('of contexts, with the rewards 0 and %s', (reward, ends) => {
  const text = `contexts:
  c: { probability: 1, actions: { a: { reward: ${reward}, features: [1] }, b: { reward: 0, features: [0] } } }
run: { learning-rate: theory }
`;
  expect(saidOf(text)).toEqual(ends.map((end) => ({ at: 'theory', end })));
});

describe('of a family', () => {
  const family = (more: string, run: string) => {
    const text = `generate: { actions: 3, dimensions: 2, count: 4${more} }\nrun: ${run}\n`;
    return readSpec(text)
      .issues.filter(({ code }) => code === 'theory-rate')
      .map(({ severity, range, message }) => [
        severity,
        text.slice(range.start, range.end),
        /(?:is|may be) (?:above|below)/.exec(message)?.[0],
      ]);
  };

  test('nothing is said of the rate itself', () => {
    expect(family('', '{ learning-rate: theory }')).toEqual([]);
    expect(
      family(', features: gaussian, rewards: uniform, reward-range: 1', '{ learning-rate: theory }'),
    ).toEqual([]);
    expect(family('', '{ learning-rate: [theory*1e250, theory*1e-250] }')).toEqual([]);
  });

  // The least double is 4.9e-324, and less than half of it is 0. Tabular, η = 4 / (9·R), and R = ½ + g/2 of a realizable instance.
  test('it is an error where no instance has a rate', () => {
    const run = '{ algorithm: softmax-pg, learning-rate: theory*5e-324 }';
    expect(family(', reward-range: 1', run)).toEqual([['error', 'theory*5e-324', 'is below']]);
    expect(family(', reward-range: 0.5', run)).toEqual([]);
    const reading = readSpec(
      `generate: { actions: 3, dimensions: 2, count: 4, reward-range: 1 }\nrun: { algorithm: softmax-pg }\n`,
    );
    const rates = generate(reading.family as BanditFamily).instances.map(
      ({ rewards }) => (5e-324 * 4) / 9 / Math.max(...rewards.map(({ value }) => value)),
    );
    expect(rates).toEqual([0, 0, 0, 0]);
  });

  // Tabular, η = (1 − γ)³ / (8R), and R ≤ g = ½ of a process: ¼ at γ = 0, 1/32 at γ = ½; 2e-323 is four times the least double.
  test('of processes it is that of a process, whose bound has the discount', () => {
    const run = '{ algorithm: softmax-pg, learning-rate: theory*2e-323 }';
    expect(family(', contexts: 2', run)).toEqual([]);
    expect(family(', states: 2, discount: 0.5', run)).toEqual([['warning', 'theory*2e-323', 'may be below']]);
    expect(family(', states: 2, discount: 0.9', '{ learning-rate: theory }')).toEqual([]);
  });

  // R = ¾ and λ ≤ 6, so that η ≥ 0.0987·factor; and there are X with a λ as small as one likes.
  test('it is a warning where an instance may have none', () => {
    expect(family('', '{ learning-rate: theory*1e308 }')).toEqual([
      ['warning', 'theory*1e308', 'may be above'],
    ]);
    expect(family('', '{ learning-rate: [1, theory*5e-324] }')).toEqual([
      ['warning', 'theory*5e-324', 'may be below'],
    ]);
    expect(family('', '{ learning-rate: theory*1e-320 }')).toEqual([]);
  });
});
