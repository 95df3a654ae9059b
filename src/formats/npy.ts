/**
 * One array as NumPy's `save` writes it (NEP 1): a magic string, a version (1 to 3), a header that is a Python dictionary, and the entries in C or
 * Fortran order.
 */
import type { Real } from '../model/bandit.js';
import { FormatError } from './fault.js';
import { DOUBLE, indicesOf, MOST_NUMBERS, type NumberArray } from './numbers.js';

const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY')];
/** In bytes. NumPy has the same limit, */
const LONGEST_HEADER = 10_000;
/** and this one for the number of axes. */
const MOST_AXES = 64;

interface Header {
  /** The type as NumPy writes it: `<f8`. */
  readonly type: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** The byte where the entries begin. */
  readonly start: number;
}

/** @param array its name, for faults. @throws FormatError */
export function readNpy(bytes: Uint8Array, array: string): NumberArray {
  const { type, isFortran, shape, start } = headerOf(bytes, array);
  const kind = ENTRY_TYPES[type.slice(1)];
  const isBig = type.startsWith('>');
  if (!kind || !/^[<>|=]/.test(type)) throw new FormatError({ code: 'npy-type', array, type });
  const size = shape.reduce((product, length) => product * length, 1);
  const [expected, found] = [size * kind.bytes, bytes.length - start];
  if (expected !== found) throw new FormatError({ code: 'npy-size', array, shape, expected, found });
  if (size > MOST_NUMBERS)
    throw new FormatError({ code: 'npy-numbers', array, found: size, most: MOST_NUMBERS });
  const entries = entriesOf(
    bytes.subarray(start),
    size,
    kind,
    isBig,
    isFortran ? fortranPlaces(shape) : null,
  );
  for (let index = 0; index < size; index++) {
    const entry = entries[index]!;
    if (typeof entry === 'number' && !Number.isFinite(entry))
      throw new FormatError({
        code: 'not-finite',
        at: { array, indices: indicesOf(shape, index) },
        found: String(entry),
      });
  }
  return {
    shape,
    size,
    value: (index) => Number(entries[index]),
    real: (index) => realOf(entries[index]!),
    spacing: kind.spacing,
  };
}

type Entries = ArrayLike<number | bigint>;

/** The entries in C order and in the byte order of this machine. @param place the position of each entry, if they are in another order. */
function entriesOf(
  bytes: Uint8Array,
  size: number,
  { bytes: width, make, read, isCoded }: EntryType,
  isBig: boolean,
  place: ((index: number) => number) | null,
): Entries {
  if (!isBig && place === null && !isCoded && IS_LITTLE)
    return make(bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries = make(size) as { [index: number]: number | bigint } & Entries;
  for (let index = 0; index < size; index++)
    entries[index] = read(view, (place?.(index) ?? index) * width, !isBig);
  return entries;
}

const IS_LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function realOf(entry: number | bigint): Real {
  if (typeof entry === 'bigint') return { value: Number(entry), literal: String(entry) };
  // Adding 0 turns −0 into 0.
  const value = entry + 0;
  return Number.isSafeInteger(value)
    ? { value, literal: String(value) }
    : { value, literal: String(value), double: true };
}

interface EntryType {
  readonly bytes: number;
  /** As `NumberArray.spacing`. */
  readonly spacing: number;
  /** Entries on these bytes, which must be aligned for them, or room for this many entries. */
  make(from: Uint8Array | number): Entries;
  read(view: DataView, offset: number, isLittle: boolean): number | bigint;
  /** The bytes need to be decoded before they have the type that `make` returns. */
  readonly isCoded?: true;
}

interface TypedArray {
  new (buffer: ArrayBufferLike, offset: number, length: number): Entries;
  new (length: number): Entries;
  readonly BYTES_PER_ELEMENT: number;
}

function entryType(array: TypedArray, spacing: number, read: EntryType['read']): EntryType {
  const bytes = array.BYTES_PER_ELEMENT;
  const make = (from: Uint8Array | number) =>
    typeof from === 'number' ? new array(from) : new array(from.buffer, from.byteOffset, from.length / bytes);
  return { bytes, spacing, make, read };
}

const ENTRY_TYPES: Readonly<Record<string, EntryType>> = {
  b1: { ...entryType(Uint8Array, 0, (view, at) => (view.getUint8(at) === 0 ? 0 : 1)), isCoded: true },
  i1: entryType(Int8Array, 0, (view, at) => view.getInt8(at)),
  u1: entryType(Uint8Array, 0, (view, at) => view.getUint8(at)),
  i2: entryType(Int16Array, 0, (view, at, isLittle) => view.getInt16(at, isLittle)),
  u2: entryType(Uint16Array, 0, (view, at, isLittle) => view.getUint16(at, isLittle)),
  i4: entryType(Int32Array, 0, (view, at, isLittle) => view.getInt32(at, isLittle)),
  u4: entryType(Uint32Array, 0, (view, at, isLittle) => view.getUint32(at, isLittle)),
  i8: entryType(BigInt64Array, 0, (view, at, isLittle) => view.getBigInt64(at, isLittle)),
  u8: entryType(BigUint64Array, 0, (view, at, isLittle) => view.getBigUint64(at, isLittle)),
  f2: {
    ...entryType(Float32Array, 2 ** -10, (view, at, isLittle) => halfOf(view.getUint16(at, isLittle))),
    bytes: 2,
    isCoded: true,
  },
  f4: entryType(Float32Array, 2 ** -23, (view, at, isLittle) => view.getFloat32(at, isLittle)),
  f8: entryType(Float64Array, DOUBLE, (view, at, isLittle) => view.getFloat64(at, isLittle)),
};

/** IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** The position of an entry, numbered in C order, in an array whose first index varies fastest. */
function fortranPlaces(shape: readonly number[]): (index: number) => number {
  let step = 1;
  const steps = shape.map((length) => {
    const own = step;
    step *= length;
    return own;
  });
  return (index) => {
    let [place, rest] = [0, index];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis]!;
      place += (rest % length) * steps[axis]!;
      rest = Math.floor(rest / length);
    }
    return place;
  };
}

function headerOf(bytes: Uint8Array, array: string): Header {
  if (!MAGIC.every((byte, k) => bytes[k] === byte)) throw new FormatError({ code: 'npy-magic', array });
  const [major = 0, minor = 0] = bytes.subarray(6, 8);
  if (major < 1 || major > 3 || minor !== 0)
    throw new FormatError({ code: 'npy-version', array, version: `${major}.${minor}` });
  const broken = new FormatError({ code: 'npy-header', array });
  const from = major === 1 ? 10 : 12;
  if (bytes.length < from) throw broken;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const start = from + length;
  if (length > LONGEST_HEADER || start > bytes.length) throw broken;
  const text = new TextDecoder(major === 3 ? 'utf-8' : 'latin1').decode(bytes.subarray(from, start));
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text);
  const lengths = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text);
  const described = /'descr'\s*:\s*(?:'([^']*)'|([[(][^}]*?[\])])\s*,\s*'(?:fortran_order|shape)')/.exec(
    text,
  );
  const shape = (lengths?.[1]?.split(',') ?? []).map((length) => length.trim());
  // One axis is written `(3,)`, no axis `()`.
  if (shape.at(-1) === '') shape.pop();
  const isSound = shape.length <= MOST_AXES && shape.every((length) => /^\d{1,15}$/.test(length));
  if (!order || !lengths || !described || !isSound) throw broken;
  return {
    type: described[1] ?? described[2]!,
    isFortran: order[1] === 'True',
    shape: shape.map(Number),
    start,
  };
}
