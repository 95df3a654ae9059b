/** Puts a text into a PNG: an uncompressed iTXt chunk (PNG specification, third edition, 11.3.3.4) before the end. */

/** @throws if it is not a PNG. */
export function withText(png: Uint8Array, keyword: string, text: string): Uint8Array {
  const end = png.length - 12;
  if (end < 8 || png[0] !== 0x89 || ascii(png.subarray(end + 4, end + 8)) !== 'IEND') {
    throw new Error('This is not a PNG picture.');
  }
  // Keyword, 0, not compressed, method 0, no language, no translated keyword.
  const data = Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.alloc(5), Buffer.from(text, 'utf8')]);
  const body = Buffer.concat([Buffer.from('iTXt', 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([png.subarray(0, end), length, body, check, png.subarray(end)]);
}

function ascii(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** The specification's Annex D: polynomial 0xEDB88320, all ones at the start and at the end. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
