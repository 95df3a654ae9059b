/** Sampled Lin-SPG in lockstep. */
import { beta } from './beta';
import { GAP } from './exact';
import { greatestOf, logitsOf, runningSums, softmax, transposedOf } from './lockstep';
import {
  actions,
  BLOCK,
  exponentials,
  features,
  least,
  noises,
  ownFeatures,
  parameters,
  peaks,
  product,
  rate,
  regret,
  rewards,
  running,
  shapes,
  shortfalls,
  sigma,
  stride,
  tabular,
  theta,
  uniforms,
} from './memory';
import { BERNOULLI, BETA, drawBlock, GAUSSIAN } from './noise';
import { isSmall, smallLogits, smallSums } from './small';

export function advanceSampled(iterations: i32, noise: i32, watch: i32): void {
  if (isSmall()) {
    if (parameters == 2) advance2(iterations, noise, watch);
    else if (parameters == 3) advance3(iterations, noise, watch);
    else advance4(iterations, noise, watch);
  } else if (ownFeatures) {
    advanceOwn(iterations, noise, watch);
  } else {
    advanceShared(iterations, noise, watch);
  }
}

// A function each: of arms that differ in a constant only, the compiler would make one again.
function advance2(iterations: i32, noise: i32, watch: i32): void {
  advance(true, 2, iterations, noise, watch);
}

function advance3(iterations: i32, noise: i32, watch: i32): void {
  advance(true, 3, iterations, noise, watch);
}

function advance4(iterations: i32, noise: i32, watch: i32): void {
  advance(true, 4, iterations, noise, watch);
}

function advanceOwn(iterations: i32, noise: i32, watch: i32): void {
  advance(true, 0, iterations, noise, watch);
}

function advanceShared(iterations: i32, noise: i32, watch: i32): void {
  advance(false, 0, iterations, noise, watch);
}

/** @param d the number of parameters where it is small, else 0. */
@inline
function advance(own: bool, d: i32, iterations: i32, noise: i32, watch: i32): void {
  const line = stride;
  for (let left = iterations; left > 0; left -= BLOCK) {
    const count = min(left, BLOCK);
    drawBlock(count, noise);
    for (let i = 0; i < count; i++) {
      const row = <usize>i * line;
      if (d > 0) {
        smallLogits(d, false);
        softmax();
        smallSums(d);
      } else {
        logitsOf(own);
        greatestOf();
        softmax();
        runningSums();
        transposedOf(own);
      }
      if (watch == GAP) watchGap();
      for (let pair: usize = 0; pair < line; pair += 16) update(own, d, pair, row, noise);
    }
  }
}

/** Draws the actions and the rewards of two lanes, and steps: θ += η·R(x_a − Xᵀe/Z). */
@inline
export function update(own: bool, d: i32, pair: usize, row: usize, noise: i32): void {
  const line = stride;
  const Z = v128.load(running + pair + <usize>(actions - 1) * line);
  const target = f64x2.mul(v128.load(uniforms + row + pair), Z);
  // The action is the number of running sums up to the target; a comparison that holds is −1.
  let count = i64x2.splat(0);
  const last = running + <usize>(actions - 1) * line;
  for (let sum = running + pair; sum < last; sum += line) {
    count = i64x2.sub(count, f64x2.le(v128.load(sum), target));
  }
  const first = i32x4.extract_lane(count, 0);
  const second = i32x4.extract_lane(count, 2);
  const inFirst = <usize>first * line + pair;
  const inSecond = <usize>second * line + pair + 8;
  const lost = both(shortfalls + inFirst, shortfalls + inSecond);
  v128.store(regret + pair, f64x2.add(v128.load(regret + pair), lost));

  let reward = both(rewards + inFirst, rewards + inSecond);
  if (noise == BERNOULLI) {
    reward = v128.and(f64x2.lt(v128.load(noises + row + pair), reward), f64x2.splat(1));
  } else if (noise == GAUSSIAN) {
    const moved = f64x2.add(reward, f64x2.mul(v128.load(sigma + pair), v128.load(noises + row + pair)));
    reward = f64x2.pmin(f64x2.splat(1), f64x2.pmax(f64x2.splat(0), moved));
  } else if (noise == BETA) {
    const word = noises + row + pair;
    const begin = <i32>(pair >> 3) * actions;
    const x = beta(shapes + <usize>(begin + first) * 48, load<u64>(word));
    const y = beta(shapes + <usize>(begin + actions + second) * 48, load<u64>(word, 8));
    reward = f64x2.replace_lane(f64x2.splat(x), 1, y);
  }

  const scale = f64x2.div(f64x2.splat(1), Z);
  const eta = v128.load(rate + pair);
  const end = theta + <usize>parameters * line;
  let mean = product + pair;
  if (d > 0) {
    let a = features + <usize>(first * d) * line + pair;
    let b = features + <usize>(second * d) * line + pair + 8;
    let at = theta + pair;
    for (let k = 0; k < d; k++) {
      move(at, both(a, b), mean, scale, reward, eta);
      at += line;
      mean += line;
      a += line;
      b += line;
    }
    return;
  }
  if (tabular) {
    let k = i64x2.splat(0);
    for (let at = theta + pair; at < end; at += line, mean += line) {
      const own = v128.and(i64x2.eq(k, count), f64x2.splat(1));
      move(at, own, mean, scale, reward, eta);
      k = i64x2.add(k, i64x2.splat(1));
    }
    return;
  }
  const entry: usize = own ? line : 8;
  const length = <usize>parameters * entry;
  let a = features + <usize>first * length + (own ? pair : 0);
  let b = features + <usize>second * length + (own ? pair + 8 : 0);
  for (let at = theta + pair; at < end; at += line, mean += line) {
    move(at, both(a, b), mean, scale, reward, eta);
    a += entry;
    b += entry;
  }
}

@inline
function move(at: usize, own: v128, mean: usize, scale: v128, reward: v128, eta: v128): void {
  const away = f64x2.sub(own, f64x2.mul(v128.load(mean), scale));
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(eta, f64x2.mul(reward, away))));
}

/** Two numbers as a vector. */
@inline
function both(first: usize, second: usize): v128 {
  return v128.load_lane<f64>(second, v128.load_splat<f64>(first), 1);
}

/** Keeps the least gap, Σ e_a δ_a / Z. */
function watchGap(): void {
  const line = stride;
  for (let pair: usize = 0; pair < line; pair += 16) {
    let sum = f64x2.splat(0);
    const end = exponentials + <usize>actions * line;
    let d = shortfalls + pair;
    for (let e = exponentials + pair; e < end; e += line, d += line) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(e), v128.load(d)));
    }
    const gap = f64x2.div(sum, v128.load(running + pair + <usize>(actions - 1) * line));
    v128.store(least + pair, f64x2.pmin(v128.load(least + pair), gap));
  }
}
