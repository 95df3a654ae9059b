import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeOutRows } from '../../../src/spec/numberLists.js';
import { readSpec } from '../../../src/spec/read.js';

const row = (numbers: readonly string[]) => numbers.join(',       ');
const text = (rows: readonly string[]) =>
  `bandit:\n  actions:\n${rows.map((each, a) => `    a${a + 1}: { reward: ${a}, features: [${each}] } # x`).join('\n')}\n`;

describe('long rows of numbers', () => {
  const number = fc.oneof(
    fc.integer({ min: -999, max: 999 }).map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map(String),
    fc.constantFrom('1/3', '.5', '+2', '1e-3', '-0'),
  );

  it('are read as the parser would read them', () => {
    const rows = fc
      .integer({ min: 8, max: 12 })
      .chain((d) =>
        fc.array(fc.array(number, { minLength: d, maxLength: d }), { minLength: 2, maxLength: 4 }),
      );
    fc.assert(
      fc.property(rows, (all) => {
        const fast = text(all.map(row));
        // Just as long, but broken over lines, which the fast reader does not handle.
        const slow = text(all.map((each) => row(each).replace(',       ', ',\n      ')));
        expect(takeOutRows(fast).rows.size).toBe(all.length);
        expect(takeOutRows(slow).rows.size).toBe(0);
        const [one, other] = [readSpec(fast), readSpec(slow)];
        expect(one.issues).toEqual([]);
        expect(one).toEqual(other);
      }),
    );
  });

  it('with something wrong in them are complained about where it is', () => {
    const broken = text([
      row(['1', '2', '3', '4', '5', '6', '7', '8..1']),
      row(['1', '2', '3', '4', '5', '6', '7', '8']),
    ]);
    const [issue, ...more] = readSpec(broken).issues;
    expect(more).toEqual([]);
    expect(issue!.code).toBe('number');
    expect(broken.slice(issue!.range.start, issue!.range.end)).toBe('8..1');
  });

  it('inside quotes, comments and block texts are left alone', () => {
    const numbers = row(Array.from({ length: 9 }, (_, n) => String(n)));
    for (const line of [`title: "features: [${numbers}]"`, `# features: [${numbers}]`])
      expect(takeOutRows(line).text).toBe(line);
    // That this is no row is seen only when the document is built.
    expect(readSpec(`title: "rows\n  features: [${numbers}]\n  end"\n`).title).toBe(
      `rows features: [${numbers}] end`,
    );
    const block = `title: |\n  - [${numbers}]\n`;
    expect(readSpec(block).title).toBe(`- [${numbers}]\n`);
  });
});
