import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { analysisOf, banditOf, conditionOf, THREE_ARMED_TRAP } from './bandits.js';

const of = (rewards: number[], features: number[][]) =>
  conditionOf(analysisOf(rewards, features), 'affinely-independent');

test('three rows of a plane are affinely independent unless they lie on one line', () => {
  expect(
    of(
      [3, 2, 1],
      [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
    ),
  ).toMatchObject({ holds: true, basis: 'proved' });
  expect(
    of(
      [3, 2, 1],
      [
        [0, 0],
        [1, 2],
        [3, 6],
      ],
    ),
  ).toMatchObject({ holds: false, basis: 'proved' });
});

test('with fewer than K − 1 features, or two rows alike, they are not', () => {
  expect(
    of(
      [3, 2, 1, 0],
      [
        [0, 0],
        [1, 0],
        [0, 1],
        [5, 7],
      ],
    ).holds,
  ).toBe(false);
  expect(
    of(
      [3, 2],
      [
        [1, 0, 0],
        [1, 0, 0],
      ],
    ).holds,
  ).toBe(false);
});

test('all policies can be expressed, and still an action traps', () => {
  const analysis = analyse(THREE_ARMED_TRAP);
  expect(conditionOf(analysis, 'affinely-independent').holds).toBe(true);
  expect(analysis.verdict).toMatchObject({ kind: 'depends', traps: [1] });
});

test('where it holds every order is preserved and every action is exposed', () => {
  const entry = fc.integer({ min: -3, max: 3 });
  const rows = fc
    .integer({ min: 2, max: 4 })
    .chain((K) => fc.array(fc.array(entry, { minLength: 3, maxLength: 3 }), { minLength: K, maxLength: K }));
  let held = 0;
  fc.assert(
    fc.property(rows, fc.array(entry, { minLength: 4, maxLength: 4 }), (X, r) => {
      const analysis = analyse(banditOf(r.slice(0, X.length), X));
      if (!conditionOf(analysis, 'affinely-independent').holds) return;
      held++;
      expect(conditionOf(analysis, 'order').holds).toBe(true);
      expect(conditionOf(analysis, 'exposed').holds).toBe(true);
    }),
  );
  expect(held).toBeGreaterThan(10);
});
