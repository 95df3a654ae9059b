/** One run, vectorised over actions and over parameters; ../../iterate.ts, operation for operation. */
import { moved, rewardOf } from './draw';
import { GAP, GRADIENT } from './exact';
import { exponential, exponentialsOf } from './exp';
import {
  actions,
  below,
  BLOCK,
  columns,
  constants,
  even,
  exponentials,
  features,
  least,
  logits,
  parameters,
  peaks,
  product,
  rate,
  regret,
  running,
  shortfalls,
  stride,
  tabular,
  theta,
  uniforms,
} from './memory';
import { drawBlock } from './noise';
import { combined } from './combination';
import { advanceSmallSoloExact, advanceSmallSoloSampled, isSmallSolo } from './smallSolo';

export function advanceSoloExact(iterations: i32, watch: i32): void {
  if (isSmallSolo() && watch == 0) {
    advanceSmallSoloExact(iterations);
    return;
  }
  for (let t = 0; t < iterations; t++) {
    logitsOf();
    const top = greatest();
    const worst = load<f64>(shortfalls + (indexOf(top) << 3));
    softmax(top);
    const scale = weights(worst, watch == GAP);
    transposedOf();
    if (watch == GRADIENT) watchGradient(scale);
    step(scale);
  }
}

export function advanceSoloSampled(iterations: i32, noise: i32, watch: i32): void {
  if (isSmallSolo() && watch == 0) {
    advanceSmallSoloSampled(iterations, noise);
    return;
  }
  for (let left = iterations; left > 0; left -= BLOCK) {
    const count = min(left, BLOCK);
    drawBlock(count, noise);
    for (let i = 0; i < count; i++) {
      const row = <usize>i * stride;
      logitsOf();
      const Z = runningSums(greatest());
      if (watch == GAP) watchGap(Z);
      transposedOf();
      update(Z, load<f64>(uniforms + row) * Z, row, noise);
    }
  }
}

/** z = Xθ. A padding action has no exponential. */
@inline
function logitsOf(): void {
  if (!tabular) combined(logits, even(actions), columns, theta, parameters);
  if (actions & 1) store<f64>(logits + (<usize>actions << 3), -Infinity);
}

/** Xᵀw of the weights that have replaced the exponentials. */
@inline
function transposedOf(): void {
  if (!tabular) combined(product, even(parameters), features, exponentials, actions);
}

@inline
function greatest(): f64 {
  const bytes = <usize>even(actions) << 3;
  const end = logits + bytes;
  // Four independent chains at a time.
  const fours = logits + (bytes & ~63);
  let top0 = f64x2.splat(-Infinity);
  let top1 = top0;
  let top2 = top0;
  let top3 = top0;
  let z = logits;
  for (; z < fours; z += 64) {
    top0 = f64x2.pmax(top0, v128.load(z));
    top1 = f64x2.pmax(top1, v128.load(z, 16));
    top2 = f64x2.pmax(top2, v128.load(z, 32));
    top3 = f64x2.pmax(top3, v128.load(z, 48));
  }
  for (; z < end; z += 16) top0 = f64x2.pmax(top0, v128.load(z));
  const top = f64x2.pmax(f64x2.pmax(top0, top1), f64x2.pmax(top2, top3));
  const first = f64x2.extract_lane(top, 0);
  const second = f64x2.extract_lane(top, 1);
  return first < second ? second : first;
}

/** The first action with the logit `top`; 0 if no logit equals it, which happens only with NaN. */
@inline
function indexOf(top: f64): usize {
  const tops = f64x2.splat(top);
  const end = <usize>even(actions) << 3;
  for (let at: usize = 0; at < end; at += 16) {
    const equal = i64x2.bitmask(f64x2.eq(v128.load(logits + at), tops));
    if (equal) return (at >> 3) + <usize>ctz(equal);
  }
  return 0;
}

@inline
function softmax(top: f64): void {
  v128.store(peaks, f64x2.splat(top));
  exponentialsOf(logits, exponentials, peaks, even(actions) >> 1, 1);
}

/** Replaces the exponentials by e_a (r_a − f). @returns 1/Z. */
@inline
function weights(worst: f64, watchGap: bool): f64 {
  const end = exponentials + (<usize>even(actions) << 3);
  const worsts = f64x2.splat(worst);
  let Z: f64 = 0;
  let sum: f64 = 0;
  let d = shortfalls;
  for (let at = exponentials; at < end; at += 16, d += 16) {
    const e = v128.load(at);
    const term = f64x2.mul(e, f64x2.sub(worsts, v128.load(d)));
    Z = Z + f64x2.extract_lane(e, 0) + f64x2.extract_lane(e, 1);
    sum = sum + f64x2.extract_lane(term, 0) + f64x2.extract_lane(term, 1);
  }
  const scale = 1 / Z;
  const mean = sum * scale;
  const gap = worst - mean;
  store<f64>(regret, load<f64>(regret) + gap);
  if (watchGap && gap < load<f64>(least)) store<f64>(least, gap);
  const means = f64x2.splat(mean);
  d = shortfalls;
  for (let at = exponentials; at < end; at += 16, d += 16) {
    const reward = f64x2.sub(f64x2.sub(worsts, v128.load(d)), means);
    v128.store(at, f64x2.mul(v128.load(at), reward));
  }
  return scale;
}

/** θ += η·(Xᵀw/Z). */
@inline
function step(scale: f64): void {
  const scales = f64x2.splat(scale);
  const eta = f64x2.splat(load<f64>(rate));
  const end = theta + (<usize>even(parameters) << 3);
  let g = product;
  for (let at = theta; at < end; at += 16, g += 16) {
    v128.store(at, f64x2.add(v128.load(at), f64x2.mul(eta, f64x2.mul(v128.load(g), scales))));
  }
}

/** e_a = exp(z_a − top) and their running sums. @returns the last sum, Z. */
@inline
function runningSums(top: f64): f64 {
  const stepsPerUnit = v128.load(constants);
  const rounder = v128.load(constants, 16);
  const stepHigh = v128.load(constants, 32);
  const stepLow = v128.load(constants, 48);
  const c3 = v128.load(constants, 64);
  const c2 = v128.load(constants, 80);
  const flush = v128.load(constants, 96);
  const peak = f64x2.splat(top);
  const end = exponentials + (<usize>even(actions) << 3);
  let sum: f64 = 0;
  let z = logits;
  let to = running;
  for (let at = exponentials; at < end; at += 16, z += 16, to += 16) {
    const y = f64x2.sub(v128.load(z), peak);
    const e = exponential(y, at, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush);
    v128.store(at, e);
    sum += f64x2.extract_lane(e, 0);
    store<f64>(to, sum);
    sum += f64x2.extract_lane(e, 1);
    store<f64>(to, sum, 8);
  }
  return sum;
}

/** Draws the action and the reward, and steps: θ += η·R(x_a − Xᵀe/Z). */
@inline
function update(Z: f64, target: f64, row: usize, noise: i32): void {
  // The action is the number of running sums up to the target, which is below the last sum; a comparison that holds is −1 in SIMD.
  const targets = f64x2.splat(target);
  let count = i64x2.splat(0);
  const last = running + (<usize>even(actions) << 3);
  for (let sum = running; sum < last; sum += 16) count = i64x2.sub(count, f64x2.le(v128.load(sum), targets));
  const action = <usize>(i64x2.extract_lane(count, 0) + i64x2.extract_lane(count, 1));
  store<f64>(regret, load<f64>(regret) + load<f64>(shortfalls + (action << 3)));

  const reward = rewardOf(action, row, noise);
  const scales = f64x2.splat(1 / Z);
  const eta = f64x2.splat(load<f64>(rate));
  const end = theta + (<usize>even(parameters) << 3);
  let mean = product;
  let own = features + (action << 3) * even(parameters);
  const chosen = theta + (action << 3);
  for (let at = theta; at < end; at += 16, mean += 16, own += 16) {
    const x = tabular ? unitAt(at, chosen) : v128.load(own);
    v128.store(at, moved(v128.load(at), x, v128.load(mean), scales, reward, eta));
  }
}

/** The part at `at` of the unit vector whose 1 is at position `chosen`. */
@inline
function unitAt(at: usize, chosen: usize): v128 {
  return f64x2.replace_lane(f64x2.splat(at == chosen ? 1 : 0), 1, at + 8 == chosen ? 1 : 0);
}

function watchGap(Z: f64): void {
  let sum: f64 = 0;
  for (let at: usize = 0; at < <usize>actions << 3; at += 8) {
    sum += load<f64>(exponentials + at) * load<f64>(shortfalls + at);
  }
  const gap = sum / Z;
  if (gap < load<f64>(least)) store<f64>(least, gap);
}

function watchGradient(scale: f64): void {
  const unit = scale / load<f64>(below);
  let square: f64 = 0;
  for (let at: usize = 0; at < <usize>parameters << 3; at += 8) {
    const part = load<f64>(product + at) * unit;
    square += part * part;
  }
  if (square < load<f64>(least)) store<f64>(least, square);
}
