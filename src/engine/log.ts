/**
 * Natural logarithms made of + − × ÷ only: the same bits on every machine.
 *
 * Method: x = 2ᵏ·(1 + f) with √½ ≤ 1 + f < √2, s = f/(2 + f), log(1 + f) = 2·artanh(s) by its series, summed in an order
 * that keeps the rounding of the leading term f small (W. J. Cody and W. Waite, "Software Manual for the Elementary
 * Functions", 1980).
 */

/** ln 2 in two parts; the first ends in 20 zero bits: its product with an exponent is exact. */
const LN2_HIGH = 0.6931471804855391;
const LN2_LOW = 7.440617110012397e-11;

const view = new DataView(new ArrayBuffer(8));

/** log x with an error of at most 1 unit in the last place. log 0 = −Infinity; NaN for x < 0. */
export function log(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0)) return Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  if (x < 2 ** -1022) return logNormal(x * 2 ** 54, -54);
  return logNormal(x, 0);
}

function logNormal(x: number, shift: number): number {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  // 0x3fe6a09e… is √½: after this the fraction lies in [√½, √2).
  const raised = (high + (0x3ff00000 - 0x3fe6a09e)) >>> 0;
  const k = (raised >>> 20) - 1023;
  view.setUint32(0, (raised & 0xfffff) + 0x3fe6a09e);
  const f = view.getFloat64(0) - 1;
  const exponent = k + shift;
  const s = f / (2 + f);
  const t = s * s;
  const halfSquare = 0.5 * f * f;
  // log(1 + f) = f − f²/2 + s·(f²/2 + series), where the series is 2(s²/3 + s⁴/5 + …).
  const correction = s * (halfSquare + t * atanhSeries(t));
  return exponent * LN2_HIGH - (halfSquare - (correction + exponent * LN2_LOW) - f);
}

/** 2(1/3 + t/5 + t²/7 + …); t < 0.0295, so the twelfth term is below 2⁻⁵⁹. */
function atanhSeries(t: number): number {
  let sum = 2 / 23;
  for (let n = 21; n >= 3; n -= 2) sum = sum * t + 2 / n;
  return sum;
}

/** log(1 + x) for x > −1 without losing small x; a few units in the last place (W. Kahan's correction of log(fl(1 + x))). */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Number.POSITIVE_INFINITY) return u === 1 ? x : u;
  return log(u) * (x / (u - 1));
}
