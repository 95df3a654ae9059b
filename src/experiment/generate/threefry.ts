/**
 * The counter-based generator Threefry-2x32-20 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), with keys and
 * uniform numbers derived from it in the way of JAX with `jax_threefry_partitionable`. All words are unsigned 32-bit integers.
 */

export type Word2 = readonly [high: number, low: number];

const PARITY = 0x1bd11bda;
/** Of the 20 rounds, eight at a time. */
const ROTATIONS = Uint8Array.of(13, 15, 26, 6, 17, 29, 16, 24);

export function threefry2x32([k0, k1]: Word2, [c0, c1]: Word2): Word2 {
  const words = new Uint32Array(2);
  mix(k0, k1, c0, c1, words);
  return [words[0]!, words[1]!];
}

/** The block of a key and a counter into `words`: thousands of them are made without an object for each. */
function mix(k0: number, k1: number, c0: number, c1: number, words: Uint32Array): void {
  const k2 = k0 ^ k1 ^ PARITY;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let round = 0; round < 20; round++) {
    const r = ROTATIONS[round & 7]!;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    if ((round & 3) !== 3) continue;
    const group = round >> 2;
    const next = group % 3;
    x0 = (x0 + (next === 0 ? k1 : next === 1 ? k2 : k0)) | 0;
    x1 = (x1 + (next === 0 ? k2 : next === 1 ? k0 : k1) + group + 1) | 0;
  }
  words[0] = x0;
  words[1] = x1;
}

/** `PRNGKey(seed)`. @param seed an integer from 0 to 2⁵³ − 1. */
export function keyOf(seed: number): Word2 {
  return words(seed);
}

/** `split(key, n)`: n new keys. */
export function split(key: Word2, n: number): Word2[] {
  return Array.from({ length: n }, (_, i) => threefry2x32(key, words(i)));
}

/** `uniform(key, shape)` with n doubles in [0, 1), in row-major order: each from the upper 52 of 64 bits. */
export function uniform([k0, k1]: Word2, n: number): Float64Array {
  const words = new Uint32Array(2);
  const numbers = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    mix(k0, k1, Math.floor(i / 2 ** 32), i >>> 0, words);
    numbers[i] = (words[0]! * 2 ** 20 + (words[1]! >>> 12)) * 2 ** -52;
  }
  return numbers;
}

function words(n: number): Word2 {
  return [Math.floor(n / 2 ** 32), n >>> 0];
}
