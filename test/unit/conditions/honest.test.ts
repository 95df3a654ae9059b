import { describe, expect, test } from 'vitest';
import { findings } from '../../../src/diagnostics/findings.js';
import { analyseBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import { analyseMdpBeforeRun } from '../../../src/experiment/analyseMdpBeforeRun.js';
import { readSpec } from '../../../src/spec/read.js';

const bandit = (more = '') => `bandit:${more}
  actions:
    a1: { reward: 0.9, features: [0, -2] }
    a2: { reward: 0.8, features: [-1, 0] }
    a3: { reward: 0.7, features: [0, 1] }
    a4: { reward: 0.6, features: [2, 0] }
`;

function said(text: string, code: string): string {
  const reading = readSpec(text);
  const { bandit, mdp, run } = reading;
  return findings(reading, bandit && analyseBeforeRun(bandit, run), mdp && analyseMdpBeforeRun(mdp, run))
    .filter((finding) => finding.code === code)
    .map(({ message }) => message)
    .join('\n');
}

describe('the words promise no more than is so', () => {
  // λ_max(XᵀX) is 5 before the shift and 235.1 after: with `theory` the iterates are others.
  test('a shift leaves the iterates as they are at one η, and theory is another one', () => {
    expect(said(bandit(), 'realizable')).toMatch(
      /c ≈ \(−5.35714, −5.35714\).*at one η, every iterate of Lin-SPG as it is \(`theory` gives another η\)/,
    );
  });

  test('a vector too long to be read exactly is said to be rounded', () => {
    const message = said(bandit().replace('-2', '-2.137').replace('0.7', '0.713'), 'realizable');
    expect(message).toContain('c ≈ (−');
    expect(message).not.toMatch(/\d{6,}\/\d{6,}/);
  });

  test('a verdict beside sampled gradients says that it is about exact ones', () => {
    const sampled = `${bandit('\n  noise: bernoulli')}run: { learning-rate: 100 }\n`;
    expect(said(sampled, 'verdict')).toMatch(
      /^Converges from almost every start \(proved, for exact gradients and small steps\): .* sampled ones, and steps beyond the theory rate, can end elsewhere\.$/,
    );
    expect(said(`${bandit()}run: { learning-rate: 100 }\n`, 'verdict')).not.toContain('sampled');
  });

  test('the bound of a learning rate holds under the conditions', () => {
    expect(said(`${bandit()}run: { learning-rate: 100 }\n`, 'learning-rate')).toContain(
      'the paper proves the O(1/T) rate under its conditions',
    );
  });

  // (1 − ½)³/(8 · 2 · 1) = 1/128, and 1 is 128 times that.
  test('a learning rate of a process beyond its own theory rate is told without the theorem for bandits', () => {
    const process =
      'mdp: { discount: 1/2, start: s, features: one-hot, states: { s: { a: { to: s, reward: 2 }, b: { to: s, reward: 0 } } } }\n';
    const message = said(`${process}run: { learning-rate: 1 }\n`, 'learning-rate');
    expect(message).toBe(
      'η = 1 is 128× the theory rate (η ≈ 0.0078), with which J never falls. With a larger constant η, J may fall on the way.',
    );
    expect(said(`${process}run: { learning-rate: 1/128 }\n`, 'learning-rate')).toBe('');
  });

  // 4 / (9 · 0.9 · 5) = 8/81 = 0.0987…, 1/8 is 1.265… times that, 0.1 is 1.0125 times, and 800/81 is a hundred times.
  test.each([
    ['1/8', 'η = 0.125 is about 1.3× the theory rate (η ≈ 0.099)'],
    ['0.1', 'η = 0.1 is a little above the theory rate (η ≈ 0.099)'],
    ['800/81', 'η ≈ 9.87654 is 100× the theory rate (η ≈ 0.099)'],
  ])(
    'a learning rate of %s is compared in figures that are said to be rounded where they are',
    (rate, words) => {
      expect(said(`${bandit()}run: { learning-rate: ${rate} }\n`, 'learning-rate')).toContain(words);
    },
  );
});
