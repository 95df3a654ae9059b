import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Freshness } from '../../../src/shared/messages.js';
import {
  count,
  digitsApart,
  equal,
  equalVector,
  figure,
  moment,
  powerOfTen,
  probability,
  vector,
} from '../../../webview/format.js';
import { type Introduced, runLine, staleLine } from '../../../webview/sentences.js';

test.each([
  [0.0412, '0.0412'],
  [5.01e-6, '5.01×10⁻⁶'],
  [0, '0'],
  [-1.8, '−1.8'],
  [123456, '123456'],
  [1234567, '1.23×10⁶'],
  [0.1 + 0.2, '0.3'],
  [0.99996, '1'],
  [9.996e5, '1×10⁶'],
  [1e-300, '1×10⁻³⁰⁰'],
  [null, 'not finite'],
  [Number.POSITIVE_INFINITY, 'not finite'],
])('the figure %d reads %s', (value, text) => expect(figure(value)).toBe(text));

test('numbers that differ are written apart, as far as that can be read', () => {
  expect(digitsApart([1, 0.5], 3)).toBe(3);
  expect(digitsApart([9.9061, 9.9074, 9.9074], 3)).toBe(4);
  expect(digitsApart([1, 1 + 1e-12], 3)).toBe(3);
});

test.each([
  [0.5, '= 0.5'],
  [123456, '= 123456'],
  [1234567, '≈ 1.23×10⁶'],
  [0.1 + 0.2, '≈ 0.3'],
  [-1 / 3, '≈ −0.333'],
])('%d is said %s: what is rounded makes no equation', (value, text) => expect(equal(value)).toBe(text));

test('of a vector one rounded entry is enough', () => {
  expect(equalVector([0.5, -2])).toBe('= (0.5, −2)');
  expect(equalVector([0.5, Math.SQRT2])).toBe('≈ (0.5, 1.41)');
});

test('a figure is never further from its number than its last digit', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: 1e-200, max: 1e200 }), (value) => {
      const digits: Record<string, string> = { '⁻': '-', '⁰': '0', '¹': '1', '²': '2', '³': '3', '⁴': '4' };
      for (const [i, digit] of [...'⁵⁶⁷⁸⁹'].entries()) digits[digit] = String(i + 5);
      const plain = figure(value)
        .replace('×10', 'e')
        .replace(/[⁻⁰-⁹¹²³]/g, (digit) => digits[digit]!);
      expect(Math.abs(Number(plain) / value - 1)).toBeLessThan(0.00501);
    }),
  );
});

test('near 1, the distance from 1 is what is read', () => {
  expect(probability(1 - 1e-9)).toBe('1 − 1×10⁻⁹');
  expect(probability(0.5)).toBe('0.5');
  expect(probability(1)).toBe('1');
});

test('powers of ten', () => {
  expect([-12, -1, 0, 1, 6].map(powerOfTen)).toEqual(['10⁻¹²', '10⁻¹', '1', '10', '10⁶']);
});

test('counts have thin spaces between thousands', () => {
  expect([7, 1000, 1234567].map(count)).toEqual(['7', '1\u202f000', '1\u202f234\u202f567']);
});

test('a long vector is cut, and says so', () => {
  expect(vector([1, -0.5])).toBe('(1, −0.5)');
  expect(vector([1, 2, 3, 4, 5, 6, 7])).toBe('(1, 2, 3, 4, 5, 6, …)');
});

describe('what is said of the charts', () => {
  const noon = new Date(2026, 4, 7, 12, 0, 9).getTime();
  const charted = { ranAt: noon, outcome: 'converged' };
  const said = (freshness: Freshness, one: Introduced | null = charted) =>
    staleLine(freshness, one, noon + 1000);

  test('nothing while they are those of the text', () => {
    expect(said({ kind: 'current' })).toBeNull();
    expect(said({ kind: 'following' })).toBeNull();
    expect(said({ kind: 'edited', saved: true }, null)).toBeNull();
  });

  test('that a file of numbers is another: what they show, and how to run the new numbers', () => {
    expect(said({ kind: 'other-data' })).toBe(
      'A file that the text names has changed. The charts show what it held before: the run of 12:00:09 (converged); press Run to run the new numbers.',
    );
    expect(said({ kind: 'other-data' }, null)).toBeNull();
  });

  test('that they show the version before: its time, what it did, and how to run this one', () => {
    expect(said({ kind: 'edited', saved: true })).toBe(
      'Edited and saved. The charts show the version before: the run of 12:00:09 (converged).',
    );
    expect(said({ kind: 'edited', saved: false })).toMatch(
      /version before: .*; press Run to run this one\.$/,
    );
  });

  test('that a run of the list is charted again: by its name, its time and what it did', () => {
    const recalled = { ...charted, recalled: { run: 3, name: 'learning-rate: 0.5' } };
    expect(said({ kind: 'edited', saved: true }, recalled)).toBe(
      'Charted again: run #3, learning-rate: 0.5: the run of 12:00:09 (converged). The text is another.',
    );
    expect(said({ kind: 'current' }, recalled)).toBeNull();
  });

  test('that the text has errors, counted', () => {
    expect(said({ kind: 'broken', errors: 1 })).toMatch(
      /^The text has an error\..*last version that ran: the run of/,
    );
    expect(said({ kind: 'broken', errors: 3 }, null)).toMatch(/has 3 errors.*Nothing has run yet/);
  });

  test('a moment of another day has its date', () => {
    expect(moment(noon, noon + 60_000)).toBe('12:00:09');
    expect(moment(noon, noon + 86_400_000)).toBe('2026-05-07 12:00:09');
  });
});

test('a run is never said to have converged or failed to: only that it ended', () => {
  expect(runLine({ kind: 'finished', milliseconds: 84 })).toBe('Finished in 84 ms.');
  expect(runLine({ kind: 'failed', message: 'It broke.' })).toBe('The run failed: It broke.');
  expect(runLine({ kind: 'stopped' })).toMatch(/^Stopped/);
});
