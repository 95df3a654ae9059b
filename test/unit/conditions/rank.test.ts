import { expect, test } from 'vitest';
import { quantityName } from '../../../src/diagnostics/quantities.js';
import { analysisOf, conditionOf } from './bandits.js';

const rankOf = (features: number[][]) =>
  conditionOf(
    analysisOf(
      features.map((_, a) => -a),
      features,
    ),
    'rank',
  );
const value = (condition: ReturnType<typeof rankOf>, name: string) =>
  condition.values!.find((one) => quantityName(one) === name)!.value;

test('two columns of which one is twice the other have rank 1, and the one singular value is the length of both', () => {
  const rank = rankOf([
    [1, 2],
    [0, 0],
    [2, 4],
  ]);
  expect(rank).toMatchObject({ holds: false, basis: 'proved', margin: 0 });
  expect(value(rank, 'rank X')).toBe(1);
  // X = (1, 0, 2)ᵀ(1, 2): σ = √5·√5.
  expect(value(rank, 'σ_max')).toBeCloseTo(5, 12);
});

test('a diagonal matrix has full rank, and its entries as singular values', () => {
  const rank = rankOf([
    [3, 0],
    [0, 0.5],
  ]);
  expect(rank).toMatchObject({ holds: true, basis: 'proved' });
  expect(rank.margin).toBeCloseTo(0.5 / 3, 12);
  expect(value(rank, 'σ_min')).toBeCloseTo(0.5, 12);
});

test('with fewer actions than features the rank can be no more than the actions', () => {
  expect(
    rankOf([
      [1, 0, 2],
      [0, 1, 5],
    ]),
  ).toMatchObject({ holds: true });
});
