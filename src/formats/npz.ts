/** Several named arrays as NumPy's `savez` and `savez_compressed` write them: a ZIP archive of `.npy` files. */
import { type UnzipFileFilter, unzipSync } from 'fflate';
import { FormatError } from './fault.js';
import { readNpy } from './npy.js';
import type { NumberArray, NumberFile } from './numbers.js';
import { crc32, zipSums } from './zipSums.js';

/** The most bytes of all arrays together, unpacked. */
const MOST_BYTES = 512e6;

/** @throws FormatError */
export function readNpz(bytes: Uint8Array): NumberFile {
  // Entries may share their compressed bytes, so all sizes are added up before any entry is unpacked.
  let unpacked = 0;
  unzipped(bytes, ({ name, originalSize }) => {
    if (isArray(name)) unpacked += originalSize;
    return false;
  });
  if (unpacked > MOST_BYTES) throw new FormatError({ code: 'zip-size', bytes: unpacked, most: MOST_BYTES });
  const files = unzipped(bytes, ({ name }) => isArray(name));
  const arrays = new Map<string, NumberArray>();
  const sums = zipSums(bytes);
  for (const [name, content] of Object.entries(files)) {
    const array = name.replace(/\.npy$/, '');
    const sum = sums.get(name);
    if (sum !== undefined && sum !== crc32(content)) throw new FormatError({ code: 'zip-sum', array });
    arrays.set(array, readNpy(content, array));
  }
  if (arrays.size === 0) throw new FormatError({ code: 'zip-empty' });
  return { arrays, names: new Map() };
}

const isArray = (name: string) => name.endsWith('.npy');

function unzipped(bytes: Uint8Array, filter: UnzipFileFilter): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    throw new FormatError({ code: 'zip' });
  }
}
