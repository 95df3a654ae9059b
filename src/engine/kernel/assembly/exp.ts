/** ../../exp.ts, operation for operation. */
import { constants, powers } from './memory';

export const ROUNDER: f64 = 6755399441055744.0;
const STEPS_PER_UNIT: f64 = 369.3299304675746;
const STEP_HIGH: f64 = 0.0027076061737716373;
const STEP_LOW: f64 = 2.9064910585985925e-13;
const H: f64 = 0.6931471805599453 / 512;
const C3: f64 = 1.0 / 6.0 + (0.87 * H * H) / 120.0;
const C4: f64 = 1.0 / 24.0;
const FLUSH: f64 = -708;
const OVERFLOW: f64 = 709.782712893384;

/** To be called once memory is laid out. */
export function storeConstants(): void {
  v128.store(constants, f64x2.splat(STEPS_PER_UNIT));
  v128.store(constants, f64x2.splat(ROUNDER), 16);
  v128.store(constants, f64x2.splat(STEP_HIGH), 32);
  v128.store(constants, f64x2.splat(STEP_LOW), 48);
  v128.store(constants, f64x2.splat(C4), 64);
  v128.store(constants, f64x2.splat(C3), 80);
  v128.store(constants, f64x2.splat(0.5), 96);
  v128.store(constants, f64x2.splat(FLUSH), 112);
  v128.store(constants, i64x2.splat(255 << 3), 128);
}

/**
 * e^(x − top) over `rows` rows of `pairs` vectors, for x ≤ top; `top` is one row. Where x or top is NaN the result is: a NaN that
 * arithmetic made has no bits where the number of steps would stand.
 */
@inline
export function exponentialsOf(x: usize, into: usize, top: usize, rows: i32, pairs: i32): void {
  // Loaded, since V8 makes a vector that it knows to be constant anew at each use, with more work than the use.
  const stepsPerUnit = v128.load(constants);
  const rounder = v128.load(constants, 16);
  const stepHigh = v128.load(constants, 32);
  const stepLow = v128.load(constants, 48);
  const c4 = v128.load(constants, 64);
  const c3 = v128.load(constants, 80);
  const half = v128.load(constants, 96);
  const flush = v128.load(constants, 112);
  const inTable = v128.load(constants, 128);
  const bytes = <usize>pairs << 4;
  for (let a = 0; a < rows; a++) {
    for (let p: usize = 0; p < bytes; p += 16) {
      const y = f64x2.sub(v128.load(x + p), v128.load(top + p));
      const value = exponential(
        y,
        stepsPerUnit,
        rounder,
        stepHigh,
        stepLow,
        c4,
        c3,
        half,
        flush,
        inTable,
      );
      v128.store(into + p, value);
    }
    x += bytes;
    into += bytes;
  }
}

/** e^y of two numbers y ≤ 0, with the constants in registers. */
@inline
export function exponential(
  y: v128,
  stepsPerUnit: v128,
  rounder: v128,
  stepHigh: v128,
  stepLow: v128,
  c4: v128,
  c3: v128,
  half: v128,
  flush: v128,
  inTable: v128,
): v128 {
  const bits = f64x2.add(f64x2.mul(y, stepsPerUnit), rounder);
  const steps = f64x2.sub(bits, rounder);
  const s = f64x2.sub(f64x2.sub(y, f64x2.mul(steps, stepHigh)), f64x2.mul(steps, stepLow));
  const tail = f64x2.add(
    s,
    f64x2.mul(f64x2.mul(s, s), f64x2.add(half, f64x2.mul(s, f64x2.add(c3, f64x2.mul(s, c4))))),
  );
  const places = v128.and(i64x2.shl(bits, 3), inTable);
  const first = <usize>i32x4.extract_lane(places, 0);
  const second = <usize>i32x4.extract_lane(places, 2);
  const root = v128.load_lane<f64>(second, v128.load_splat<f64>(first, powers), 1, powers);
  // 2ᵏ: k, which stands above the 8 bits of j, is added to the exponent; from the powers' bits those of j are taken already.
  const scale = i64x2.add(root, i64x2.shl(bits, 44));
  const scaled = f64x2.add(scale, f64x2.mul(scale, tail));
  return v128.andnot(scaled, f64x2.lt(y, flush));
}

/** e^x for one number. */
export function exp(x: f64): f64 {
  if (x < FLUSH) return 0;
  if (x > OVERFLOW) return Infinity;
  if (x != x) return x;
  const bits = x * STEPS_PER_UNIT + ROUNDER;
  const steps = bits - ROUNDER;
  const s = x - steps * STEP_HIGH - steps * STEP_LOW;
  const tail = s + s * s * (0.5 + s * (C3 + s * C4));
  const n = <i32>reinterpret<i64>(bits);
  // 2¹⁰²⁴ is not a double: take its factor 2 apart, which is exact.
  const over = n >> 8 == 1024;
  const scale = power(over ? n - 256 : n);
  const value = scale + scale * tail;
  return over ? 2 * value : value;
}

/** 2^(n/256). */
@inline
function power(n: i32): f64 {
  return reinterpret<f64>(load<i64>(<usize>(n & 255) << 3, powers) + (<i64>n << 44));
}
