import { expect, test } from 'vitest';
import { duration, pace } from '../../../src/experiment/pace.js';

test('what is left is expected to go as fast as what is done', () => {
  // 4·10⁷ in 2 s are 20 million a second; 10⁹ − 4·10⁷ more take 48 s.
  expect(pace(4e7, 1e9, 2000)).toBe('20.0 million iterations/s · 48 s left');
  expect(pace(4e7, 4e9, 2000)).toBe('20.0 million iterations/s · 3 min 18 s left');
  expect(pace(4e7, 4e11, 2000)).toBe('20.0 million iterations/s · 5 h 33 min left');
});

test('nothing is said while it is too early to say', () => {
  expect(pace(0, 1e9, 2000)).toBeNull();
  expect(pace(100, 1e9, 100)).toBeNull();
});

test.each([
  [0.2, 'under 1 ms'],
  [84.4, '84 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms read %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
