/** eˣ and log x of doubles to 200 bits, in integers: what rounding is measured against. */

/** Binary places of a fixed-point number, and 1 as one. */
export const BITS = 256n;
export const ONE = 1n << BITS;

/** 2·artanh(p/q) in fixed point. */
function twiceArtanh(p: bigint, q: bigint): bigint {
  let sum = 0n;
  let power = (p << BITS) / q;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += (2n * power) / n;
    power = (power * p * p) / (q * q);
  }
  return sum;
}

/** ln 2 = 2·artanh(1/3). */
const LN2 = twiceArtanh(1n, 3n);

/** A double as a fixed-point number: exactly, if it has no bits below 2⁻²⁵⁶. */
export function fixed(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = (bits & 0xfffffffffffffn) | (exponent > 0 ? 1n << 52n : 0n);
  const shift = BITS - 1074n + BigInt(Math.max(1, exponent) - 1);
  const magnitude = shift >= 0n ? fraction << shift : fraction >> -shift;
  return x < 0 ? -magnitude : magnitude;
}

/** eˣ = value·2ᵏ of a fixed-point x, 1 ≤ value < 2. */
function expOf(x: bigint): { readonly value: bigint; readonly k: bigint } {
  let k = x / LN2;
  if (x < 0n) k -= 1n;
  const r = x - k * LN2;
  let sum = 0n;
  let term = ONE;
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = ((term * r) >> BITS) / n;
  }
  return { value: sum, k };
}

/** eˣ of a fixed-point x, as one. */
export function fixedExp(x: bigint): bigint {
  const { value, k } = expOf(x);
  return k >= 0n ? value << k : value >> -k;
}

/** How many units in the last place `claimed` is from eˣ; for a normal result. */
export function expError(x: number, claimed: number): number {
  const { value, k } = expOf(fixed(x));
  return distance(claimed, value, k);
}

/** How many units in the last place `claimed` is from log x. */
export function logError(x: number, claimed: number): number {
  let k = 0n;
  let f = x;
  for (; f >= 1.5; f /= 2) k++;
  for (; f < 0.75; f *= 2) k--;
  // f is exact; log f = 2·artanh((f − 1)/(f + 1)).
  const F = BigInt(f * 2 ** 53);
  const unit = 1n << 53n;
  return distance(claimed, k * LN2 + twiceArtanh(F - unit, F + unit), 0n);
}

/** |claimed − value·2ᵏ| in units in the last place of `claimed`. */
function distance(claimed: number, value: bigint, k: bigint): number {
  if (claimed === 0) return value === 0n ? 0 : Number.POSITIVE_INFINITY;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(claimed));
  const exponent = (view.getBigUint64(0) >> 52n) - 1075n;
  const mantissa = (view.getBigUint64(0) & 0xfffffffffffffn) | (1n << 52n);
  // In units of the last place, with 64 more bits.
  const shift = k - exponent - BITS + 64n;
  const magnitude = value < 0n ? -value : value;
  const scaled = shift >= 0n ? magnitude << shift : magnitude >> -shift;
  return Math.abs(Number(scaled - (mantissa << 64n))) / 2 ** 64;
}
