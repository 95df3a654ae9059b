/** A kept run is read back to the last digit, or known not to be. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Kept, lineOf, linesOf, readLine, resultIn } from '../../../src/cli/cellLines.js';
import { result } from '../experiment/recordings.js';

const { recording, ending, milliseconds } = result({ 0: 0.1 + 0.2, 10: Number.POSITIVE_INFINITY });
const KEPT: Kept = { recording, ending, milliseconds };
const LINE = lineOf('some-key', KEPT).slice(0, -1);

test('a whole line gives back what was kept, what is not finite too', () => {
  const { kept, whole } = readLine(LINE);
  expect([kept!.key, whole, resultIn(kept!)]).toEqual(['some-key', true, KEPT]);
});

test('a line with one other character anywhere is not read', () => {
  fc.assert(
    fc.property(fc.nat(LINE.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, other) => {
      fc.pre(LINE[at] !== other);
      expect(readLine(LINE.slice(0, at) + other + LINE.slice(at + 1))).toEqual({ kept: null, whole: false });
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['nothing', ''],
  ['NULs', '\0\0\0\0'],
  ['no JSON', '{"key":"some-key"'],
  ['other JSON', '{"runs":[]}'],
])('%s is not read', (_, line) => expect(readLine(line)).toEqual({ kept: null, whole: false }));

test('a whole line behind a cut one is read, and that there was a cut one is told', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: LINE.length - 1 }), (cut) => {
      const { kept, whole } = readLine(LINE.slice(0, cut) + LINE);
      expect([whole, resultIn(kept!)]).toEqual([false, KEPT]);
    }),
    { numRuns: 100 },
  );
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'linspg-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('lines are read from a file of any length, and the last one is known to have no end', () => {
  const long = 'θ'.repeat(1 << 20);
  const file = join(folder, 'lines');
  for (const lines of [['a', '', long, 'b'], [], [''], [long, long]]) {
    writeFileSync(file, `${lines.map((line) => `${line}\n`).join('')}cut`);
    expect([...linesOf(file)]).toEqual([
      ...lines.map((text) => ({ text, ended: true })),
      { text: 'cut', ended: false },
    ]);
  }
});
