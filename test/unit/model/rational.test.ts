import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  nearestDouble,
  parseLiteral,
  realOf,
  toFraction,
  whyNotANumber,
} from '../../../src/model/rational.js';

describe('literals', () => {
  test.each([
    ['9', 9, '9'],
    ['-0.5', -0.5, '-1/2'],
    ['+.25', 0.25, '1/4'],
    ['1e-4', 1e-4, '1/10000'],
    ['12.5E+2', 1250, '1250'],
    ['1/3', 1 / 3, '1/3'],
    ['-2 / 6', -1 / 3, '-1/3'],
    ['+1/-2', -0.5, '-1/2'],
    ['0.1', 0.1, '1/10'],
    ['-0', 0, '0'],
    ['0e99999', 0, '0'],
    ['0.010', 0.01, '1/100'],
  ])('%s is the double %d and exactly %s', (text, value, exact) => {
    const real = parseLiteral(text)!;
    expect(real.value).toBe(value);
    expect(toFraction(real).toFraction()).toBe(exact);
  });

  test.each([
    ['1/0', 'denominator is 0'],
    ['.inf', 'finite'],
    ['.NaN', 'finite'],
    ['1e999999999', 'too large'],
    ['1e-999999999', 'too small'],
    ['1e400', 'too large'],
    [`${'1'.repeat(400)}/3`, 'too large'],
    [`1/${'3'.repeat(400)}`, 'too small'],
    ['0x10', 'not a number'],
    ['.', 'not a number'],
    ['', 'not a number'],
    ['1,5', 'not a number'],
    ['010', 'octal'],
    ['-00.5', 'octal'],
    ['1'.repeat(2000), '1000 characters'],
  ])('%s is refused, with the reason', (text, reason) => {
    expect(parseLiteral(text)).toBeNull();
    expect(whyNotANumber(text)).toContain(reason);
  });

  test('a literal that was never read cannot be made exact, whatever its exponent', () => {
    expect(() => toFraction({ value: Number.POSITIVE_INFINITY, literal: '1e999999999' })).toThrow(RangeError);
  });

  test('every finite double survives the way to an exact fraction and back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const real = realOf(value);
        expect(parseLiteral(real.literal)?.value).toBe(value + 0);
        const { s, n, d } = toFraction(real);
        const [, sign, digits = '', decimals = '', exponent = '0'] =
          /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(real.literal)!;
        // literal = ±digits.decimals·10^exponent, cleared of its denominators
        const shift = BigInt(Number(exponent) - decimals.length);
        const left = n * (shift < 0n ? 10n ** -shift : 1n);
        const right = BigInt(digits + decimals) * d * (shift > 0n ? 10n ** shift : 1n);
        expect(left).toBe(right);
        if (n !== 0n) expect(s < 0n).toBe(sign === '-');
      }),
    );
  });

  test('a fraction of integers is the nearest double to the exact quotient', () => {
    const part = fc.integer({ min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(part, part, (above, below) => {
        fc.pre(below !== 0);
        const real = parseLiteral(`${above}/${below}`)!;
        expect(real.value).toBe(above / below + 0);
        expect(toFraction(real).mul(below).equals(above)).toBe(true);
      }),
    );
  });
});

test.each([
  // 2^53 + 1 lies half-way between two doubles, and goes to the even one; anything more goes up.
  ['9007199254740993/1', 9007199254740992],
  ['90071992547409930000000000000001/10000000000000000', 9007199254740994],
  ['9007199254740991/9007199254740990', 1.0000000000000002],
  [`${'3'.repeat(900)}/${'9'.repeat(900)}`, 1 / 3],
  [`-1/-${'1'.padEnd(301, '0')}`, 1e-300],
])('a fraction of any length has the double nearest to it: %s', (text, value) => {
  expect(parseLiteral(text)?.value).toBe(value);
});

test('a ratio of a decimal and a power of ten has the double of the decimal, down to the smallest', () => {
  for (const decimal of [
    '0.1',
    '1.7976931348623157e308',
    '2.2250738585072011e-308',
    '5e-324',
    '2.4703282292062328e-324',
    '3e-320',
    '9007199254740993.0000001',
  ]) {
    const { s, n, d } = toFraction({ value: Number(decimal), literal: decimal });
    expect(nearestDouble(s * n, d)).toBe(Number(decimal));
  }
});
