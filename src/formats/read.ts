/** Files of numbers, by the ending of their name. */
import { readDelimited } from './delimited.js';
import { FormatError, type FormatFault } from './fault.js';
import { readJson } from './json.js';
import { readNpy } from './npy.js';
import { readNpz } from './npz.js';
import type { NumberFile } from './numbers.js';

/** @param name of the file, whose ending says what it is. */
export function readNumbers(name: string, bytes: Uint8Array): NumberFile | { readonly fault: FormatFault } {
  const ending = /\.([A-Za-z]+)$/.exec(name)?.[1]?.toLowerCase();
  try {
    switch (ending) {
      case 'csv':
        return readDelimited(textOf(bytes), null);
      case 'tsv':
        return readDelimited(textOf(bytes), '\t');
      case 'json':
        return readJson(textOf(bytes));
      case 'npy':
        return { arrays: new Map([['', readNpy(bytes, '')]]), names: new Map() };
      case 'npz':
        return readNpz(bytes);
      default:
        return { fault: { code: 'format' } };
    }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { fault: error.fault };
  }
}

/** A longer file of text has more numbers than are read, or numbers of hundreds of digits. Bytes. */
const MOST_TEXT = 64e6;

/** The text of a file. @throws FormatError where it is too long, no UTF-8, or empty. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > MOST_TEXT)
    throw new FormatError({ code: 'text-size', bytes: bytes.length, most: MOST_TEXT });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError({ code: 'encoding' });
  }
  if (text.trim() === '') throw new FormatError({ code: 'empty' });
  return text;
}
