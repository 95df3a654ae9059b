import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalOf } from '../../../src/model/decimal.js';

test.each([
  ['1/5', '0.2', true],
  ['-3/2', '-1.5', true],
  ['0', '0', true],
  ['1/3', '0.333333', false],
  // By long division: 386204465 / 26821499863 = 0.014399 06…
  ['386204465/26821499863', '0.0143991', false],
  ['-1934444500099910', '-1934440000000000', false],
  ['1e-6', '0.000001', true],
  [`${10n ** 400n}/${10n ** 400n * 4n}`, '0.25', true],
])('%s reads %s', (literal, text, isExact) => {
  expect(decimalOf(literal)).toMatchObject({ text, isExact });
});

test('a decimal is never further from its ratio than half of its sixth digit', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1 }), (above, below) => {
      const { text, isExact } = decimalOf(`${above}/${below}`);
      expect(Math.abs(Number(text) - above / below)).toBeLessThanOrEqual(5.1e-6 * Math.abs(above / below));
      if (isExact) expect(Number(text)).toBe(above / below);
    }),
  );
});
