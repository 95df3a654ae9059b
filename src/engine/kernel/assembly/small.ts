/**
 * Lockstep for lanes with features of their own and so few parameters (2 to 4) that they stay in registers. The operations and their
 * order are those of exact.ts and sampled.ts; here each logit is compared to the greatest one at once, and each weight is used with its features and the draw.
 *
 * Each number of parameters has functions of its own, since the compiler would merge branches that differ only in a constant.
 */
import { actionsOf, both, moved, rewardsOf } from './draw';
import { GAP } from './exact';
import { softmax, watchGap } from './lockstep';
import {
  actions,
  exponentials,
  features,
  logits,
  ownFeatures,
  parameters,
  peaks,
  rate,
  regret,
  running,
  shortfalls,
  stride,
  theta,
} from './memory';
import { plus } from './product';

/** Whether this file serves a group. */
@inline
export function isSmall(): bool {
  return ownFeatures && parameters >= 2 && parameters <= 4;
}

export function advanceSmallExact(iterations: i32): void {
  if (parameters == 2) exact2(iterations);
  else if (parameters == 3) exact3(iterations);
  else exact4(iterations);
}

function exact2(iterations: i32): void {
  exact(2, iterations);
}

function exact3(iterations: i32): void {
  exact(3, iterations);
}

function exact4(iterations: i32): void {
  exact(4, iterations);
}

@inline
function exact(d: i32, iterations: i32): void {
  for (let t = 0; t < iterations; t++) {
    smallLogits(d, true);
    softmax();
    exactStep(d);
  }
}

/** One iteration for each of the first `count` rows of random numbers. */
export function advanceSmallSampled(count: i32, noise: i32, watch: i32): void {
  if (parameters == 2) sampled2(count, noise, watch);
  else if (parameters == 3) sampled3(count, noise, watch);
  else sampled4(count, noise, watch);
}

function sampled2(count: i32, noise: i32, watch: i32): void {
  sampled(2, count, noise, watch);
}

function sampled3(count: i32, noise: i32, watch: i32): void {
  sampled(3, count, noise, watch);
}

function sampled4(count: i32, noise: i32, watch: i32): void {
  sampled(4, count, noise, watch);
}

@inline
function sampled(d: i32, count: i32, noise: i32, watch: i32): void {
  const line = stride;
  for (let i = 0; i < count; i++) {
    smallLogits(d, false);
    softmax();
    for (let pair: usize = 0; pair < line; pair += 16) smallSampledStep(d, pair, <usize>i * line, noise);
    if (watch == GAP) watchGap();
  }
}

/** Logits, and the greatest one of each lane; with `dominant`, also how far the reward of its action lies below the best. */
@inline
export function smallLogits(d: i32, dominant: bool): void {
  const line = stride;
  const zero = f64x2.splat(0);
  const end = logits + <usize>actions * line;
  for (let quad: usize = 0; quad < line; quad += 32) {
    const at = theta + quad;
    const a0 = v128.load(at);
    const a1 = v128.load(at, 16);
    const b0 = v128.load(at + line);
    const b1 = v128.load(at + line, 16);
    const c0 = d > 2 ? v128.load(at + 2 * line) : zero;
    const c1 = d > 2 ? v128.load(at + 2 * line, 16) : zero;
    const d0 = d > 3 ? v128.load(at + 3 * line) : zero;
    const d1 = d > 3 ? v128.load(at + 3 * line, 16) : zero;
    let x = features + quad;
    let delta = shortfalls + quad;
    let top0 = f64x2.splat(-Infinity);
    let top1 = top0;
    let worst0 = zero;
    let worst1 = zero;
    for (let z = logits + quad; z < end; z += line) {
      let z0 = f64x2.mul(v128.load(x), a0);
      let z1 = f64x2.mul(v128.load(x, 16), a1);
      x += line;
      z0 = plus(z0, v128.load(x), b0);
      z1 = plus(z1, v128.load(x, 16), b1);
      x += line;
      if (d > 2) {
        z0 = plus(z0, v128.load(x), c0);
        z1 = plus(z1, v128.load(x, 16), c1);
        x += line;
      }
      if (d > 3) {
        z0 = plus(z0, v128.load(x), d0);
        z1 = plus(z1, v128.load(x, 16), d1);
        x += line;
      }
      v128.store(z, z0);
      v128.store(z, z1, 16);
      if (dominant) {
        worst0 = v128.bitselect(v128.load(delta), worst0, f64x2.gt(z0, top0));
        worst1 = v128.bitselect(v128.load(delta, 16), worst1, f64x2.gt(z1, top1));
        delta += line;
      }
      top0 = f64x2.pmax(top0, z0);
      top1 = f64x2.pmax(top1, z1);
    }
    v128.store(peaks + quad, top0);
    v128.store(peaks + quad, top1, 16);
    if (dominant) {
      v128.store(peaks + line + quad, worst0);
      v128.store(peaks + line + quad, worst1, 16);
    }
  }
}

/** From the exponentials to the next parameters: θ += η·(Xᵀw/Z), w_a = e_a (r_a − f). */
@inline
function exactStep(d: i32): void {
  const line = stride;
  const end = exponentials + <usize>actions * line;
  for (let pair: usize = 0; pair < line; pair += 16) {
    const worst = v128.load(peaks + line + pair);
    let Z = f64x2.splat(0);
    let sum = f64x2.splat(0);
    let delta = shortfalls + pair;
    for (let e = exponentials + pair; e < end; e += line, delta += line) {
      const weight = v128.load(e);
      Z = f64x2.add(Z, weight);
      sum = f64x2.add(sum, f64x2.mul(weight, f64x2.sub(worst, v128.load(delta))));
    }
    const scale = f64x2.div(f64x2.splat(1), Z);
    const mean = f64x2.mul(sum, scale);
    v128.store(regret + pair, f64x2.add(v128.load(regret + pair), f64x2.sub(worst, mean)));
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let f = a;
    let x = features + pair;
    delta = shortfalls + pair;
    for (let e = exponentials + pair; e < end; e += line, delta += line) {
      const w = f64x2.mul(v128.load(e), f64x2.sub(f64x2.sub(worst, v128.load(delta)), mean));
      a = plus(a, v128.load(x), w);
      x += line;
      b = plus(b, v128.load(x), w);
      x += line;
      if (d > 2) {
        c = plus(c, v128.load(x), w);
        x += line;
      }
      if (d > 3) {
        f = plus(f, v128.load(x), w);
        x += line;
      }
    }
    const eta = v128.load(rate + pair);
    const at = theta + pair;
    stepTo(at, eta, scale, a);
    stepTo(at + line, eta, scale, b);
    if (d > 2) stepTo(at + 2 * line, eta, scale, c);
    if (d > 3) stepTo(at + 3 * line, eta, scale, f);
  }
}

@inline
function stepTo(at: usize, eta: v128, scale: v128, g: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(eta, f64x2.mul(g, scale))));
}

/** From the exponentials of two lanes to the next parameters: θ += η·R(x_a − Xᵀe/Z). */
@inline
export function smallSampledStep(d: i32, pair: usize, row: usize, noise: i32): void {
  const line = stride;
  const end = exponentials + <usize>actions * line;
  let Z = f64x2.splat(0);
  let a = Z;
  let b = Z;
  let c = Z;
  let f = Z;
  let to = running + pair;
  let x = features + pair;
  for (let at = exponentials + pair; at < end; at += line, to += line) {
    const e = v128.load(at);
    Z = f64x2.add(Z, e);
    v128.store(to, Z);
    a = plus(a, v128.load(x), e);
    x += line;
    b = plus(b, v128.load(x), e);
    x += line;
    if (d > 2) {
      c = plus(c, v128.load(x), e);
      x += line;
    }
    if (d > 3) {
      f = plus(f, v128.load(x), e);
      x += line;
    }
  }
  const drawn = actionsOf(pair, row, Z);
  const first = i32x4.extract_lane(drawn, 0);
  const second = i32x4.extract_lane(drawn, 2);
  const reward = rewardsOf(first, second, pair, row, noise);
  const scale = f64x2.div(f64x2.splat(1), Z);
  const eta = v128.load(rate + pair);
  const at = theta + pair;
  const inFirst = features + <usize>(first * d) * line + pair;
  const inSecond = features + <usize>(second * d) * line + pair + 8;
  drawnTo(at, inFirst, inSecond, a, scale, reward, eta);
  drawnTo(at + line, inFirst + line, inSecond + line, b, scale, reward, eta);
  if (d > 2) drawnTo(at + 2 * line, inFirst + 2 * line, inSecond + 2 * line, c, scale, reward, eta);
  if (d > 3) drawnTo(at + 3 * line, inFirst + 3 * line, inSecond + 3 * line, f, scale, reward, eta);
}

@inline
function drawnTo(at: usize, first: usize, second: usize, mean: v128, scale: v128, reward: v128, eta: v128): void {
  v128.store(at, moved(v128.load(at), both(first, second), mean, scale, reward, eta));
}
