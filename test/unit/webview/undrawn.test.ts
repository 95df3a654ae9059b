import { describe, expect, it, test } from 'vitest';
import { subjectOf } from '../../../src/shared/subject.js';
import { readSpec } from '../../../src/spec/read.js';
import { stagesOf } from '../../../webview/iteration/pipeline.js';
import { explanationOf } from '../../../webview/sections/explain.js';
import { undrawnLine } from '../../../webview/sentences.js';
import { chartedRun } from '../charted.js';

/** A bandit of K actions with d features each. */
function specOf(K: number, d: number): string {
  const row = `    - [${new Array(d).fill('0').join(', ')}]\n`;
  const rewards = Array.from({ length: K }, (_, a) => a).join(', ');
  return `bandit:\n  rewards: [${rewards}]\n  features:\n${row.repeat(K)}run: { iterations: 10 }\n`;
}

const subject = (K: number, d: number) => subjectOf('file:///a.linspg', readSpec(specOf(K, d)))!;

describe('A bandit with more features than are drawn', () => {
  const large = subject(10_001, 2);

  it('is not sent number by number, and says why there are no pictures', () => {
    expect(large.features).toEqual([]);
    expect(undrawnLine(large)).toBe(
      'Features, plane and single iterations are not shown: the features are 20\u202f002 numbers (10\u202f001 actions × 2), and at most 20\u202f000 are drawn.',
    );
  });

  it('has no iteration taken apart, and no step size explained', () => {
    const run = chartedRun({ 0: 0.5, 10: 0.5 }, { learningRate: 1e6 });
    expect(stagesOf(run, large, 0)).toBe(null);
    expect(explanationOf(run, large)).toBe(null);
  });
});

test('of a process its local bandits and its plane are not shown', () => {
  const states = Array.from(
    { length: 101 },
    (_, s) => `    s${s}: { a: { to: s0, reward: 1 }, b: { to: s0, reward: 0 } }`,
  );
  const head = 'mdp:\n  discount: 0\n  start: s0\n  features: one-hot\n  states:\n';
  const large = subjectOf('file:///a.linspg', readSpec(`${head}${states.join('\n')}\n`))!;
  expect(undrawnLine(large)).toBe(
    'Local bandits and plane are not shown: the features are 40\u202f804 numbers (202 pairs of a state and an action × 202), and at most 20\u202f000 are drawn.',
  );
  const tangled = { ...large, undrawn: undefined, process: { ...large.process!, transitions: null } };
  expect(undrawnLine(tangled as unknown as typeof large)).toBe(
    'The plane is not shown: the process has too many transitions to be listed here.',
  );
});

test('of as many as are drawn nothing is said', () => {
  const most = subject(10_000, 2);
  expect(most.features.length).toBe(10_000);
  expect(undrawnLine(most)).toBe(null);
});
