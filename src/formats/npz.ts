/** Several arrays with their names as NumPy's `savez` and `savez_compressed` write them: a ZIP archive of `.npy` files. */
import { unzipSync } from 'fflate';
import { FormatError } from './fault.js';
import { readNpy } from './npy.js';
import type { NumberArray, NumberFile } from './numbers.js';

/** Unpacked, all arrays together. Bytes. */
const MOST_BYTES = 2 ** 30;

/** @throws FormatError */
export function readNpz(bytes: Uint8Array): NumberFile {
  let unpacked = 0;
  const files = unzipped(bytes, (size) => {
    unpacked += size;
    if (unpacked > MOST_BYTES) throw new FormatError({ code: 'zip-size', bytes: unpacked, most: MOST_BYTES });
  });
  const arrays = new Map<string, NumberArray>();
  for (const [name, content] of Object.entries(files)) {
    const array = name.replace(/\.npy$/, '');
    arrays.set(array, readNpy(content, array));
  }
  if (arrays.size === 0) throw new FormatError({ code: 'zip-empty' });
  return { arrays, names: new Map() };
}

function unzipped(bytes: Uint8Array, onFile: (size: number) => void): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.endsWith('.npy')) return false;
        onFile(originalSize);
        return true;
      },
    });
  } catch (error) {
    throw error instanceof FormatError ? error : new FormatError({ code: 'zip' });
  }
}
