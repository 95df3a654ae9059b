/** The check sums that a ZIP archive gives of its files (PKWARE APPNOTE 6.3, section 4.3.12): the library that unpacks it does not compare them. */

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** In bytes: the length of the end record, and of the longest comment behind it. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;

/** The CRC-32 of each file by its name, as the archive has it; empty if it has no list of files. */
export function zipSums(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sums = new Map<string, number>();
  let end = bytes.length - END_LENGTH;
  const least = Math.max(0, end - LONGEST_COMMENT);
  while (end >= least && view.getUint32(end, true) !== END) end--;
  if (end < least) return sums;
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  for (let n = 0, at = start; n < count && at + 46 <= bytes.length; n++) {
    if (view.getUint32(at, true) !== ENTRY) break;
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    sums.set(
      new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      view.getUint32(at + 16, true),
    );
    at += 46 + name + extra + comment;
  }
  return sums;
}

/** Of each byte what it adds, by the polynomial of ZIP, reflected. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

export function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ TABLE[(sum ^ byte) & 0xff]!;
  return (sum ^ 0xffffffff) >>> 0;
}
