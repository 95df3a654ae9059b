/** A file's bytes become the text that VS Code shows of it. */
import { describe, expect, test } from 'vitest';
import { decode } from '../../../src/cli/decode.js';
import { diagnosticsOf } from '../../../src/cli/diagnostics.js';
import { readSpec } from '../../../src/spec/read.js';

const TEXT = 'title: größte θ 🎲\r\nbandit:\r\n  rewards: [1, x]\r\n  features: [[1], [2]]\r\n';
const utf8 = (text: string) => Buffer.from(text);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const latin1 = (text: string) => Buffer.from(text, 'latin1');

describe('the same text', () => {
  test.each([
    ['UTF-8', utf8(TEXT)],
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${TEXT}`)],
    ['UTF-16, little endian, with a byte order mark', utf16le(`\uFEFF${TEXT}`)],
    ['UTF-16, big endian, with a byte order mark', utf16be(`\uFEFF${TEXT}`)],
  ])('%s', (_, bytes) => expect(decode(bytes)).toEqual({ text: TEXT, issues: [] }));

  test.each([
    ['little', utf16le],
    ['big', utf16be],
  ])('UTF-16, %s endian, is known by its zero bytes where nothing marks it', (_, encode) => {
    const ascii = TEXT.replaceAll(/\P{ASCII}/gu, 'x');
    expect(decode(encode(ascii))).toEqual({ text: ascii, issues: [] });
  });

  test('a U+FFFD that the file itself holds is a character like others', () => {
    expect(decode(utf8('a\uFFFDb'))).toEqual({ text: 'a\uFFFDb', issues: [] });
  });

  test('nothing at all is no text', () => expect(decode(utf8(''))).toEqual({ text: '', issues: [] }));
});

/** Line and character from 1, as editors show them. */
function placeOf(bytes: Uint8Array): string {
  const { text, issues } = decode(bytes);
  const [first] = diagnosticsOf({ file: 'x', text }, [...issues, ...readSpec(text).issues]);
  return `${first!.range.start.line + 1}:${first!.range.start.character + 1} ${first!.code}`;
}

describe('a mistake stands at the same place', () => {
  const wrong = 'bandit: x # θ\nrun: {}\n';
  const later = '# θ\nbandit: x\n';
  test.each([
    ['without a byte order mark', utf8(wrong), '1:9 type'],
    ['behind a byte order mark', utf8(`\uFEFF${wrong}`), '1:9 type'],
    ['in UTF-16', utf16le(`\uFEFF${wrong}`), '1:9 type'],
    ['on the second line', utf8(later), '2:9 type'],
    ['where CR LF ends lines', utf8(later.replaceAll('\n', '\r\n')), '2:9 type'],
    ['where CR alone ends lines', utf8(later.replaceAll('\n', '\r')), '2:9 type'],
    ['where each line ends otherwise', utf8('# θ\r# LF\n# CR LF\r\nbandit: x\r'), '4:9 type'],
  ])('%s', (_, bytes, place) => expect(placeOf(bytes)).toBe(place));
});

describe('what is not valid is an error with its place', () => {
  test('Latin-1', () => {
    const bytes = latin1('bandit:\n  actions:\n    größe: { reward: 1, features: [1] }\n    maß: 2\n');
    expect(placeOf(bytes)).toBe('3:7 encoding');
    expect(decode(bytes).issues).toMatchObject([
      {
        severity: 'error',
        message:
          'Expected UTF-8, found the byte 0xF6, in Latin-1 “ö”; there are 2 more like it. Save the file as UTF-8.',
      },
    ]);
  });

  test('behind a byte order mark, and behind characters of several bytes', () => {
    const bytes = Buffer.concat([utf8('\uFEFFtitle: θ🎲'), Buffer.of(0x80), utf8('\n')]);
    expect(placeOf(bytes)).toBe('1:11 encoding');
    expect(decode(bytes).issues[0]!.message).toContain('found the byte 0x80.');
  });

  test('a character that the end of the file cuts', () => {
    expect(placeOf(utf8('title: θ').subarray(0, -1))).toBe('1:8 encoding');
    const half = utf16le('\uFEFFtitle: x').subarray(0, -1);
    expect(decode(half).issues[0]!.message).toBe(
      'Expected UTF-16 (little endian), found half a character. Save the file as UTF-8.',
    );
  });

  test('half a surrogate pair', () => {
    expect(placeOf(Buffer.concat([utf16be('\uFEFFa: '), Buffer.of(0xd8, 0x00), utf16be('\n')]))).toBe(
      '1:4 encoding',
    );
  });
});
