/** Several runs in lockstep, one a lane; ../../iterate.ts, operation for operation. Four lanes (a quad, two vectors) at a time. */
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

/** Xᵀw of the weights that stand in place of the exponentials; shared features have a transpose, read in the order of memory. */
@inline
export function transposedOf(own: bool): void {
  if (tabular) return;
  if (own) ownProducts(product, features, parameters, stride, actions, <usize>parameters * stride, exponentials);
  else sharedProducts(product, columns, parameters, <usize>actions << 3, actions, 8, exponentials);
}

/** The greatest logit of each lane, and how far the reward of the first action that has it lies below the best. */
@inline
export function dominantOf(): void {
  const line = stride;
  const end = logits + <usize>actions * line;
  for (let quad: usize = 0; quad < line; quad += 32) {
    let z = logits + quad;
    let d = shortfalls + quad;
    let top0 = v128.load(z);
    let top1 = v128.load(z, 16);
    let worst0 = v128.load(d);
    let worst1 = v128.load(d, 16);
    for (z += line, d += line; z < end; z += line, d += line) {
      const z0 = v128.load(z);
      const z1 = v128.load(z, 16);
      worst0 = v128.bitselect(v128.load(d), worst0, f64x2.gt(z0, top0));
      worst1 = v128.bitselect(v128.load(d, 16), worst1, f64x2.gt(z1, top1));
      top0 = f64x2.pmax(top0, z0);
      top1 = f64x2.pmax(top1, z1);
    }
    v128.store(peaks + quad, top0);
    v128.store(peaks + quad, top1, 16);
    v128.store(peaks + line + quad, worst0);
    v128.store(peaks + line + quad, worst1, 16);
  }
}

/** The greatest logit of each lane. */
@inline
export function greatestOf(): void {
  const line = stride;
  const end = logits + <usize>actions * line;
  for (let quad: usize = 0; quad < line; quad += 32) {
    let z = logits + quad;
    let top0 = v128.load(z);
    let top1 = v128.load(z, 16);
    for (z += line; z < end; z += line) {
      top0 = f64x2.pmax(top0, v128.load(z));
      top1 = f64x2.pmax(top1, v128.load(z, 16));
    }
    v128.store(peaks + quad, top0);
    v128.store(peaks + quad, top1, 16);
  }
}

@inline
export function softmax(): void {
  exponentialsOf(logits, exponentials, peaks, actions, <i32>(stride >> 4));
}

/** Running sums of the exponentials; the last is Z. */
@inline
export function runningSums(): void {
  const line = stride;
  const end = exponentials + <usize>actions * line;
  for (let quad: usize = 0; quad < line; quad += 32) {
    let sum0 = f64x2.splat(0);
    let sum1 = sum0;
    let to = running + quad;
    for (let e = exponentials + quad; e < end; e += line, to += line) {
      sum0 = f64x2.add(sum0, v128.load(e));
      sum1 = f64x2.add(sum1, v128.load(e, 16));
      v128.store(to, sum0);
      v128.store(to, sum1, 16);
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
