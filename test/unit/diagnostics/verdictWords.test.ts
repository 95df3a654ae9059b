import { describe, expect, test } from 'vitest';
import { findings } from '../../../src/diagnostics/findings.js';
import { verdictWords } from '../../../src/diagnostics/verdictWords.js';
import { analyseBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import { verdictStatus } from '../../../src/extension/format.js';
import { readSpec } from '../../../src/spec/read.js';

/** The four-armed bandits of arXiv 2505.03155, figure 1: the order of the rows decides. The theory rate is 4/(9·9·5) = 0.0098…. */
const spec = (rows: readonly string[], run = '') => `bandit:
  actions:
${rows.map((row, i) => `    a${i + 1}: { reward: ${9 - i}, features: ${row} }`).join('\n')}
${run}`;
const converging = ['[0, -2]', '[-1, 0]', '[0, 1]', '[2, 0]'];
const failing = ['[0, -2]', '[0, 1]', '[-1, 0]', '[2, 0]'];

function said(text: string) {
  const reading = readSpec(text);
  const analysis = analyseBeforeRun(reading.bandit!, reading.run);
  const words = verdictWords(reading.bandit!, analysis, reading.run);
  const problem = findings(reading, analysis).find(({ code }) => code === 'verdict')!;
  return { ...words, problem: problem.message, verdict: analysis.verdict };
}

describe('the verdict is one claim', () => {
  test.each([
    [converging, 'converges from almost every start'],
    [failing, 'depends on the start'],
    [['[3, 4]', '[5, 6]', '[1, 2]'], 'never reaches the best action'],
  ])('%s: at every length', (rows, claim) => {
    const { status, heading, sentence, problem, verdict } = said(spec(rows));
    expect(status).toBe(`${claim} (proved)`);
    expect(heading.toLowerCase()).toBe(claim);
    expect(sentence.toLowerCase().startsWith(`${claim} (proved): `)).toBe(true);
    expect(problem).toBe(sentence);
    expect(verdictStatus({ verdict, words: said(spec(rows)) }, { hasErrors: false })).toMatch(
      new RegExp(`^\\$\\([a-z]+\\) ${claim} \\(proved\\)$`),
    );
  });

  test('every policy is optimal where all rewards are the same', () => {
    const { status, reason } = said(spec(converging).replace(/reward: \d/g, 'reward: 1'));
    expect(status).toBe('every policy is optimal (proved)');
    expect(reason).toBe('Every action has the same reward.');
  });

  test('nothing is called proved where nothing is claimed', () => {
    const { status, basis } = said(spec(['[-4, 1]', '[3, 0]', '[3, -1]', '[-2, -2]', '[4, 2]']));
    expect({ status, basis }).toEqual({ status: 'undecided', basis: null });
  });
});

describe('an experiment beyond what the verdict is about has a caveat in every place', () => {
  test.each([
    ['gradient: sampled', 'for exact gradients', 'sampled ones can end elsewhere'],
    ['learning-rate: 5', 'for small steps', 'steps beyond the theory rate'],
    ['learning-rate: [theory, theory*4]', 'for small steps', 'steps beyond the theory rate'],
    ['learning-rate: { normalized: 1/10 }', 'for small steps', 'steps beyond the theory rate'],
    [
      '{ gradient: sampled, learning-rate: 5 }',
      'for exact gradients and small steps',
      'sampled ones, and steps',
    ],
  ])('%s', (run, scope, caveat) => {
    const written = run.startsWith('{') ? run : `{ ${run} }`;
    for (const rows of [converging, failing]) {
      const { status, scope: told, sentence, reason, problem } = said(spec(rows, `run: ${written}\n`));
      expect(status).toContain(`(proved, ${scope})`);
      expect(told).toBe(scope);
      expect(sentence).toContain(`(proved, ${scope}): `);
      for (const text of [sentence, reason, problem]) expect(text).toContain(caveat);
    }
  });

  test('and none within', () => {
    for (const run of ['learning-rate: theory', 'learning-rate: 0.009', 'learning-rate: theory/2'])
      expect(said(spec(converging, `run: { ${run} }\n`)).scope).toBeNull();
  });

  test('nor where no method can reach the best action', () => {
    const run = 'run: { gradient: sampled, learning-rate: 5 }\n';
    expect(said(spec(['[3, 4]', '[5, 6]', '[1, 2]'], run)).status).toBe(
      'never reaches the best action (proved)',
    );
  });
});

describe('what attracts', () => {
  test('is one of several, and never all of them at once', () => {
    // a3 is pushed to the right by a5, a4 to the left by a6; p = (1, 0) and (-1, 0).
    const { sentence } = said(
      'bandit: { rewards: [4, 4, 2, 2, 1, 1], features: [[0, 3], [0, -3], [2, 0], [-2, 0], [1, 0], [-1, 0]] }',
    );
    expect(sentence).toContain(
      'converges to a3 (reward 2) or a4 (reward 2) instead of a1 (reward 4) or a2 (reward 4)',
    );
  });

  test('is an arm where actions share a row: they keep equal probabilities', () => {
    const text = 'bandit: { rewards: [3, 3, 2, 2, 2, 1], features: [[-3], [3], [2], [1], [-3], [2]] }';
    expect(said(text).sentence).toContain(
      'converges to a1 and a5 together (mean reward 2.5) instead of a1 (reward 3) or a2 (reward 3)',
    );
    const reading = readSpec(text);
    const trap = findings(reading, analyseBeforeRun(reading.bandit!, null)).find(
      ({ code }) => code === 'trap',
    )!;
    expect(trap.message).toContain('can converge to a1 and a5 together (mean reward 2.5) instead of');
  });
});
