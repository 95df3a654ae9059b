/** Exact Lin-SPG in lockstep. */
import { dominantOf, logitsOf, softmax, transposedOf } from './lockstep';
import {
  actions,
  below,
  exponentials,
  least,
  ownFeatures,
  parameters,
  peaks,
  product,
  rate,
  regret,
  shortfalls,
  stride,
  theta,
} from './memory';
import { advanceSmallExact, isSmall } from './small';

/** The quantities that a stop can watch. */
export const GAP = 1;
export const GRADIENT = 2;

/** @param watch 0, GAP or GRADIENT: what `least` keeps the least value of; the gradient's is (‖∇f‖ / below)². */
export function advanceExact(iterations: i32, watch: i32): void {
  if (isSmall() && watch == 0) advanceSmallExact(iterations);
  else if (ownFeatures) advanceOwn(iterations, watch);
  else advanceShared(iterations, watch);
}

// Separate functions, since the compiler would merge branches that differ only in a constant.
function advanceOwn(iterations: i32, watch: i32): void {
  advance(true, iterations, watch);
}

function advanceShared(iterations: i32, watch: i32): void {
  advance(false, iterations, watch);
}

@inline
function advance(own: bool, iterations: i32, watch: i32): void {
  for (let t = 0; t < iterations; t++) {
    logitsOf(own);
    dominantOf();
    softmax();
    weights(watch == GAP);
    transposedOf(own);
    if (watch == GRADIENT) watchGradient();
    step();
  }
}

/** Replaces the exponentials by e_a (r_a − f), and the greatest logits by 1/Z. */
@inline
function weights(watchGap: bool): void {
  const line = stride;
  const end = exponentials + <usize>actions * line;
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  for (let quad: usize = 0; quad < line; quad += 32) {
    const worst0 = v128.load(peaks + line + quad);
    const worst1 = v128.load(peaks + line + quad, 16);
    let Z0 = zero;
    let Z1 = zero;
    let sum0 = zero;
    let sum1 = zero;
    let d = shortfalls + quad;
    for (let e = exponentials + quad; e < end; e += line, d += line) {
      const e0 = v128.load(e);
      const e1 = v128.load(e, 16);
      Z0 = f64x2.add(Z0, e0);
      Z1 = f64x2.add(Z1, e1);
      sum0 = f64x2.add(sum0, f64x2.mul(e0, f64x2.sub(worst0, v128.load(d))));
      sum1 = f64x2.add(sum1, f64x2.mul(e1, f64x2.sub(worst1, v128.load(d, 16))));
    }
    const scale0 = f64x2.div(one, Z0);
    const scale1 = f64x2.div(one, Z1);
    const mean0 = f64x2.mul(sum0, scale0);
    const mean1 = f64x2.mul(sum1, scale1);
    v128.store(peaks + quad, scale0);
    v128.store(peaks + quad, scale1, 16);
    const gap0 = f64x2.sub(worst0, mean0);
    const gap1 = f64x2.sub(worst1, mean1);
    v128.store(regret + quad, f64x2.add(v128.load(regret + quad), gap0));
    v128.store(regret + quad, f64x2.add(v128.load(regret + quad, 16), gap1), 16);
    if (watchGap) {
      v128.store(least + quad, f64x2.pmin(v128.load(least + quad), gap0));
      v128.store(least + quad, f64x2.pmin(v128.load(least + quad, 16), gap1), 16);
    }
    d = shortfalls + quad;
    for (let e = exponentials + quad; e < end; e += line, d += line) {
      const r0 = f64x2.sub(f64x2.sub(worst0, v128.load(d)), mean0);
      const r1 = f64x2.sub(f64x2.sub(worst1, v128.load(d, 16)), mean1);
      v128.store(e, f64x2.mul(v128.load(e), r0));
      v128.store(e, f64x2.mul(v128.load(e, 16), r1), 16);
    }
  }
}

/** θ += η·(Xᵀw/Z). */
@inline
function step(): void {
  const line = stride;
  for (let pair: usize = 0; pair < line; pair += 16) {
    const scale = v128.load(peaks + pair);
    const eta = v128.load(rate + pair);
    let g = product + pair;
    const end = theta + <usize>parameters * line;
    for (let at = theta + pair; at < end; at += line, g += line) {
      v128.store(at, f64x2.add(v128.load(at), f64x2.mul(eta, f64x2.mul(v128.load(g), scale))));
    }
  }
}

function watchGradient(): void {
  const line = stride;
  for (let pair: usize = 0; pair < line; pair += 16) {
    const scale = f64x2.div(v128.load(peaks + pair), v128.load(below + pair));
    let square = f64x2.splat(0);
    let g = product + pair;
    for (let k = 0; k < parameters; k++, g += line) {
      const part = f64x2.mul(v128.load(g), scale);
      square = f64x2.add(square, f64x2.mul(part, part));
    }
    v128.store(least + pair, f64x2.pmin(v128.load(least + pair), square));
  }
}
