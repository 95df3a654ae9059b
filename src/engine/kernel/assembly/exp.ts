/** ../../exp.ts, operation for operation. */
import { constants, powers } from './memory';

export const ROUNDER: f64 = 6755399441055744.0;
const STEPS_PER_UNIT: f64 = 2954.639443740597;
const STEP_HIGH: f64 = 0.0003384507717782981;
const STEP_LOW: f64 = -2.0512280628325608e-14;
const H: f64 = 0.6931471805599453 / 4096;
const C2: f64 = 0.5 + (0.83 * H * H) / 24.0;
const C3: f64 = 1.0 / 6.0;
const FLUSH: f64 = -708;
const OVERFLOW: f64 = 709.782712893384;

/** Called once memory is laid out. */
export function storeConstants(): void {
  v128.store(constants, f64x2.splat(STEPS_PER_UNIT));
  v128.store(constants, f64x2.splat(ROUNDER), 16);
  v128.store(constants, f64x2.splat(STEP_HIGH), 32);
  v128.store(constants, f64x2.splat(STEP_LOW), 48);
  v128.store(constants, f64x2.splat(C3), 64);
  v128.store(constants, f64x2.splat(C2), 80);
  v128.store(constants, f64x2.splat(FLUSH), 96);
}

/**
 * e^(x − top) over `rows` rows of `pairs` vectors, for x ≤ top; `top` is one row. If x or top is NaN, so is the result: a NaN made by
 * arithmetic has no bits where the number of steps would be.
 */
@inline
export function exponentialsOf(x: usize, into: usize, top: usize, rows: i32, pairs: i32): void {
  // Loaded, since V8 rebuilds a constant vector at each use, which costs more than the use itself.
  const stepsPerUnit = v128.load(constants);
  const rounder = v128.load(constants, 16);
  const stepHigh = v128.load(constants, 32);
  const stepLow = v128.load(constants, 48);
  const c3 = v128.load(constants, 64);
  const c2 = v128.load(constants, 80);
  const flush = v128.load(constants, 96);
  const row = <usize>pairs << 4;
  const length = <usize>rows * row;
  for (let p: usize = 0; p < row; p += 16) {
    const peak = v128.load(top + p);
    const end = x + length;
    let to = into + p;
    for (let from = x + p; from < end; from += row, to += row) {
      const y = f64x2.sub(v128.load(from), peak);
      v128.store(to, exponential(y, to, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush));
    }
  }
}

/**
 * e^y of two numbers y ≤ 0. Each loop that calls it loads the seven constants before it begins, since here they would be loaded at each
 * call, and AssemblyScript has neither macros nor functions with several results that could do it in one place.
 *
 * @param scratch room for two numbers
 */
@inline
export function exponential(
  y: v128,
  scratch: usize,
  stepsPerUnit: v128,
  rounder: v128,
  stepHigh: v128,
  stepLow: v128,
  c3: v128,
  c2: v128,
  flush: v128,
): v128 {
  const bits = f64x2.add(f64x2.mul(y, stepsPerUnit), rounder);
  const steps = f64x2.sub(bits, rounder);
  const s = f64x2.sub(f64x2.sub(y, f64x2.mul(steps, stepHigh)), f64x2.mul(steps, stepLow));
  const tail = f64x2.add(s, f64x2.mul(f64x2.mul(s, s), f64x2.add(c2, f64x2.mul(s, c3))));
  // The positions go through memory: extracting the numbers of a vector would occupy the units that add and multiply.
  v128.store(scratch, bits);
  const first = placeOf(load<i32>(scratch));
  const second = placeOf(load<i32>(scratch, 8));
  const root = v128.load_lane<f64>(second, v128.load_splat<f64>(first, powers), 1, powers);
  // 2ᵏ: k, which is above the 11 bits of j, is added to the exponent; the bits of j are already subtracted from those of the powers.
  const scale = i64x2.add(root, i64x2.shl(bits, 41));
  const scaled = f64x2.add(scale, f64x2.mul(scale, tail));
  return v128.andnot(scaled, f64x2.lt(y, flush));
}

/** The position of 2^(n/2048), without its factor 2ᵏ, among the powers. */
@inline
function placeOf(n: i32): usize {
  return <usize>((n & 2047) << 3);
}

/** e^x for one number. */
export function exp(x: f64): f64 {
  if (x < FLUSH) return 0;
  if (x > OVERFLOW) return Infinity;
  if (x != x) return x;
  const bits = x * STEPS_PER_UNIT + ROUNDER;
  const steps = bits - ROUNDER;
  const s = x - steps * STEP_HIGH - steps * STEP_LOW;
  const tail = s + s * s * (C2 + s * C3);
  const n = <i32>reinterpret<i64>(bits);
  // 2¹⁰²⁴ is not a double, so its factor 2 is split off, which is exact.
  const over = n >> 11 == 1024;
  const scale = power(over ? n - 2048 : n);
  const value = scale + scale * tail;
  return over ? 2 * value : value;
}

/** 2^(n/2048). */
@inline
function power(n: i32): f64 {
  return reinterpret<f64>(load<i64>(placeOf(n), powers) + (<i64>n << 41));
}
