import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withText } from '../../../src/extension/png.js';

/** One white pixel, by the PNG specification. */
function pixel(): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a PNG takes text in, in a chunk whose check sum another program agrees with', () => {
  const png = Buffer.from(withText(pixel(), 'Comment', 'θ₀ = 0'));
  const at = png.indexOf('iTXt');
  const length = png.readUInt32BE(at - 4);
  const body = png.subarray(at, at + 4 + length);
  expect(body.subarray(4).toString('utf8')).toBe('Comment\0\0\0\0\0θ₀ = 0');
  expect(png.readUInt32BE(at + 4 + length)).toBe(crc32(body));
  expect(png.subarray(-8, -4).toString('latin1')).toBe('IEND');
});

test('what is no PNG is refused', () => {
  expect(() => withText(Buffer.from('no picture at all'), 'Comment', 'x')).toThrow('not a PNG');
});
