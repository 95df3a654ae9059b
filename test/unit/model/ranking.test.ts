import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareReals, optimalActions, rewardLevels } from '../../../src/model/ranking.js';
import { parseLiteral, toFraction } from '../../../src/model/rational.js';

const rewards = (...literals: string[]) => ({ rewards: literals.map((literal) => parseLiteral(literal)!) });

describe('the order of numbers is that of the numbers as written', () => {
  test('also where two of them become one double', () => {
    expect(0.1).toBe(Number('0.10000000000000000001'));
    expect(optimalActions(rewards('0.1', '0.10000000000000000001', '0'))).toEqual([1]);
    expect(optimalActions(rewards('1/3', '0.3333333333333333'))).toEqual([0]);
    expect(rewardLevels(rewards('0.3333333333333333', '1/3', '0.33333333333333333334'))).toEqual([
      [2],
      [1],
      [0],
    ]);
  });

  test('one number written in two ways is a tie', () => {
    expect(optimalActions(rewards('0.5', '1/2', '5e-1', '0.4'))).toEqual([0, 1, 2]);
    expect(rewardLevels(rewards('0', '1e0', '-0.0', '1'))).toEqual([
      [1, 3],
      [0, 2],
    ]);
  });

  test('of any two literals', () => {
    const digits = fc.integer({ min: 0, max: 999 });
    const literal = fc.oneof(
      fc.tuple(digits, digits).map(([a, b]) => `0.1${'0'.repeat(a % 20)}${b}`),
      fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 9 })).map(([a, b]) => `${a}/${b}`),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    );
    fc.assert(
      fc.property(literal, literal, (first, second) => {
        const [a, b] = [parseLiteral(first)!, parseLiteral(second)!];
        expect(Math.sign(compareReals(a, b))).toBe(toFraction(a).compare(toFraction(b)));
      }),
      { numRuns: 2000 },
    );
  });
});
