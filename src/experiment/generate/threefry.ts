/**
 * The counter-based generator Threefry-2x32-20 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), with keys and
 * uniform numbers derived from it in the way of JAX with `jax_threefry_partitionable`. All words are unsigned 32-bit integers.
 */

export type Word2 = readonly [high: number, low: number];

const PARITY = 0x1bd11bda;
const ROTATIONS = [
  [13, 15, 26, 6],
  [17, 29, 16, 24],
] as const;

export function threefry2x32([k0, k1]: Word2, [c0, c1]: Word2): Word2 {
  const schedule = [k0, k1, k0 ^ k1 ^ PARITY] as const;
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let group = 0; group < 5; group++) {
    for (const r of ROTATIONS[group % 2]!) {
      x0 = (x0 + x1) | 0;
      x1 = ((x1 << r) | (x1 >>> (32 - r))) ^ x0;
    }
    x0 = (x0 + schedule[(group + 1) % 3]!) | 0;
    x1 = (x1 + schedule[(group + 2) % 3]! + group + 1) | 0;
  }
  return [x0 >>> 0, x1 >>> 0];
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
export function uniform(key: Word2, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const [high, low] = threefry2x32(key, words(i));
    return (high * 2 ** 20 + (low >>> 12)) * 2 ** -52;
  });
}

function words(n: number): Word2 {
  return [Math.floor(n / 2 ** 32), n >>> 0];
}
