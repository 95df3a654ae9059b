import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { toFraction } from '../../../src/model/rational.js';
import { PUSHED } from '../certificates/instances.js';
import { instances } from './arbitrary.js';
import { analysisOf, conditionOf, reasonOf } from './bandits.js';

/** The double of a fraction n/d, by its decimals. */
function doubleOf(literal: string): number {
  const [above, below = '1'] = literal.split('/');
  if (!literal.includes('/')) return Number(literal);
  const scaled = BigInt(above!) * 10n ** 60n;
  return Number(
    `${scaled / BigInt(below)}${scaled % BigInt(below) === 0n ? '' : '1'}e-${scaled % BigInt(below) === 0n ? 60 : 61}`,
  );
}

describe('what is said of numbers is said of the exact ones', () => {
  test('two rewards that become one double have an order', () => {
    const features = [
      [1, 0],
      [0, 1],
      [-1, -1],
    ];
    const analysis = analysisOf(['0.1', '0.10000000000000000001', 0], features);
    expect(analysis.verdict.optimal).toEqual([1]);
    expect(conditionOf(analysis, 'trap', 0).holds).toBe(false);
    expect(analysisOf(['1/3', '0.3333333333333333', 0], features).verdict.optimal).toEqual([0]);
  });

  test('two features that become one double are not the same row', () => {
    const near = analysisOf([2, 1, 0], [['0.1'], ['0.10000000000000001'], [1]]);
    expect(near.conditions.filter(({ id }) => id === 'identical-rows')).toMatchObject([{ holds: false }]);
    // x(a1) < x(a2) < x(a3): the order of the rewards along w = −1.
    expect(near.verdict).toMatchObject({ kind: 'always', basis: 'proved' });
    const swapped = analysisOf([1, 2, 0], [['0.1'], ['0.10000000000000001'], [1]]);
    // x(a2) lies between x(a1) and x(a3).
    expect(swapped.verdict).toMatchObject({ kind: 'never', basis: 'proved' });
  });

  test('a witness is the nearest double of the exact one', () => {
    fc.assert(
      fc.property(instances({ maxActions: 6 }), ({ rewards, features }) => {
        const thirds = features.map((row) => row.map((x, k) => (k % 2 === 0 ? `${x}/7` : x)));
        for (const { witness, exactWitness } of analysisOf(rewards, thirds).conditions) {
          exactWitness?.forEach((literal, k) => {
            expect(witness![k]).toBe(doubleOf(literal) + 0);
            expect(toFraction({ literal, value: witness![k]! }).valueOf()).toBeCloseTo(witness![k]!, 9);
          });
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('the words name the right action and the right number', () => {
  // a1 and a2 act as one arm of mean 2, the reward of a3.
  test('a suboptimal action that ties with the arm of the optimal one does not share its features', () => {
    const analysis = analysisOf(
      [3, 1, 2],
      [
        [0, 1],
        [0, 1],
        ['1/3', 2],
      ],
    );
    expect(reasonOf(conditionOf(analysis, 'trap', 2))).toMatch(
      /^No arm has a greater mean reward: every optimal/,
    );
    expect(reasonOf(conditionOf(analysis, 'trap', 1))).toMatch(
      /^It shares its features with an optimal action/,
    );
  });

  // For a1 the one product is (1 − 0)(2 − 0) = 2, for a2 (1 − 0)(5 − 0) = 5.
  test('with several best actions features-K holds by what the best of them leaves', () => {
    const rows = (first: number, second: number) => analysisOf([2, 2, 1, 0], [[first], [second], [1], [0]]);
    expect(conditionOf(rows(2, 5), 'features-K')).toMatchObject({ holds: true, margin: 5 });
    expect(conditionOf(rows(5, 2), 'features-K')).toMatchObject({ holds: true, margin: 5 });
    expect(conditionOf(rows(-1, 2), 'features-K')).toMatchObject({ holds: true, margin: 2 });
  });

  // x = 0, worse at −1: p = 1. a1 at −2 is passed by 3·1 > 1, and a2 of the same reward at 2 outgrows a3 by 2.
  test('where an action of the same reward outgrows a trap, the margin says by how much', () => {
    const analysis = analysisOf(
      [3, 1, 1, 0],
      [
        [-2, 0],
        [2, 0],
        [0, 0],
        [-1, 0],
      ],
    );
    expect(conditionOf(analysis, 'trap', 2)).toMatchObject({ holds: false, margin: -2 });
    expect(reasonOf(conditionOf(analysis, 'trap', 2))).toContain('a2 has the same reward and outgrows it');
  });

  // b = (0,−2,−1,−1) dies as fast as w1, w2, w3 along p = (0,0,0,1); the flow from (0,20,0,40) ends at i whatever the rewards' sizes.
  test('a boundary case that the geometry decides does not wait for the sizes of the rewards', () => {
    const { verdict, conditions } = analyse(PUSHED);
    expect(verdict).toMatchObject({ kind: 'depends', basis: 'proved', traps: [1] });
    const trap = conditions.find(({ id, action }) => id === 'trap' && action === 1)!;
    expect(trap).toMatchObject({ holds: true, basis: 'proved' });
    expect(reasonOf(trap)).not.toMatch(/sizes of the rewards decide|order of the rewards alone/);
  });
});
