/** Reads files of numbers by the extension of their name. */
import { readDelimited } from './delimited.js';
import { FormatError, type FormatFault } from './fault.js';
import { readJson } from './json.js';
import { readNpy } from './npy.js';
import { readNpz } from './npz.js';
import type { NumberFile } from './numbers.js';

/** @param name the file's name, whose extension says its format. */
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

/** In bytes. A longer text file has more numbers than are read, or numbers with hundreds of digits. */
const MOST_TEXT = 64e6;

/** The text of a file. @throws FormatError if it is too long, not UTF-8, or empty. */
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
