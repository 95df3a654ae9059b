import { expect, test } from 'vitest';
import { exp } from '../../../src/engine/exp.js';
import { instantiate } from '../../../src/engine/kernel/module.js';
import { log, log1p } from '../../../src/engine/log.js';
import { expError, logError } from './exactly.js';
import { numbers } from './runs.js';

/** Arguments all over the range in which eˣ is a normal number, dense around 0 and at both ends. */
function arguments_(): number[] {
  const next = numbers(3);
  const spread = Array.from({ length: 3000 }, () => -708 + 1417.7 * next());
  const small = Array.from({ length: 500 }, () => (next() - 0.5) * 10 ** (-16 * next()));
  const halfway = Array.from({ length: 256 }, (_, j) => ((j + 0.5) * Math.LN2) / 256 - 3);
  return [0, -708, -707.999, 709.78, 1e-300, -1e-300, ...spread, ...small, ...halfway];
}

test('exp is within 1.1 units in the last place of the true value, from −708 to 709.78', () => {
  const worst = Math.max(...arguments_().map((x) => expError(x, exp(x))));
  expect(worst).toBeLessThan(1.1);
  expect(worst).toBeGreaterThan(0.5);
});

test('exp is 0 below −708, Infinity above 709.78 and NaN of NaN', () => {
  expect([-708.0000000000002, -745, -1e300, Number.NEGATIVE_INFINITY].map(exp)).toEqual([0, 0, 0, 0]);
  expect([709.7827128933841, 1e300, Number.POSITIVE_INFINITY].map(exp)).toEqual(
    Array(3).fill(Number.POSITIVE_INFINITY),
  );
  expect(exp(Number.NaN)).toBeNaN();
  expect(exp(0)).toBe(1);
});

test("the kernel's vector exp has the reference's bits wherever a softmax can need it", () => {
  const xs = [
    ...arguments_().filter((x) => x <= 0),
    -708.0000000000002,
    -745,
    -1e300,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
  ];
  const lanes = 8;
  const kernel = instantiate((each) =>
    each.reserve(Math.ceil(xs.length / lanes), 1, lanes, false, false, false),
  );
  const memory = new Float64Array(kernel.memory.buffer);
  memory.fill(0, kernel.peaks.value / 8, kernel.peaks.value / 8 + lanes);
  memory.set(xs, kernel.logits.value / 8);
  kernel.softmax();
  const first = kernel.exponentials.value / 8;
  expect(Array.from(memory.subarray(first, first + xs.length))).toEqual(xs.map(exp));
});

test('log is within one unit in the last place of the true value', () => {
  const next = numbers(4);
  const xs = [
    5e-324,
    1e-310,
    2 ** -1022,
    0.5,
    2,
    Math.SQRT1_2,
    1.7976931348623157e308,
    1 + 2 ** -52,
    1 - 2 ** -53,
    ...Array.from({ length: 2000 }, () => 10 ** (616 * next() - 308)),
    ...Array.from({ length: 2000 }, () => 0.5 + 1.5 * next()),
  ];
  expect(Math.max(...xs.map((x) => logError(x, log(x))))).toBeLessThan(1);
});

test('log at the edges of its domain', () => {
  expect(log(1)).toBe(0);
  expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  expect(log(-1)).toBeNaN();
  expect(log(Number.NaN)).toBeNaN();
});

test('log1p keeps the digits of what 1 + x would lose', () => {
  // log(1 + x) = x − x²/2 + x³/3 − …
  for (const x of [1e-300, 1e-20, 1e-12, 1e-9])
    expect(Math.abs(log1p(x) / (x - (x * x) / 2) - 1)).toBeLessThan(1e-15);
  expect(log1p(1)).toBeCloseTo(Math.LN2, 15);
  expect(log1p(0)).toBe(0);
});
