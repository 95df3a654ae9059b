/**
 * The exponential function, made of additions and multiplications only, so that every machine (and the WebAssembly
 * kernel, which repeats it operation for operation) gets the same bits.
 *
 * Method (P. T. P. Tang, "Table-driven implementation of the exponential function", ACM TOMS 15, 1989):
 * x = (256k + j)·ln2/256 + s with |s| ≤ ln2/512, eˣ = 2ᵏ · 2^(j/256) · eˢ, and eˢ − 1 by a polynomial of degree 4.
 */

/** 2^(j/256), j = 0 … 255, correctly rounded. */
export const EXP_TABLE = powersOfTwo();

/** Adding it rounds a double of magnitude below 2⁵¹ to an integer that then stands in its lowest bits. */
export const ROUNDER = 1.5 * 2 ** 52;
/** 256 / ln 2. */
export const STEPS_PER_UNIT = 369.3299304675746;
/** ln 2 / 256 in two parts; the first ends in 20 zero bits, so that its product with any number of steps (below 2¹⁹) is exact. */
export const STEP_HIGH = 0.0027076061737716373;
export const STEP_LOW = 2.9064910585985925e-13;
/** eˢ ≈ 1 + s + s²(1/2 + s(C3 + s/24)); C3 = 1/6 + 0.87·h²/120 with h = ln2/512 takes up most of the missing s⁵/120. */
export const C3 = 1 / 6 + (0.87 * (Math.LN2 / 512) * (Math.LN2 / 512)) / 120;
export const C4 = 1 / 24;
/** Below this the value is 0: everything returned is 0 or a normal number. */
export const EXP_FLUSH = -708;
const EXP_OVERFLOW = 709.782712893384;

/** 2ᵏ for k = −1022 … 1023, at index k + 1022. */
const SCALES = Float64Array.from({ length: 2046 }, (_, index) => 2 ** (index - 1022));

/**
 * eˣ, at most 1.1 units in the last place from the true value where −708 ≤ x ≤ 709.78; 0 below, Infinity above.
 * NaN gives NaN.
 */
export function exp(x: number): number {
  if (x < EXP_FLUSH) return 0;
  if (x > EXP_OVERFLOW) return Number.POSITIVE_INFINITY;
  const steps = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
  const s = x - steps * STEP_HIGH - steps * STEP_LOW;
  const tail = s + s * s * (0.5 + s * (C3 + s * C4));
  const n = steps | 0;
  // 2¹⁰²⁴ is not a double: take its factor 2 apart, which is exact.
  const over = n >> 8 === 1024;
  const scale = EXP_TABLE[n & 255]! * SCALES[(n >> 8) + (over ? 1021 : 1022)]!;
  const value = scale + scale * tail;
  return over ? 2 * value : value;
}

/** By exact integer arithmetic: 2^(1/2), 2^(1/4) … 2^(1/256) are repeated square roots, the others their products. */
function powersOfTwo(): Float64Array {
  const bits = 192n;
  let root = 2n << bits;
  const table = new Array<bigint>(256).fill(1n << bits);
  for (let stride = 128; stride >= 1; stride >>= 1) {
    root = squareRoot(root << bits);
    for (let j = 0; j < 256; j++) if (j & stride) table[j] = (table[j]! * root) >> bits;
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
