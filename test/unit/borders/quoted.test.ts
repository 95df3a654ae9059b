/** Names as strings of Python and Julia: whatever is in them, they end where they should, and mean what they are. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { julia, python } from '../../../src/borders/quoted.js';
import { COMMANDS, hostile } from './hostile.js';

/** What a Python string literal means. Knows only the escapes that are used: quotes, backslashes and numbers (Python reference, 2.4.1). */
function meant(literal: string): string {
  const inside = /^"((?:[^"\\\n\r]|\\["\\]|\\\$|\\u[\da-f]{4}|\\U[\da-f]{8})*)"$/u.exec(literal);
  if (!inside) throw new Error(`No string: ${literal}`);
  return inside[1]!.replace(
    /\\(?:u([\da-f]{4})|U([\da-f]{8})|(.))/gu,
    (_, four, eight, sign) => sign ?? String.fromCodePoint(Number.parseInt(four ?? eight, 16)),
  );
}
const whole = (text: string) => text.replace(/\p{Cs}/gu, '\uFFFD');

test('hold exactly the name, in signs that are seen', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      for (const literal of [python(name), julia(name)]) {
        expect(meant(literal)).toBe(whole(name));
        expect(literal).not.toMatch(COMMANDS);
      }
    }),
    { numRuns: 2000 },
  );
});

test('and to Julia no dollar begins an expression', () => {
  expect(julia('$(run(`ls`))')).toBe('"\\$(run(`ls`))"');
  expect(python('$x')).toBe('"$x"');
});
