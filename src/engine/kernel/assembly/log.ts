/** ../../log.ts, operation for operation. */

const LN2_HIGH: f64 = 0.6931471804855391;
const LN2_LOW: f64 = 7.440617110012397e-11;
const ROOT_HALF: u32 = 0x3fe6a09e;

/** log x. */
export function log(x: f64): f64 {
  if (x == 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x == Infinity) return x;
  if (x < 2.2250738585072014e-308) return logNormal(x * 18014398509481984.0, -54);
  return logNormal(x, 0);
}

@inline
function logNormal(x: f64, shift: i32): f64 {
  const bits = reinterpret<u64>(x);
  const raised = <u32>(bits >> 32) + (0x3ff00000 - ROOT_HALF);
  const k = <i32>(raised >> 20) - 1023;
  const high = (raised & 0xfffff) + ROOT_HALF;
  const f = reinterpret<f64>((<u64>high << 32) | (bits & 0xffffffff)) - 1;
  const exponent = <f64>(k + shift);
  const s = f / (2 + f);
  const t = s * s;
  const halfSquare = 0.5 * f * f;
  const correction = s * (halfSquare + t * atanhSeries(t));
  return exponent * LN2_HIGH - (halfSquare - (correction + exponent * LN2_LOW) - f);
}

/** 2(1/3 + t/5 + t²/7 + …). */
@inline
function atanhSeries(t: f64): f64 {
  let sum: f64 = 2.0 / 23.0;
  sum = sum * t + 2.0 / 21.0;
  sum = sum * t + 2.0 / 19.0;
  sum = sum * t + 2.0 / 17.0;
  sum = sum * t + 2.0 / 15.0;
  sum = sum * t + 2.0 / 13.0;
  sum = sum * t + 2.0 / 11.0;
  sum = sum * t + 2.0 / 9.0;
  sum = sum * t + 2.0 / 7.0;
  sum = sum * t + 2.0 / 5.0;
  return sum * t + 2.0 / 3.0;
}
