/** Sampled Lin-SPG in lockstep. */
import { actionsOf, both, moved, rewardsOf } from './draw';
import { GAP } from './exact';
import { greatestOf, logitsOf, runningSums, softmax, transposedOf, watchGap } from './lockstep';
import { actions, BLOCK, features, ownFeatures, parameters, product, rate, running, stride, tabular, theta } from './memory';
import { drawBlock } from './noise';
import { advanceSmallSampled, isSmall } from './small';

export function advanceSampled(iterations: i32, noise: i32, watch: i32): void {
  for (let left = iterations; left > 0; left -= BLOCK) {
    const count = min(left, BLOCK);
    drawBlock(count, noise);
    if (isSmall()) advanceSmallSampled(count, noise, watch);
    else if (ownFeatures) advanceOwn(count, noise, watch);
    else advanceShared(count, noise, watch);
  }
}

// Separate functions, since the compiler would merge branches that differ only in a constant.
function advanceOwn(count: i32, noise: i32, watch: i32): void {
  advance(true, count, noise, watch);
}

function advanceShared(count: i32, noise: i32, watch: i32): void {
  advance(false, count, noise, watch);
}

@inline
function advance(own: bool, count: i32, noise: i32, watch: i32): void {
  const line = stride;
  for (let i = 0; i < count; i++) {
    logitsOf(own);
    greatestOf();
    softmax();
    runningSums();
    transposedOf(own);
    if (watch == GAP) watchGap();
    for (let pair: usize = 0; pair < line; pair += 16) update(own, pair, <usize>i * line, noise);
  }
}

/** Draws the actions and the rewards of two lanes, and steps: θ += η·R(x_a − Xᵀe/Z). */
@inline
function update(own: bool, pair: usize, row: usize, noise: i32): void {
  const line = stride;
  const Z = v128.load(running + pair + <usize>(actions - 1) * line);
  const drawn = actionsOf(pair, row, Z);
  const first = i32x4.extract_lane(drawn, 0);
  const second = i32x4.extract_lane(drawn, 2);
  const reward = rewardsOf(first, second, pair, row, noise);
  const scale = f64x2.div(f64x2.splat(1), Z);
  const eta = v128.load(rate + pair);
  const end = theta + <usize>parameters * line;
  let mean = product + pair;
  if (tabular) {
    let k = i64x2.splat(0);
    for (let at = theta + pair; at < end; at += line, mean += line) {
      const x = v128.and(i64x2.eq(k, drawn), f64x2.splat(1));
      v128.store(at, moved(v128.load(at), x, v128.load(mean), scale, reward, eta));
      k = i64x2.add(k, i64x2.splat(1));
    }
    return;
  }
  const entry: usize = own ? line : 8;
  const length = <usize>parameters * entry;
  let a = features + <usize>first * length + (own ? pair : 0);
  let b = features + <usize>second * length + (own ? pair + 8 : 0);
  for (let at = theta + pair; at < end; at += line, mean += line) {
    v128.store(at, moved(v128.load(at), both(a, b), v128.load(mean), scale, reward, eta));
    a += entry;
    b += entry;
  }
}
