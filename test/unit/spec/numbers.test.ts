/** The numbers of a problem in a text: found at an offset, by their words, and written anew. */
import { describe, expect, it } from 'vitest';
import { applied } from '../../../src/spec/applied.js';
import { numberAt, numberEdit, numberNamed } from '../../../src/spec/numbers.js';
import { readSpec } from '../../../src/spec/read.js';

const BANDIT = `let:
  t: { value: 1/2, from: 0, to: 1 }
  u: 3
bandit:
  actions:
    "1": { reward: 9, features: [0, -1.5, t] }
    a2: { reward: 1/3, features: [2*t/3, (-1/2)*u, t - u] }
run: { iterations: 100 }
`;

const PROCESS = `mdp:
  discount: 0.9
  start: s1
  states:
    s1:
      go: { reward: 1, to: { s1: 1/4, end: 3/4 }, features: [1, 0] }
      stay: { reward: 0, to: s1, features: [0, 1] }
    end: terminal
`;

/** The number where `|` stands in a part of a text; the part is there once. */
function at(text: string, part: string) {
  const plain = part.replace('|', '');
  expect(text.split(plain)).toHaveLength(2);
  return numberAt(text, readSpec(text), text.indexOf(plain) + part.indexOf('|'));
}

describe('the number at an offset', () => {
  it.each([
    [BANDIT, 'reward: |9', 'reward of 1', '9'],
    [BANDIT, 'reward: 9|', 'reward of 1', '9'],
    [BANDIT, '[0, -1|.5', 'feature 2 of 1', '-1.5'],
    [BANDIT, 'reward: 1/|3', 'reward of a2', '1/3'],
    [BANDIT, '|2*t/3', 'number 1 in the feature 1 of a2', '2'],
    [BANDIT, '2*t/3|', 'number 2 in the feature 1 of a2', '3'],
    [BANDIT, '(-1|/2)*u', 'number 1 in the feature 2 of a2', '-1/2'],
    // The name of a parameter, its value, its key, and the signs of an expression in which no other is named.
    [BANDIT, '2*|t/3', 't', '1/2'],
    [BANDIT, '2*t/|3', 'number 2 in the feature 1 of a2', '3'],
    [BANDIT, ', |t]', 't', '1/2'],
    [BANDIT, 'value: |1/2', 't', '1/2'],
    [BANDIT, '|u: 3', 'u', '3'],
    [PROCESS, 'discount: 0|.9', 'discount', '0.9'],
    [PROCESS, 'reward: |1', 'reward of s1: go', '1'],
    [PROCESS, '[|0, 1]', 'feature 1 of s1: stay', '0'],
    [PROCESS, 's1: |1/4', 'probability of s1 after s1: go', '1/4'],
  ])('%#: %s %s is the %s', (text, part, words, literal) => {
    const number = at(text, part);
    expect(number).toMatchObject({ words, value: { literal } });
    // The same number is found by its words.
    expect(numberNamed(text, readSpec(text), words)).toEqual(number);
  });

  it.each([
    [BANDIT, 'from|: 0'],
    [BANDIT, 'to: |1 }'],
    [BANDIT, '|"1"'],
    [BANDIT, 'iterations: |100'],
    // Two parameters are named.
    [BANDIT, 't |- u'],
    [PROCESS, '|s1:\n'],
    [PROCESS, 'start: s1|'],
  ])('%#: there is none at %s%s', (text, part) => {
    expect(at(text, part)).toBeNull();
  });
});

describe('writing a number anew', () => {
  const rewritten = (words: string, literal: string) => {
    const number = numberNamed(BANDIT, readSpec(BANDIT), words)!;
    return applied(BANDIT, [numberEdit(number, literal)]);
  };

  it('changes nothing else', () => {
    expect(rewritten('reward of 1', '-1/7')).toBe(BANDIT.replace('reward: 9', 'reward: -1/7'));
    expect(rewritten('t', '-2')).toBe(BANDIT.replace('value: 1/2', 'value: -2'));
  });

  it('puts what is no plain number into brackets inside an expression, and finds it again', () => {
    const text = rewritten('number 2 in the feature 1 of a2', '-3/2');
    expect(text).toContain('[2*t/(-3/2), ');
    // 2 · 1/2 / (−3/2) = −2/3.
    expect(readSpec(text).bandit!.features[1]![0]!.literal).toBe('-2/3');
    expect(numberNamed(text, readSpec(text), 'number 2 in the feature 1 of a2')?.value.literal).toBe('-3/2');
    expect(rewritten('number 2 in the feature 1 of a2', '1e-3')).toContain('2*t/1e-3');
  });
});
