/** Decodes the bytes of a file into the text that VS Code shows for it, so that lines and columns are the same. */
import type { SpecIssue } from '../spec/types.js';

export interface Decoded {
  /** Without a byte order mark; lines end with LF or CR LF. Bytes that are not valid become U+FFFD. */
  readonly text: string;
  /** Report where bytes are not valid in the encoding, so that no name changes unnoticed. */
  readonly issues: readonly SpecIssue[];
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Decodes UTF-8, and UTF-16 of either byte order. A carriage return alone ends a line, in YAML as in the editor. */
export function decode(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes).replaceAll(/\r(?!\n)/g, '\n');
  return { text, issues: isValid(bytes, encoding) ? [] : [issueOf(bytes, encoding)] };
}

function isValid(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The number of bytes in which VS Code looks for zeros. */
const LOOKED_AT = 512;

/** The encoding by the byte order mark; without one, UTF-16 is recognized by its zero bytes, as in VS Code. */
function encodingOf(bytes: Uint8Array): Encoding {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, LOOKED_AT);
  if (!head.includes(0)) return 'utf-8';
  if (head.every((byte, i) => (byte === 0) === (i % 2 === 1))) return 'utf-16le';
  if (head.every((byte, i) => (byte === 0) === (i % 2 === 0))) return 'utf-16be';
  return 'utf-8';
}

function issueOf(bytes: Uint8Array, encoding: Encoding): SpecIssue {
  const before = validPart(bytes, encoding);
  const issue = {
    severity: 'error',
    code: 'encoding',
    range: { start: before.length, end: before.length + 1 },
  } as const;
  if (encoding !== 'utf-8') {
    const order = encoding === 'utf-16le' ? 'little' : 'big';
    const message = `Expected UTF-16 (${order} endian), found half a character. Save the file as UTF-8.`;
    return { ...issue, message };
  }
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const byte = bytes[new TextEncoder().encode(before).length + (marked ? 3 : 0)]!;
  const hex = `0x${byte.toString(16).toUpperCase()}`;
  const latin = byte >= 0xa0 ? `, in Latin-1 “${Buffer.of(byte).toString('latin1')}”` : '';
  const more = replaced(bytes) - 1;
  const others = more > 0 ? `; there ${more === 1 ? 'is 1 more' : `are ${more} more`} like it` : '';
  return {
    ...issue,
    message: `Expected UTF-8, found the byte ${hex}${latin}${others}. Save the file as UTF-8.`,
  };
}

/** The text before the first bytes that are not valid. */
function validPart(bytes: Uint8Array, encoding: Encoding): string {
  const decoded = (length: number): string | null => {
    try {
      // With `stream`, the end may cut a character.
      return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
    } catch {
      return null;
    }
  };
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    if (decoded(middle) === null) invalid = middle;
    else valid = middle;
  }
  return decoded(valid)!;
}

/** The number of places that decoding replaced; a U+FFFD in the file itself does not count. */
function replaced(bytes: Uint8Array): number {
  const count = (text: string, part: string) => text.split(part).length - 1;
  const own = count(Buffer.from(bytes).toString('latin1'), Buffer.from('\uFFFD').toString('latin1'));
  return count(new TextDecoder().decode(bytes), '\uFFFD') - own;
}
