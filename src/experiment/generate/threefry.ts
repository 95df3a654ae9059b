/**
 * The counter-based generator Threefry-2x32-20 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), with keys and
 * uniform numbers derived from it in the way of JAX with `jax_threefry_partitionable`. All words are unsigned 32-bit integers. A key, a counter and a
 * block are two words each, the high one first, in a table of words: hundreds of thousands of blocks are made without an object for each.
 */

const PARITY = 0x1bd11bda;

/** The block of a key and a counter, into `words` from place `at` on. */
export function threefry2x32(
  k0: number,
  k1: number,
  c0: number,
  c1: number,
  words: Uint32Array,
  at: number,
): void {
  // The words of the key, used in turn; signed, since unsigned ones would not all be small integers of the machine.
  let a = k1 | 0;
  let b = k0 ^ k1 ^ PARITY;
  let c = k0 | 0;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let group = 1; group <= 5; group++) {
    // Four rounds, whose rotations alternate between two lists from group to group.
    const isOdd = (group & 1) === 1;
    let r = isOdd ? 13 : 17;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    r = isOdd ? 15 : 29;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    r = isOdd ? 26 : 16;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    r = isOdd ? 6 : 24;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    x0 = (x0 + a) | 0;
    x1 = (x1 + b + group) | 0;
    const used = a;
    a = b;
    b = c;
    c = used;
  }
  words[at] = x0;
  words[at + 1] = x1;
}

/** `PRNGKey(seed)`, into `words` from place `at` on. @param seed an integer from 0 to 2⁵³ − 1. */
export function keyOf(seed: number, words: Uint32Array, at: number): void {
  words[at] = Math.floor(seed / 2 ** 32);
  words[at + 1] = seed;
}

/** The first n keys of `split(key, m)`, which are the same for every m ≥ n, into `words` from place `at` on. The key, at place `from`, may be overwritten. */
export function split(words: Uint32Array, from: number, n: number, at: number): void {
  const k0 = words[from]!;
  const k1 = words[from + 1]!;
  for (let i = 0; i < n; i++) threefry2x32(k0, k1, 0, i, words, at + 2 * i);
}

/** `uniform(key, shape)` in row-major order, of less than 2³² numbers: doubles in [0, 1), each from the upper 52 of 64 bits. The key is at place `from` of `words`. */
export function uniform(words: Uint32Array, from: number, numbers: Float64Array): void {
  const k0 = words[from]!;
  const k1 = words[from + 1]!;
  const block = new Uint32Array(2);
  for (let i = 0; i < numbers.length; i++) {
    threefry2x32(k0, k1, 0, i, block, 0);
    numbers[i] = (block[0]! * 2 ** 20 + (block[1]! >>> 12)) * 2 ** -52;
  }
}
