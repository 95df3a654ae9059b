/** Opens a file that a text names: reads and parses it, and reports what is wrong with it. */

import type { FormatFault } from '../../formats/fault.js';
import type { NumberArray, NumberFile } from '../../formats/numbers.js';
import { readNumbers } from '../../formats/read.js';
import { clip, listed } from '../format.js';
import type { Entry, Reader } from '../nodes.js';
import type { TextRange } from '../types.js';
import { formatText, refusalText } from './faultWords.js';

export interface OpenedFile {
  /** The file's name, without the folders. */
  readonly name: string;
  /** The range of its path. */
  readonly range: TextRange;
  readonly numbers: NumberFile;
}

type Parsed = NumberFile | { readonly fault: FormatFault };

/** The parsed contents, by the file's extension. */
const parsed = new WeakMap<Uint8Array, Map<string, Parsed>>();

/** @param entry the key `file`. @returns null if it cannot be read or has another content, which is reported. */
export function openFile(reader: Reader, { slot }: Entry): OpenedFile | null {
  const written = reader.scalar(slot, 'the path of a file');
  if (!written) return null;
  const { text: path, range } = written;
  if (path.trim() === '')
    return reader.error('file', range, `${slot.name}: expected the path of a file, found nothing.`);
  const answer = reader.files.read(path);
  if (!('bytes' in answer)) {
    reader.opened.push({ path, hash: null, refused: answer.refused.code, arrays: [], range });
    return reader.error('file', range, refusalText(path, answer.refused));
  }
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const numbers = parse(name, answer.bytes);
  const arrays =
    'fault' in numbers ? [] : [...numbers.arrays].map(([of, { shape }]) => ({ name: of, shape }));
  reader.opened.push({ path, hash: answer.hash, refused: null, arrays, range });
  if ('fault' in numbers) return reader.error('file', range, formatText(name, numbers.fault));
  return { name, range, numbers };
}

function parse(name: string, bytes: Uint8Array): Parsed {
  const known = parsed.get(bytes) ?? new Map<string, Parsed>();
  parsed.set(bytes, known);
  const ending = name.slice(name.lastIndexOf('.')).toLowerCase();
  const numbers = known.get(ending) ?? readNumbers(name, bytes);
  known.set(ending, numbers);
  return numbers;
}

/** The array of a file that a key means: the only one, or the one with one of these names. Otherwise null, which is reported. */
export function arrayFor(reader: Reader, file: OpenedFile, names: readonly string[]): NumberArray | null {
  const { arrays } = file.numbers;
  const [only] = arrays.values();
  if (arrays.size === 1) return only!;
  const name = names.find((each) => arrays.has(each));
  if (name !== undefined) return arrays.get(name)!;
  const found = arrays.size === 0 ? 'none' : listed([...arrays.keys()]);
  return reader.error(
    'file',
    file.range,
    `${clip(file.name)}: expected one array, or one of the name ${names.join(' or ')}; found ${found}.`,
  );
}
