import { describe, expect, test } from 'vitest';
import { findings } from '../../../src/diagnostics/findings.js';
import { forecastText } from '../../../src/diagnostics/forecastWords.js';
import { indistinctFindings } from '../../../src/diagnostics/indistinct.js';
import { analyseBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import { readSpec } from '../../../src/spec/read.js';

const text = (rewards: string, features = '[[1, 0], [0, 1], [-1, -1]]') =>
  `bandit:\n  rewards: [${rewards}]\n  features: ${features}\nrun: { init: zeros, iterations: 10 }\n`;

function found(written: string): { at: string; message: string; related: string[] }[] {
  return indistinctFindings(readSpec(written)).map(({ range, message, related }) => ({
    at: written.slice(range.start, range.end),
    message,
    related: related.map((each) => written.slice(each.range.start, each.range.end)),
  }));
}

describe('different numbers that become one double are told once, at the number', () => {
  test('rewards: which two, which double, and what a run shows', () => {
    const [finding, ...others] = found(text('0.1, 0.10000000000000000001, 0'));
    expect(others).toEqual([]);
    expect(finding!.at).toBe('0.10000000000000000001');
    expect(finding!.related).toEqual(['0.1']);
    expect(finding!.message).toContain(
      '0.1 and 0.10000000000000000001 are different numbers, and both become the double 0.1.',
    );
    expect(finding!.message).toContain(
      'a1 and a2 have the same reward, and the gap is 0 at each, though only a2',
    );
  });

  test('features: whether the rows become the same altogether', () => {
    const close = '[[0.1, 0], [0.10000000000000001, 0], [0.10000000000000001, 1]]';
    const [finding, ...others] = found(text('3, 2, 1', close));
    expect(others).toEqual([]);
    expect(finding!.message).toContain(
      'a1 and a2 have the same features, and so at every θ the same probability',
    );
    expect(found(text('3, 2, 1', close.replace('0],', '2],')))[0]!.message).toContain(
      'feature 1 of a1 and a2 is the same',
    );
  });

  test('nothing of one number that is written in two ways, or of numbers of different columns', () => {
    expect(found(text('0.5, 1/2, 5e-1'))).toEqual([]);
    expect(found(text('3, 2, 1', '[[0.1, 0.10000000000000001], [1, 1], [2, 2]]'))).toEqual([]);
  });

  test('of a process among the actions of one state, and not of two', () => {
    const state = (name: string, first: string, second: string) =>
      `  ${name}:\n    probability: 1/2\n    actions:\n      a: { reward: ${first}, features: [0.1] }\n      b: { reward: ${second}, features: [0.10000000000000001] }\n`;
    const written = `contexts:\n${state('c', '1/3', '0.3333333333333333')}${state('e', '0.1', '0.30000000000000001')}`;
    const all = found(written);
    expect(all.map(({ at, related }) => [at, ...related])).toEqual([
      // 1/3 rounds to 0.333333333333333314829616256247…, to which 0.3333333333333333 rounds as well.
      ['0.3333333333333333', '1/3'],
      ['0.10000000000000001', '0.1'],
      ['0.10000000000000001', '0.1'],
    ]);
    expect(all[1]!.message).toContain('to them c: a and c: b have the same features');
    const process = `mdp:\n  start: s\n  discount: 0.9\n  states:\n    s:\n      a: { to: s, reward: 1/3, features: [1] }\n      b: { to: s, reward: 0.3333333333333333, features: [0] }\n`;
    expect(found(process).map(({ at }) => at)).toEqual(['0.3333333333333333']);
    expect(found(process)[0]!.message).toContain('to them s: a and s: b have the same reward.');
  });

  test('of a process also probabilities of one next state', () => {
    const written = `mdp:
  start: s
  discount: 0.9
  states:
    s:
      a: { to: { t: 0.1, u: 0.9 }, reward: 0, features: [1] }
      b: { to: { t: 0.10000000000000001, u: 0.89999999999999999 }, reward: 0, features: [0] }
    t: { c: { to: u, reward: 1, features: [0] } }
    u: terminal
`;
    const all = found(written);
    // 0.1 is 0.1000000000000000055…, 0.9 is 0.9000000000000000222…: each pair rounds to one double.
    expect(all.map(({ at, related }) => [at, ...related])).toEqual([
      ['0.10000000000000001', '0.1'],
      ['0.89999999999999999', '0.9'],
    ]);
    expect(all[0]!.message).toContain('to them s: a and s: b lead to t with the same probability.');
    expect(
      found(written.replace(/0\.10000000000000001/, '0.2').replace(/0\.89999999999999999/, '0.8')),
    ).toEqual([]);
  });

  test('some hundred times, and then how many more', () => {
    const row = (n: number, last: string) => `[${Array(n).fill(`0.1${last}`).join(', ')}]`;
    const reading = readSpec(
      `bandit: { rewards: [1, 0], features: [${row(400, '')}, ${row(400, '0000000000000001')}] }\n`,
    );
    const told = findings(reading, analyseBeforeRun(reading.bandit!, null)).filter(
      ({ code }) => code === 'indistinct' || code === 'more',
    );
    expect(told).toHaveLength(301);
    expect(told.at(-1)!.message).toBe('100 more findings of this kind, the first of them here.');
  });

  test('a forecast does not call an action the best that is not', () => {
    const { bandit, run } = readSpec(
      text('0.1, 0.10000000000000000001, 0').replace('zeros', '[[5, 0], [0, 0]]'),
    );
    const words = analyseBeforeRun(bandit!, run).forecasts!.map((forecast) =>
      forecastText(bandit!, forecast),
    );
    for (const each of words) expect(each).toMatch(/in double precision/);
  });
});
