/** CSV, read by the rules of its readers, written here a second time. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvComment, csvField } from '../../../src/borders/csv.js';
import { rfc4180 } from './rfc4180.js';

/** The rule of pandas and DuckDB: outside quotes, a `#` and what follows on its line is no data. */
function withoutComments(text: string): string {
  let [kept, inQuotes] = ['', false];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') inQuotes = !inQuotes;
    if (text[at] === '#' && !inQuotes) {
      while (at < text.length && text[at] !== '\n') at++;
      if (kept !== '' && !kept.endsWith('\n')) kept += '\n';
    } else kept += text[at];
  }
  return kept;
}

/** Signs that have a meaning in CSV come as often as all others together. */
const hostile = fc.array(
  fc.oneof(fc.constantFrom(...'#,";=+-@\t\r\n\' |$_%<\\'), fc.string({ unit: 'grapheme', maxLength: 3 })),
  { maxLength: 12 },
);
const text = hostile.map((parts) => parts.join('')).filter((one) => !/(?![\t\n\r])[\p{Cc}\p{Cs}]/u.test(one));
const line = text.map((one) => one.replaceAll(/[\r\n]/g, ''));
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((columns) => fc.array(fc.array(text, { minLength: columns, maxLength: columns }), { minLength: 1 }));
const written = (rows: string[][]) => rows.map((row) => `${row.map(csvField).join(',')}\n`).join('');

describe('a table of any texts', () => {
  // A row of one empty field is an empty line, which readers leave out.
  const whole = table.filter((rows) => rows.every((row) => row.length > 1 || row[0] !== ''));

  test('comes back by RFC 4180', () => {
    fc.assert(
      fc.property(whole, (rows) => {
        expect(rfc4180(written(rows))).toEqual(rows);
      }),
    );
  });

  test('comes back by a reader that leaves comments out, behind any comments', () => {
    fc.assert(
      fc.property(fc.array(line), whole, (comments, rows) => {
        const file = comments.map((one) => `${csvComment(one)}\n`).join('') + written(rows);
        expect(rfc4180(withoutComments(file))).toEqual(rows);
      }),
    );
  });

  test('comes back by a reader that takes comments for rows, and no comment is a formula', () => {
    fc.assert(
      fc.property(fc.array(line), whole, (comments, rows) => {
        const file = comments.map((one) => `${csvComment(one)}\n`).join('') + written(rows);
        const read = rfc4180(file);
        expect(read.slice(comments.length)).toEqual(rows);
        for (const field of read.slice(0, comments.length).flat())
          expect(field.trim()).not.toMatch(/^([=+@]|-(?![\d.]))/);
      }),
    );
  });
});

test.each([
  ['arm1', 'arm1'],
  ['θ₀ = 0', 'θ₀ = 0'],
  ['arm#1', '"arm#1"'],
  ['say "hi"', '"say ""hi"""'],
  [' blanks ', '" blanks "'],
  ['two\nlines', '"two\nlines"'],
  ['\x1b]0;title\x07', '"\\e]0;title\\a"'],
  ['a\0b', 'a\\0b'],
  ['half \ud83c', 'half \\uD83C'],
])('%j is written %j', (name, field) => expect(csvField(name)).toBe(field));

test.each([
  ['seed: 0, 5', '# seed: 0, 5'],
  ['    a: { reward: 1, features: [0, -2] }', '#     a: { reward: 1, features: [0, -2] }'],
  ['title: "a, b" # c', '# title: "a, b" # c'],
  ['{a: 1,"b": 2}', '#,"| {a: 1,""b"": 2}"'],
  ['# a,=HYPERLINK("x")', '#,"| # a,=HYPERLINK(""x"")"'],
])('the comment %j is written %j', (one, comment) => expect(csvComment(one)).toBe(comment));
