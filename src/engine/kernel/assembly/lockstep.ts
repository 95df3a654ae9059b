/** Several runs in lockstep, one in each lane; ../../iterate.ts, operation for operation. Four lanes (a quad, two vectors) at a time. */
import { exponentialsOf } from './exp';
import {
  actions,
  columns,
  exponentials,
  features,
  least,
  logits,
  parameters,
  peaks,
  product,
  running,
  shortfalls,
  stride,
  tabular,
  theta,
} from './memory';
import { ownProducts, sharedProducts } from './product';

/** z = Xθ. */
@inline
export function logitsOf(own: bool): void {
  if (tabular) return;
  const d = <usize>parameters;
  if (own) ownProducts(logits, features, actions, d * stride, parameters, stride, theta);
  else sharedProducts(logits, features, actions, d << 3, parameters, 8, theta);
}

/** Xᵀw of the weights that have replaced the exponentials; shared features have a transpose, which is read in the order of memory. */
@inline
export function transposedOf(own: bool): void {
  if (tabular) return;
  if (own) ownProducts(product, features, parameters, stride, actions, <usize>parameters * stride, exponentials);
  else sharedProducts(product, columns, parameters, <usize>actions << 3, actions, 8, exponentials);
}

/** The greatest logit of each lane, and how far the reward of the first action with this logit lies below the best. */
export function dominantOf(): void {
  let lane: usize = 0;
  for (; lane + 64 <= stride; lane += 64) dominantIn(true, lane);
  if (lane < stride) dominantIn(false, lane);
}

/** @param wide eight lanes instead of four: independent chains of comparisons take no longer than one chain. */
@inline
function dominantIn(wide: bool, lane: usize): void {
  const line = stride;
  const end = logits + <usize>actions * line;
  const least = f64x2.splat(-Infinity);
  let d = shortfalls + lane;
  let top0 = least;
  let top1 = least;
  let top2 = least;
  let top3 = least;
  let worst0 = f64x2.splat(0);
  let worst1 = worst0;
  let worst2 = worst0;
  let worst3 = worst0;
  for (let z = logits + lane; z < end; z += line, d += line) {
    const z0 = v128.load(z);
    const z1 = v128.load(z, 16);
    worst0 = v128.bitselect(v128.load(d), worst0, f64x2.gt(z0, top0));
    worst1 = v128.bitselect(v128.load(d, 16), worst1, f64x2.gt(z1, top1));
    top0 = f64x2.pmax(top0, z0);
    top1 = f64x2.pmax(top1, z1);
    if (wide) {
      const z2 = v128.load(z, 32);
      const z3 = v128.load(z, 48);
      worst2 = v128.bitselect(v128.load(d, 32), worst2, f64x2.gt(z2, top2));
      worst3 = v128.bitselect(v128.load(d, 48), worst3, f64x2.gt(z3, top3));
      top2 = f64x2.pmax(top2, z2);
      top3 = f64x2.pmax(top3, z3);
    }
  }
  v128.store(peaks + lane, top0);
  v128.store(peaks + lane, top1, 16);
  v128.store(peaks + line + lane, worst0);
  v128.store(peaks + line + lane, worst1, 16);
  if (wide) {
    v128.store(peaks + lane, top2, 32);
    v128.store(peaks + lane, top3, 48);
    v128.store(peaks + line + lane, worst2, 32);
    v128.store(peaks + line + lane, worst3, 48);
  }
}

/** The greatest logit of each lane. */
export function greatestOf(): void {
  let lane: usize = 0;
  for (; lane + 64 <= stride; lane += 64) greatestIn(true, lane);
  if (lane < stride) greatestIn(false, lane);
}

@inline
function greatestIn(wide: bool, lane: usize): void {
  const line = stride;
  const end = logits + <usize>actions * line;
  let top0 = f64x2.splat(-Infinity);
  let top1 = top0;
  let top2 = top0;
  let top3 = top0;
  for (let z = logits + lane; z < end; z += line) {
    top0 = f64x2.pmax(top0, v128.load(z));
    top1 = f64x2.pmax(top1, v128.load(z, 16));
    if (wide) {
      top2 = f64x2.pmax(top2, v128.load(z, 32));
      top3 = f64x2.pmax(top3, v128.load(z, 48));
    }
  }
  v128.store(peaks + lane, top0);
  v128.store(peaks + lane, top1, 16);
  if (wide) {
    v128.store(peaks + lane, top2, 32);
    v128.store(peaks + lane, top3, 48);
  }
}

@inline
export function softmax(): void {
  exponentialsOf(logits, exponentials, peaks, actions, <i32>(stride >> 4));
}

/** Running sums of the exponentials; the last is Z. */
export function runningSums(): void {
  let lane: usize = 0;
  for (; lane + 64 <= stride; lane += 64) runningSumsIn(true, lane);
  if (lane < stride) runningSumsIn(false, lane);
}

@inline
function runningSumsIn(wide: bool, lane: usize): void {
  const line = stride;
  const end = exponentials + <usize>actions * line;
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let to = running + lane;
  for (let e = exponentials + lane; e < end; e += line, to += line) {
    sum0 = f64x2.add(sum0, v128.load(e));
    sum1 = f64x2.add(sum1, v128.load(e, 16));
    v128.store(to, sum0);
    v128.store(to, sum1, 16);
    if (wide) {
      sum2 = f64x2.add(sum2, v128.load(e, 32));
      sum3 = f64x2.add(sum3, v128.load(e, 48));
      v128.store(to, sum2, 32);
      v128.store(to, sum3, 48);
    }
  }
}

/** Keeps the least gap, Σ e_a δ_a / Z. */
export function watchGap(): void {
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
