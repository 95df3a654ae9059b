/** Writes an array as NumPy's `save` does (NEP 1). */

/** The header, with all before it, is padded to a multiple of this many bytes. */
const ALIGNMENT = 64;
const MAGIC = [0x93, ...new TextEncoder().encode('NUMPY'), 1, 0];

/**
 * Version 1.0, little-endian float64 in C order.
 *
 * @param shape of at most 64 axes, so that the header is shorter than the 65,535 bytes that version 1.0 allows
 * @param values as many as the shape has, the last index varying fastest
 */
export function writeNpy(shape: readonly number[], values: readonly number[]): Uint8Array<ArrayBuffer> {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': (${lengths}), }`;
  const before = MAGIC.length + 2;
  const start = Math.ceil((before + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = new Uint8Array(start + 8 * values.length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint16(MAGIC.length, start - before, true);
  bytes.set(new TextEncoder().encode(`${dictionary.padEnd(start - before - 1)}\n`), before);
  for (const [k, value] of values.entries()) view.setFloat64(start + 8 * k, value, true);
  return bytes;
}
