import { log } from './log.js';

/**
 * The exponential function, made of additions and multiplications only, so that every machine (and the WebAssembly
 * kernel, which repeats it operation for operation) gets the same bits.
 *
 * Method (P. T. P. Tang, "Table-driven implementation of the exponential function", ACM TOMS 15, 1989):
 * x = (2048k + j)·ln2/2048 + s with |s| ≤ ln2/4096, eˣ = 2ᵏ · 2^(j/2048) · eˢ, and eˢ − 1 by a polynomial of degree 3.
 */

/** 2^(j/2048), j = 0 … 2047, correctly rounded. */
export const EXP_TABLE = powersOfTwo();

/** Adding it rounds a double of magnitude below 2⁵¹ to an integer that then stands in its lowest bits. */
const ROUNDER = 1.5 * 2 ** 52;
/** 2048 / ln 2. */
const STEPS_PER_UNIT = 2954.639443740597;
/** ln 2 / 2048 in two parts; the first ends in 21 zero bits, so that its product with any number of steps (up to 2²¹) is exact. */
const STEP_HIGH = 0.0003384507717782981;
const STEP_LOW = -2.0512280628325608e-14;
/** eˢ ≈ 1 + s + s²(C2 + s/6); C2 = 1/2 + 0.83·h²/24 with h = ln2/4096 takes up most of the missing s⁴/24. */
const C2 = 0.5 + (0.83 * (Math.LN2 / 4096) * (Math.LN2 / 4096)) / 24;
const C3 = 1 / 6;
/** Below this the value is 0, so every result is 0 or a normal number. */
const EXP_FLUSH = -708;
const EXP_OVERFLOW = 709.782712893384;

/** 2ᵏ for k = −1022 … 1023, at index k + 1022. */
const SCALES = Float64Array.from({ length: 2046 }, (_, index) => 2 ** (index - 1022));

/** eˣ with an error of at most 1.1 units in the last place if −708 ≤ x ≤ 709.78; 0 below, Infinity above. NaN gives NaN. */
export function exp(x: number): number {
  if (x < EXP_FLUSH) return 0;
  if (x > EXP_OVERFLOW) return Number.POSITIVE_INFINITY;
  const steps = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const s = x - steps * STEP_HIGH - steps * STEP_LOW;
  const tail = s + s * s * (C2 + s * C3);
  const n = steps | 0;
  // 2¹⁰²⁴ is not a double, so its factor 2 is split off, which is exact.
  const over = n >> 11 === 1024;
  const scale = EXP_TABLE[n & 2047]! * SCALES[(n >> 11) + (over ? 1021 : 1022)]!;
  const value = scale + scale * tail;
  return over ? 2 * value : value;
}

/** eˣ − 1 for |x| ≤ 1 without losing small x; a few units in the last place (W. Kahan's correction of eˣ − 1). */
export function expm1(x: number): number {
  const u = exp(x);
  return u === 1 ? x : (u - 1) * (x / log(u));
}

/** Computed in integer arithmetic: 2^(1/2), 2^(1/4) … 2^(1/2048) are repeated square roots, the other powers their products. */
function powersOfTwo(): Float64Array {
  const bits = 192n;
  const table = new Array<bigint>(2048).fill(1n << bits);
  let root = 2n << bits;
  for (let stride = 1024; stride >= 1; stride >>= 1) {
    root = squareRoot(root << bits);
    for (let j = stride; j < 2048; j += 2 * stride) table[j] = (table[j - stride]! * root) >> bits;
  }
  return Float64Array.from(table, (value) => Number(((value >> (bits - 53n)) + 1n) >> 1n) / 2 ** 52);
}

/** ⌊√n⌋ by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  let x = 1n << BigInt((n.toString(16).length * 4) / 2 + 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
