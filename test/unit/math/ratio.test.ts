import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactLiteral, greatestCommonDivisor, ratioToNumber } from '../../../src/math/ratio.js';

/**
 * The nearest double by another way: the decimal expansion, which JavaScript reads as the nearest double. What is cut off of it is told by one
 * more digit, so that it is on the right side of every tie.
 */
function nearest(above: bigint, below: bigint): number {
  const size = above < 0n ? -above : above;
  const places = Math.max(0, String(below).length - String(size).length + 1200);
  const scaled = size * 10n ** BigInt(places);
  const rest = scaled % below === 0n ? '' : '1';
  const value = Number(`${scaled / below}${rest}e-${places + rest.length}`);
  return above < 0n ? -value : value;
}

const size = fc.integer({ min: 1, max: 1200 });
const whole = size.chain((bits) => fc.bigInt({ min: 1n, max: (1n << BigInt(bits)) - 1n }));

describe('the double of a ratio is the nearest one', () => {
  test('for whole numbers of any length', () => {
    fc.assert(
      fc.property(whole, whole, fc.boolean(), (above, below, negative) => {
        const signed = negative ? -above : above;
        expect(ratioToNumber(signed, below)).toBe(nearest(signed, below));
      }),
      { numRuns: 3000 },
    );
  });

  test('next to a tie between two doubles', () => {
    const bits = fc.bigInt({ min: 1n << 52n, max: (1n << 53n) - 1n });
    fc.assert(
      fc.property(bits, fc.integer({ min: -1130, max: 900 }), fc.constantFrom(-1n, 0n, 1n), (m, e, off) => {
        // m + ½, and as little as 2⁻³⁰⁰ beside it, times 2^e.
        const above = ((2n * m + 1n) << 300n) + off;
        const power = BigInt(Math.abs(e));
        const [n, d] = e >= 0 ? [above << power, 1n << 301n] : [above, 1n << (301n + power)];
        expect(ratioToNumber(n, d)).toBe(nearest(n, d));
      }),
      { numRuns: 3000 },
    );
  });

  test('at both ends of the range', () => {
    expect(ratioToNumber(1n, 1n << 1074n)).toBe(Number.MIN_VALUE);
    expect(ratioToNumber(1n, 1n << 1075n)).toBe(0);
    expect(ratioToNumber((1n << 60n) + 1n, 1n << 1135n)).toBe(Number.MIN_VALUE);
    expect(ratioToNumber(3n, 1n << 1075n)).toBe(2 * Number.MIN_VALUE);
    expect(ratioToNumber((1n << 1024n) - 1n, 1n)).toBe(Number.POSITIVE_INFINITY);
    expect(ratioToNumber(BigInt(Number.MAX_VALUE), 1n)).toBe(Number.MAX_VALUE);
    expect(ratioToNumber(0n, 3n)).toBe(0);
  });
});

test('the greatest common divisor of two multiples of a number, by factors without a common divisor, is this number', () => {
  fc.assert(
    // m and km + 1 have none.
    fc.property(whole, whole, fc.bigInt({ min: 0n, max: 9n }), (divisor, m, k) => {
      expect(greatestCommonDivisor(divisor * m, divisor * (k * m + 1n))).toBe(divisor);
    }),
  );
  expect(greatestCommonDivisor(0n, 0n)).toBe(0n);
  expect(greatestCommonDivisor(12n, 0n)).toBe(12n);
  expect(greatestCommonDivisor(0n, 12n)).toBe(12n);
});

test.each([
  [0n, 7n, '0'],
  [-6n, 2n, '-3'],
  [1n, 5n, '0.2'],
  [-1n, 64n, '-0.015625'],
  [1n, 128n, '1/128'],
  [2n, 3n, '2/3'],
  [-22n, 7n, '-22/7'],
  [1n, 10n ** 21n + 1n, '1/1000000000000000000001'],
  [1n, 10n ** 22n + 1n, null],
  [1n << 60n, 1n, null],
])('%i/%i is written as %s, whatever factor both have', (above, below, literal) => {
  for (const factor of [1n, 6n, 10n ** 30n + 57n])
    expect(exactLiteral(above * factor, below * factor)).toBe(literal);
});
