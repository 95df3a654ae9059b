/**
 * One run with few actions (3 to 6) and parameters (2 to 4). An iteration takes as long as its longest chain of dependent
 * results, so none of them goes through memory here. The operations and their order are those of solo.ts.
 *
 * In all of this, K is the number of actions rounded up to an even number; the padding action has the logit −∞.
 */
import { moved, rewardOf } from './draw';
import { exponential } from './exp';
import {
  actions,
  BLOCK,
  columns,
  constants,
  exponentials,
  features,
  parameters,
  rate,
  regret,
  shortfalls,
  stride,
  tabular,
  theta,
  uniforms,
} from './memory';
import { drawBlock } from './noise';
import { plus } from './product';

/** Whether this file serves a run. */
@inline
export function isSmallSolo(): bool {
  return !tabular && parameters >= 2 && parameters <= 4 && actions >= 3 && actions <= 6;
}

export function advanceSmallSoloExact(iterations: i32): void {
  if (actions <= 4) {
    if (parameters == 2) exact42(iterations);
    else if (parameters == 3) exact43(iterations);
    else exact44(iterations);
  } else {
    if (parameters == 2) exact62(iterations);
    else if (parameters == 3) exact63(iterations);
    else exact64(iterations);
  }
}

function exact42(iterations: i32): void {
  exact(4, 2, iterations);
}

function exact43(iterations: i32): void {
  exact(4, 3, iterations);
}

function exact44(iterations: i32): void {
  exact(4, 4, iterations);
}

function exact62(iterations: i32): void {
  exact(6, 2, iterations);
}

function exact63(iterations: i32): void {
  exact(6, 3, iterations);
}

function exact64(iterations: i32): void {
  exact(6, 4, iterations);
}

export function advanceSmallSoloSampled(iterations: i32, noise: i32): void {
  for (let left = iterations; left > 0; left -= BLOCK) {
    const count = min(left, BLOCK);
    drawBlock(count, noise);
    if (actions <= 4) {
      if (parameters == 2) sampled42(count, noise);
      else if (parameters == 3) sampled43(count, noise);
      else sampled44(count, noise);
    } else {
      if (parameters == 2) sampled62(count, noise);
      else if (parameters == 3) sampled63(count, noise);
      else sampled64(count, noise);
    }
  }
}

function sampled42(count: i32, noise: i32): void {
  sampled(4, 2, count, noise);
}

function sampled43(count: i32, noise: i32): void {
  sampled(4, 3, count, noise);
}

function sampled44(count: i32, noise: i32): void {
  sampled(4, 4, count, noise);
}

function sampled62(count: i32, noise: i32): void {
  sampled(6, 2, count, noise);
}

function sampled63(count: i32, noise: i32): void {
  sampled(6, 3, count, noise);
}

function sampled64(count: i32, noise: i32): void {
  sampled(6, 4, count, noise);
}

@inline
function exact(K: i32, d: i32, iterations: i32): void {
  const stepsPerUnit = v128.load(constants);
  const rounder = v128.load(constants, 16);
  const stepHigh = v128.load(constants, 32);
  const stepLow = v128.load(constants, 48);
  const c3 = v128.load(constants, 64);
  const c2 = v128.load(constants, 80);
  const flush = v128.load(constants, 96);
  const zero = f64x2.splat(0);
  const odd = (actions & 1) != 0;
  // Masks: the bits that the last pair of logits keeps, and the bits that it takes.
  const kept = i64x2.replace_lane(i64x2.splat(-1), 1, odd ? 0 : -1);
  const taken = f64x2.replace_lane(zero, 1, odd ? -Infinity : 0);
  const eta = v128.load_splat<f64>(rate);
  let t = v128.load(theta);
  let u = d > 2 ? v128.load(theta, 16) : zero;
  let lost = load<f64>(regret);
  for (let n = 0; n < iterations; n++) {
    let z0 = logit(d, K, 0, t, u);
    let z1 = logit(d, K, 16, t, u);
    let z2 = zero;
    if (K > 4) {
      z2 = v128.or(v128.and(logit(d, K, 32, t, u), kept), taken);
    } else {
      z1 = v128.or(v128.and(z1, kept), taken);
    }
    let top = f64x2.pmax(z0, z1);
    if (K > 4) top = f64x2.pmax(top, z2);
    top = f64x2.pmax(first(top), second(top));

    // The first action with the greatest logit; 0 if no logit equals it, which happens only with NaN.
    let equal = i64x2.bitmask(f64x2.eq(z0, top)) | (i64x2.bitmask(f64x2.eq(z1, top)) << 2);
    if (K > 4) equal |= i64x2.bitmask(f64x2.eq(z2, top)) << 4;
    const worst = v128.load_splat<f64>(shortfalls + (<usize>(ctz(equal) & 31) << 3));

    const e0 = exponential(f64x2.sub(z0, top), exponentials, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush);
    const e1 = exponential(f64x2.sub(z1, top), exponentials + 16, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush);
    const e2 = K > 4 ? exponential(f64x2.sub(z2, top), exponentials + 32, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush) : zero;
    const r0 = f64x2.sub(worst, v128.load(shortfalls));
    const r1 = f64x2.sub(worst, v128.load(shortfalls, 16));
    const r2 = K > 4 ? f64x2.sub(worst, v128.load(shortfalls, 32)) : zero;
    const Z = total(K, e0, e1, e2);
    const sum = total(K, f64x2.mul(e0, r0), f64x2.mul(e1, r1), f64x2.mul(e2, r2));
    const scale = 1 / Z;
    const mean = sum * scale;
    lost += f64x2.extract_lane(worst, 0) - mean;

    const means = f64x2.splat(mean);
    const w0 = f64x2.mul(e0, f64x2.sub(r0, means));
    const w1 = f64x2.mul(e1, f64x2.sub(r1, means));
    const w2 = K > 4 ? f64x2.mul(e2, f64x2.sub(r2, means)) : zero;
    const scales = f64x2.splat(scale);
    t = f64x2.add(t, f64x2.mul(eta, f64x2.mul(slope(K, d, 0, odd, w0, w1, w2), scales)));
    if (d > 2) u = f64x2.add(u, f64x2.mul(eta, f64x2.mul(slope(K, d, 16, odd, w0, w1, w2), scales)));
  }
  v128.store(theta, t);
  if (d > 2) v128.store(theta, u, 16);
  store<f64>(regret, lost);
}

/** One iteration for each of the first `count` numbers in `uniforms`. */
@inline
function sampled(K: i32, d: i32, count: i32, noise: i32): void {
  const stepsPerUnit = v128.load(constants);
  const rounder = v128.load(constants, 16);
  const stepHigh = v128.load(constants, 32);
  const stepLow = v128.load(constants, 48);
  const c3 = v128.load(constants, 64);
  const c2 = v128.load(constants, 80);
  const flush = v128.load(constants, 96);
  const zero = f64x2.splat(0);
  const odd = (actions & 1) != 0;
  // Masks: the bits that the last pair of logits keeps, and the bits that it takes.
  const kept = i64x2.replace_lane(i64x2.splat(-1), 1, odd ? 0 : -1);
  const taken = f64x2.replace_lane(zero, 1, odd ? -Infinity : 0);
  const eta = v128.load_splat<f64>(rate);
  let t = v128.load(theta);
  let u = d > 2 ? v128.load(theta, 16) : zero;
  let lost = load<f64>(regret);
  for (let row: usize = 0; row < <usize>count * stride; row += stride) {
    let z0 = logit(d, K, 0, t, u);
    let z1 = logit(d, K, 16, t, u);
    let z2 = zero;
    if (K > 4) {
      z2 = v128.or(v128.and(logit(d, K, 32, t, u), kept), taken);
    } else {
      z1 = v128.or(v128.and(z1, kept), taken);
    }
    let top = f64x2.pmax(z0, z1);
    if (K > 4) top = f64x2.pmax(top, z2);
    top = f64x2.pmax(first(top), second(top));
    const e0 = exponential(f64x2.sub(z0, top), exponentials, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush);
    const e1 = exponential(f64x2.sub(z1, top), exponentials + 16, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush);
    const e2 = K > 4 ? exponential(f64x2.sub(z2, top), exponentials + 32, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush) : zero;

    // The action is the number of running sums up to the target, which is below Z.
    const s1 = f64x2.extract_lane(e0, 0);
    const s2 = s1 + f64x2.extract_lane(e0, 1);
    const s3 = s2 + f64x2.extract_lane(e1, 0);
    const s4 = s3 + f64x2.extract_lane(e1, 1);
    const s5 = K > 4 ? s4 + f64x2.extract_lane(e2, 0) : s4;
    const Z = K > 4 ? s5 + f64x2.extract_lane(e2, 1) : s4;
    const target = load<f64>(uniforms + row) * Z;
    let action = <usize>(s1 <= target) + <usize>(s2 <= target) + <usize>(s3 <= target);
    if (K > 4) action += <usize>(s4 <= target) + <usize>(s5 <= target);
    lost += load<f64>(shortfalls + (action << 3));

    const reward = rewardOf(action, row, noise);
    const scale = f64x2.splat(1 / Z);
    const own = features + action * (d > 2 ? 32 : 16);
    t = moved(t, v128.load(own), slope(K, d, 0, odd, e0, e1, e2), scale, reward, eta);
    if (d > 2) u = moved(u, v128.load(own, 16), slope(K, d, 16, odd, e0, e1, e2), scale, reward, eta);
  }
  v128.store(theta, t);
  if (d > 2) v128.store(theta, u, 16);
  store<f64>(regret, lost);
}

/** The logits of two actions, `at` bytes from the beginning of each column, for the parameters t and u. */
@inline
function logit(d: i32, K: i32, at: usize, t: v128, u: v128): v128 {
  const column = <usize>K << 3;
  const from = columns + at;
  let z = plus(f64x2.splat(0), v128.load(from), first(t));
  z = plus(z, v128.load(from + column), second(t));
  if (d > 2) z = plus(z, v128.load(from + 2 * column), first(u));
  if (d > 3) z = plus(z, v128.load(from + 3 * column), second(u));
  return z;
}

/** Σ_a w_a x_a for two parameters, `at` bytes from the beginning of each row. */
@inline
function slope(K: i32, d: i32, at: usize, odd: bool, w0: v128, w1: v128, w2: v128): v128 {
  const row: usize = d > 2 ? 32 : 16;
  const from = features + at;
  let g = plus(f64x2.splat(0), v128.load(from), first(w0));
  g = plus(g, v128.load(from + row), second(w0));
  g = plus(g, v128.load(from + 2 * row), first(w1));
  if (K == 4) return odd ? g : plus(g, v128.load(from + 3 * row), second(w1));
  g = plus(g, v128.load(from + 3 * row), second(w1));
  g = plus(g, v128.load(from + 4 * row), first(w2));
  return odd ? g : plus(g, v128.load(from + 5 * row), second(w2));
}

/** The sum of all entries, in their order. */
@inline
function total(K: i32, x0: v128, x1: v128, x2: v128): f64 {
  let sum: f64 = 0;
  sum = sum + f64x2.extract_lane(x0, 0) + f64x2.extract_lane(x0, 1);
  sum = sum + f64x2.extract_lane(x1, 0) + f64x2.extract_lane(x1, 1);
  return K > 4 ? sum + f64x2.extract_lane(x2, 0) + f64x2.extract_lane(x2, 1) : sum;
}

@inline
function first(v: v128): v128 {
  return v128.shuffle<f64>(v, v, 0, 0);
}

@inline
function second(v: v128): v128 {
  return v128.shuffle<f64>(v, v, 1, 1);
}
