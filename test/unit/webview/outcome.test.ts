import { describe, expect, test } from 'vitest';
import type { Condition } from '../../../src/conditions/types.js';
import { endLine, signatureWords } from '../../../webview/sections/outcome.js';
import { exactText, proofText, valuesText } from '../../../webview/sections/proof.js';
import { chartedRun, subject } from '../charted.js';

const falling = Object.fromEntries(
  [0, 1, 10, 100, 150, 200, 300, 500, 700, 1000].map((t) => [t, 1 / (t + 2)]),
);
const flat = (gap: number) => Object.fromEntries([0, 10, 100, 200, 500, 1000].map((t) => [t, gap]));

describe('what is said of a run', () => {
  test.each([
    ['converged', chartedRun(falling), /^Converged by T = 1\u202f000 .*.* gap ~ t\^−0\.99/],
    ['slow', chartedRun({ 0: 0.9, 100: 0.6, 200: 0.4, 500: 0.2, 1000: 0.1 }), /^Slow: not converged by T/],
    ['stuck on a2', chartedRun(flat(0.999)), /^Stuck on a2.*not converged by T = 1\u202f000/],
    ['not converged by T', chartedRun(flat(0.5)), /^Not converged by T/],
    ['exploding', chartedRun(flat(0.5), {}, { kind: 'overflow', at: 7 }), /^Exploding: .* iteration 7/],
    ['not ended', chartedRun(flat(0.5), {}, null), /^At iteration 1\u202f000 so far/],
  ])('%s', (words, run, line) => {
    expect(signatureWords(run, subject)).toBe(words);
    expect(endLine(run, subject)).toMatch(line);
    expect(endLine(run, subject)).not.toMatch(/does not converge|never converges/);
  });

  test('a rule that stopped it is named', () => {
    const run = chartedRun(falling, {}, { kind: 'stopped', at: 1000, by: 'gap' });
    expect(endLine(run, subject)).toMatch(/^Converged by iteration 1\u202f000, stopped by its gap rule/);
  });
});

describe('a proof written out', () => {
  const condition: Condition = { id: 'order', holds: false, basis: 'proved', margin: 0, actions: [0, 1] };
  const name = (action: number) => `a${action + 1}`;

  test('a certificate is a combination that is 0, up to the rounding of its weights', () => {
    const first = { from: 0, to: 1, weight: 0.2, exact: '1/5' };
    const second = { from: 1, to: 2, weight: 0.8 };
    const exactly = [first, { ...second, exact: '4/5' }];
    expect(proofText({ ...condition, certificate: exactly }, name)).toBe('0.2·(a1 − a2) + 0.8·(a2 − a3) = 0');
    const certificate = [first, second];
    expect(proofText({ ...condition, certificate }, name)).toBe('0.2·(a1 − a2) + 0.8·(a2 − a3) ≈ 0');
  });

  test('a witness is a direction, exact where it is known exactly', () => {
    expect(proofText({ ...condition, witness: [0.5, -1] }, name)).toBe('w ≈ (0.5, −1)');
    // One-hot features: what is 0 says nothing.
    expect(proofText({ ...condition, witness: [0, 0, 0, 0, 0, 0, 0, 0.5, -1] }, name)).toBe(
      'w ≈ (0.5, −1) in features 8, 9, 0 in the others',
    );
    const trap = { ...condition, id: 'trap' as const, witness: [0.5, -1], exactWitness: ['1/2', '-1'] };
    expect(proofText(trap, name)).toBe('p = (0.5, −1)');
    expect(exactText(trap, name)).toBeNull();
  });

  test('numbers too long for a sentence are decimals, and exact for who asks', () => {
    const trap = {
      ...condition,
      id: 'trap' as const,
      witness: [0.014, -1],
      exactWitness: ['386204465/26821499863', '-1'],
    };
    expect(proofText(trap, name)).toBe('p ≈ (0.0143991, −1)');
    expect(exactText(trap, name)).toBe('p = (386204465/26821499863, −1)');
    const certificate = [{ from: 0, to: 1, weight: 1 / 3, exact: '1/3' }];
    expect(proofText({ ...condition, certificate }, name)).toBe('0.333333·(a1 − a2) ≈ 0');
    expect(exactText({ ...condition, certificate }, name)).toBe('1/3·(a1 − a2) = 0');
    expect(exactText({ ...condition, certificate: [{ from: 0, to: 1, weight: 1 / 3 }] }, name)).toBeNull();
  });

  test('nothing is made up where there is neither', () => {
    expect(proofText(condition, name)).toBeNull();
    expect(valuesText({ ...condition, values: [{ quantity: 'rank', value: 2 }] })).toBe('rank X = 2');
    const error = [{ quantity: 'euclidean-error' as const, value: Math.sqrt(2) }];
    expect(valuesText({ ...condition, values: error })).toBe('‖r̂ − r‖₂ ≈ 1.414');
  });
});
