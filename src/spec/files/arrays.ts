/** `{file: …}` in place of numbers: a list of them, or rows. */
import { isMap, isScalar } from 'yaml';
import type { NumberArray } from '../../formats/numbers.js';
import type { Real } from '../../model/bandit.js';
import { clip, grouped } from '../format.js';
import { MOST_FEATURES } from '../mdp/limits.js';
import type { Entry, Reader, Slot } from '../nodes.js';
import type { TextRange } from '../types.js';
import { shapeText } from './faultWords.js';
import { arrayFor, type OpenedFile, openFile } from './open.js';

/** Numbers from a file. */
export interface FileNumbers<T> {
  readonly entries: readonly T[];
  /** The names of the rows, if the file has them. */
  readonly names: readonly string[] | null;
  /** The range of the path. */
  readonly range: TextRange;
}

/** Is this the mapping `{file: …}`, in place of numbers? */
export function isFile({ node }: Slot): boolean {
  return isMap(node) && node.items.some(({ key }) => isScalar(key) && key.value === 'file');
}

/**
 * n numbers: an array of one axis, or a table with one column or one row. @param names the names that the array may have in a file with several.
 *
 * @returns null if it cannot be read, which is reported.
 */
export function readFileList(reader: Reader, slot: Slot, names: readonly string[]): FileNumbers<Real> | null {
  const opened = openIn(reader, slot, names);
  if (!opened) return null;
  const { file, array } = opened;
  const { shape } = array;
  const isList = shape.length === 1 || (shape.length === 2 && shape.includes(1));
  if (!isList)
    return wrongShape(reader, slot, file, array, 'a list of numbers (one axis, one column or one row)');
  if (hasTooManyNumbers(reader, slot, file, array)) return null;
  const entries = Array.from({ length: array.size }, (_, k) => array.real(k));
  return { entries, names: namesOf(file, entries.length), range: file.range };
}

/** n rows of d ≥ 1 numbers. @param names as for `readFileList`. @returns null if they cannot be read, which is reported. */
export function readFileRows(
  reader: Reader,
  slot: Slot,
  names: readonly string[],
): FileNumbers<readonly Real[]> | null {
  const opened = openIn(reader, slot, names);
  if (!opened) return null;
  const { file, array } = opened;
  const [n = 0, d = 0] = array.shape;
  if (array.shape.length !== 2 || n === 0 || d === 0)
    return wrongShape(reader, slot, file, array, 'rows of numbers (two axes, none of length 0)');
  if (hasTooManyNumbers(reader, slot, file, array)) return null;
  return { entries: rowsOf(array, n, d), names: namesOf(file, n), range: file.range };
}

/** The rows of each array are made once. */
const rows = new WeakMap<NumberArray, readonly (readonly Real[])[]>();

function rowsOf(array: NumberArray, n: number, d: number): readonly (readonly Real[])[] {
  const known =
    rows.get(array) ??
    Array.from({ length: n }, (_, row) => Array.from({ length: d }, (_, k) => array.real(row * d + k)));
  rows.set(array, known);
  return known;
}

function namesOf({ numbers }: OpenedFile, n: number): readonly string[] | null {
  const names = numbers.names.get('') ?? numbers.names.get('actions');
  return names?.length === n ? names : null;
}

function openIn(
  reader: Reader,
  slot: Slot,
  names: readonly string[],
): { readonly file: OpenedFile; readonly array: NumberArray } | null {
  const fields = reader.fields(slot, '{file: path}', ['file'], (key) => `\`${key}\` of ${slot.name}`);
  const entry: Entry | undefined = fields?.get('file');
  const file = entry ? openFile(reader, entry) : null;
  const array = file && arrayFor(reader, file, names);
  return file && array ? { file, array } : null;
}

/** Counts the numbers before each becomes an exact number. */
function hasTooManyNumbers(
  reader: Reader,
  slot: Slot,
  file: OpenedFile,
  { shape, size }: NumberArray,
): boolean {
  if (size <= MOST_FEATURES) return false;
  reader.error(
    'too-large',
    file.range,
    `${slot.name}: found in ${clip(file.name)} an array of shape ${shapeText(shape)}, ${grouped(size)} numbers, more than the ${grouped(MOST_FEATURES)} that a problem may have. Write fewer.`,
  );
  return true;
}

function wrongShape(
  reader: Reader,
  slot: Slot,
  file: OpenedFile,
  { shape }: NumberArray,
  what: string,
): null {
  return reader.error(
    'file',
    file.range,
    `${slot.name}: expected ${what}, found in ${clip(file.name)} an array of shape ${shapeText(shape)}.`,
  );
}
