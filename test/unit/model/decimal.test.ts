import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf, equal, short } from '../../../src/model/decimal.js';

test.each([
  ['1/5', '0.2', true],
  ['-3/2', '−1.5', true],
  ['0', '0', true],
  ['1/3', '0.333333', false],
  // By long division: 386204465 / 26821499863 = 0.014399 06…
  ['386204465/26821499863', '0.0143991', false],
  ['-1934444500099910', '−1.93444e15', false],
  ['1000000', '1e6', true],
  ['999999', '999999', true],
  ['1e-6', '0.000001', true],
  [`${10n ** 400n}/${10n ** 400n * 4n}`, '0.25', true],
])('%s reads %s', (literal, text, isExact) => {
  expect(decimalOf(literal)).toMatchObject({ text, isExact });
});

test('a decimal is never further from its ratio than half of its sixth digit', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1 }), (above, below) => {
      const decimal = decimalOf(`${above}/${below}`);
      const { isExact } = decimal;
      const text = decimal.text.replace('−', '-');
      expect(Math.abs(Number(text) - above / below)).toBeLessThanOrEqual(5.1e-6 * Math.abs(above / below));
      if (isExact) expect(Number(text)).toBe(above / below);
    }),
  );
});

test.each([
  [-0.5, '−0.5'],
  [1234567, '1.23457e6'],
  [-1e21, '−1e21'],
  [2.5e-9, '2.5e-9'],
])('%d is written %s: no digit that is not known', (value, text) => {
  expect(short(value)).toBe(text);
});

test.each([
  [0.5, '= 0.5'],
  [-2, '= −2'],
  [1e6, '= 1e6'],
  // Seven digits.
  [1234567, '≈ 1.23457e6'],
  [1 / 3, '≈ 0.333333'],
  [-Math.SQRT2, '≈ −1.41421'],
])('%d is said %s: what is rounded makes no equation', (value, text) => {
  expect(equal(value)).toBe(text);
});

test('a value is the nearest double, also where the first 18 digits of the ratio lie between two', () => {
  // 1 + 2⁻⁵³ lies halfway between 1 and the next double 1 + 2⁻⁵²; what is above it by any little rounds up.
  const halfway = 2n ** 53n + 1n;
  const scale = 10n ** 40n;
  expect(decimalOf(`${halfway * scale}/${2n ** 53n * scale}`).value).toBe(1);
  expect(decimalOf(`${halfway * scale + 1n}/${2n ** 53n * scale}`).value).toBe(1 + Number.EPSILON);
});
