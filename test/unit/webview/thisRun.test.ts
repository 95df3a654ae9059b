import { describe, expect, test } from 'vitest';
import { explanationOf } from '../../../webview/sections/explain.js';
import { outcomeWords } from '../../../webview/sections/outcome.js';
import { runsInWords } from '../../../webview/sections/thisRun.js';
import { charted } from '../charted.js';
import { ranText } from './ranText.js';

const spec = (rows: readonly string[], run: string, rewards: readonly number[] = [9, 8, 7, 6]) => `bandit:
  actions:
${rows.map((row, i) => `    a${i + 1}: { reward: ${rewards[i]}, features: ${row} }`).join('\n')}
run: { ${run} }
`;
const converging = ['[0, -2]', '[-1, 0]', '[0, 1]', '[2, 0]'];
const failing = ['[0, -2]', '[0, 1]', '[-1, 0]', '[2, 0]'];
const said = (text: string) => runsInWords(ranText(text), false)!;

describe('what a run did, beside the verdict', () => {
  test('it is there, as forecast', () => {
    expect(said(spec(converging, 'learning-rate: 0.2, iterations: 1e4'))).toMatch(
      /^This run: there by T = 10\u202f000 \(π\(a1\) = .*\); forecast: a1\.$/,
    );
  });

  test('it is not there yet: slow, and the flow goes on', () => {
    expect(said(spec(converging, 'learning-rate: 0.02, iterations: 100'))).toMatch(
      /^This run: not there by T = 100 \(π\(a1\) = 0\.\d+\); forecast: a1\. It is slow: from where it stands the flow goes on to a1\.$/,
    );
  });

  test('it is in a trap, as forecast', () => {
    expect(said(spec(failing, 'learning-rate: 0.2, iterations: 1e4, init: [3, 3]'))).toMatch(
      /^This run: not there by T = 10\u202f000 \(π\(a1\) = .*\); forecast: a2, 1 below the best\.$/,
    );
  });

  test('several are counted, and what keeps one from where the others are is named', () => {
    expect(said(spec(converging, 'learning-rate: [0.2, 1e-6], iterations: 1e4'))).toBe(
      'These 2 runs: 1 converged, 1 slow.',
    );
  });

  test('of runs that all did the same it is said once', () => {
    expect(said(spec(converging, 'learning-rate: [0.2, 0.5], iterations: 1e4'))).toBe(
      'These 2 runs: all converged.',
    );
  });

  test('while the text is another, it is said whose runs they are', () => {
    const one = ranText(spec(converging, 'learning-rate: 0.2, iterations: 1e4'));
    expect(runsInWords(one, true)).toMatch(/^The charted run, of another text: there by/);
    expect(runsInWords(charted(1, []), false)).toBeNull();
  });
});

describe('what keeps a run from the best action', () => {
  test('a plateau is slow, not a finite point: its gradient is all but 0, and the flow leaves it', () => {
    // π(a1) = e⁻³⁶: ∇f is 1e-15 of its greatest length, and the flow of arc length goes straight to a1.
    const run = ranText(spec(['[1]', '[0]'], 'learning-rate: 0.1, iterations: 1000, init: [-36]', [1, 0.5]))
      .results[0]!;
    const { subject } = ranText(spec(['[1]', '[0]'], 'learning-rate: 0.1, iterations: 10', [1, 0.5]));
    expect(explanationOf(run, subject)).toBe('slow');
    expect(outcomeWords(run, subject)).toBe('slow: still on a2 at T');
  });

  test('the point between two ways out is a saddle', () => {
    // One feature, r = (1, 0, 1): f is least where a2 is likeliest, and by symmetry θ = 0 is a minimum of f, from which both sides go to 1.
    const text = spec(['[1]', '[0]', '[-1]'], 'learning-rate: 0.1, iterations: 1000', [1, 0, 1]);
    const { results, subject } = ranText(text);
    expect(explanationOf(results[0]!, subject)).toBe('saddle');
    expect(outcomeWords(results[0]!, subject)).toBe('at a saddle');
    expect(said(text)).toContain('from beside it the flow goes on to a1, a3');
  });

  test('a run in a trap is not on a boundary: beside it the flow goes into the trap as well', () => {
    const inTrap = spec(failing, 'learning-rate: theory, iterations: 1e4, init: [[3, 3], { trap: a2 }]');
    expect(said(inTrap)).toBe('These 2 runs: all stuck on a2.');
  });

  test('a finite local maximum is one', () => {
    // The mirror image: a1 lies between two worse actions, so θ = 0 is the greatest value that there is on the line.
    const { results, subject } = ranText(
      spec(['[0]', '[1]', '[-1]'], 'learning-rate: 0.5, iterations: 1e4, init: [2]', [1, 0, 0]),
    );
    expect(explanationOf(results[0]!, subject)).toBe('maximum');
  });
});
