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

test('of as many as are drawn nothing is said', () => {
  const most = subject(10_000, 2);
  expect(most.features.length).toBe(10_000);
  expect(undrawnLine(most)).toBe(null);
});
