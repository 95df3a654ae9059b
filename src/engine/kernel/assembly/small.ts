/**
 * The phases of lockstep where parameters are so few (2 to 4) that they stay in registers. What is computed, and in which order, is as in
 * lockstep.ts and exact.ts; here a logit meets the greatest one at once, and a weight its features.
 */
import {
  actions,
  exponentials,
  features,
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
} from './memory';

/** Where these phases serve. */
@inline
export function isSmall(): bool {
  return !tabular && parameters >= 2 && parameters <= 4;
}

@inline
function entry(own: bool, at: usize, second: usize): v128 {
  return own ? v128.load(at + second) : v128.load_splat<f64>(at);
}

@inline
function plus(sum: v128, x: v128, y: v128): v128 {
  return f64x2.add(sum, f64x2.mul(x, y));
}

/** Logits, and of each lane the greatest; with `dominant` also how far that action's reward lies below the best. */
@inline
export function smallLogits(own: bool, dominant: bool): void {
  if (parameters == 2) logitsOf(2, own, dominant);
  else if (parameters == 3) logitsOf(3, own, dominant);
  else logitsOf(4, own, dominant);
}

@inline
function logitsOf(d: i32, own: bool, dominant: bool): void {
  const line = stride;
  const zero = f64x2.splat(0);
  const step: usize = own ? line : 8;
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
    let x = own ? features + quad : features;
    let delta = shortfalls + quad;
    let top0 = f64x2.splat(0);
    let top1 = top0;
    let worst0 = top0;
    let worst1 = top0;
    for (let z = logits + quad; z < end; z += line) {
      let z0 = plus(zero, entry(own, x, 0), a0);
      let z1 = plus(zero, entry(own, x, 16), a1);
      x += step;
      z0 = plus(z0, entry(own, x, 0), b0);
      z1 = plus(z1, entry(own, x, 16), b1);
      x += step;
      if (d > 2) {
        z0 = plus(z0, entry(own, x, 0), c0);
        z1 = plus(z1, entry(own, x, 16), c1);
        x += step;
      }
      if (d > 3) {
        z0 = plus(z0, entry(own, x, 0), d0);
        z1 = plus(z1, entry(own, x, 16), d1);
        x += step;
      }
      v128.store(z, z0);
      v128.store(z, z1, 16);
      if (z == logits + quad) {
        top0 = z0;
        top1 = z1;
        if (dominant) {
          worst0 = v128.load(delta);
          worst1 = v128.load(delta, 16);
        }
      } else {
        if (dominant) {
          worst0 = v128.bitselect(v128.load(delta), worst0, f64x2.gt(z0, top0));
          worst1 = v128.bitselect(v128.load(delta, 16), worst1, f64x2.gt(z1, top1));
        }
        top0 = f64x2.pmax(top0, z0);
        top1 = f64x2.pmax(top1, z1);
      }
      delta += line;
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
export function smallExactStep(own: bool): void {
  if (parameters == 2) exactStep(2, own);
  else if (parameters == 3) exactStep(3, own);
  else exactStep(4, own);
}

@inline
function exactStep(d: i32, own: bool): void {
  const line = stride;
  for (let pair: usize = 0; pair < line; pair += 16) {
    const end = exponentials + <usize>actions * line;
    const entryStep: usize = own ? line : 8;
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
    let x = own ? features + pair : features;
    delta = shortfalls + pair;
    for (let e = exponentials + pair; e < end; e += line, delta += line) {
      const w = f64x2.mul(v128.load(e), f64x2.sub(f64x2.sub(worst, v128.load(delta)), mean));
      a = plus(a, entry(own, x, 0), w);
      x += entryStep;
      b = plus(b, entry(own, x, 0), w);
      x += entryStep;
      if (d > 2) {
        c = plus(c, entry(own, x, 0), w);
        x += entryStep;
      }
      if (d > 3) {
        f = plus(f, entry(own, x, 0), w);
        x += entryStep;
      }
    }
    const eta = v128.load(rate + pair);
    const at = theta + pair;
    moved(at, eta, scale, a);
    moved(at + line, eta, scale, b);
    if (d > 2) moved(at + 2 * line, eta, scale, c);
    if (d > 3) moved(at + 3 * line, eta, scale, f);
  }
}

@inline
function moved(at: usize, eta: v128, scale: v128, g: v128): void {
  v128.store(at, f64x2.add(v128.load(at), f64x2.mul(eta, f64x2.mul(g, scale))));
}

/** Running sums of the exponentials, and Xᵀe. */
@inline
export function smallSums(own: bool): void {
  if (parameters == 2) sums(2, own);
  else if (parameters == 3) sums(3, own);
  else sums(4, own);
}

@inline
function sums(d: i32, own: bool): void {
  const line = stride;
  const entryStep: usize = own ? line : 8;
  const end = exponentials + <usize>actions * line;
  for (let pair: usize = 0; pair < line; pair += 16) {
    let sum = f64x2.splat(0);
    let a = sum;
    let b = sum;
    let c = sum;
    let f = sum;
    let to = running + pair;
    let x = own ? features + pair : features;
    for (let at = exponentials + pair; at < end; at += line, to += line) {
      const e = v128.load(at);
      sum = f64x2.add(sum, e);
      v128.store(to, sum);
      a = plus(a, entry(own, x, 0), e);
      x += entryStep;
      b = plus(b, entry(own, x, 0), e);
      x += entryStep;
      if (d > 2) {
        c = plus(c, entry(own, x, 0), e);
        x += entryStep;
      }
      if (d > 3) {
        f = plus(f, entry(own, x, 0), e);
        x += entryStep;
      }
    }
    const at = product + pair;
    v128.store(at, a);
    v128.store(at + line, b);
    if (d > 2) v128.store(at + 2 * line, c);
    if (d > 3) v128.store(at + 3 * line, f);
  }
}
