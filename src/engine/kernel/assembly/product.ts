/**
 * Products of X or Xᵀ with one vector for each lane, each sum in the order of its terms, starting from 0. Four lanes and up to four sums at a time.
 */
import { stride } from './memory';

/** `products` with a matrix that all lanes share. A separate function, since V8 would not keep the sums in registers if it were inlined. */
export function sharedProducts(
  out: usize,
  m: usize,
  rows: i32,
  rowStep: usize,
  terms: i32,
  termStep: usize,
  v: usize,
): void {
  products(false, out, m, rows, rowStep, terms, termStep, v);
}

/** `products` with a matrix for each lane. */
export function ownProducts(
  out: usize,
  m: usize,
  rows: i32,
  rowStep: usize,
  terms: i32,
  termStep: usize,
  v: usize,
): void {
  products(true, out, m, rows, rowStep, terms, termStep, v);
}

/**
 * out_i = Σ_j M_ij v_j for `rows` sums of `terms` terms.
 *
 * @param own whether each entry of M is a row of lanes; otherwise it is one number. @param m address of M_00. @param rowStep, termStep bytes from M_ij to M_i+1,j and M_i,j+1.
 */
@inline
function products(
  own: bool,
  out: usize,
  m: usize,
  rows: i32,
  rowStep: usize,
  terms: i32,
  termStep: usize,
  v: usize,
): void {
  const line = stride;
  for (let lane: usize = 0; lane < line; lane += 32) {
    let from = own ? m + lane : m;
    let to = out + lane;
    let left = rows;
    for (; left >= 4; left -= 4) {
      four(own, to, from, rowStep, terms, termStep, v + lane);
      from += 4 * rowStep;
      to += 4 * line;
    }
    if (left == 3) {
      three(own, to, from, rowStep, terms, termStep, v + lane);
    } else if (left == 2) {
      two(own, to, from, rowStep, terms, termStep, v + lane);
    } else if (left == 1) {
      one(own, to, from, terms, termStep, v + lane);
    }
  }
}

@inline
function entry(own: bool, at: usize, second: usize): v128 {
  return own ? v128.load(at + second) : v128.load_splat<f64>(at);
}

/** sum + x·y. */
@inline
export function plus(sum: v128, x: v128, y: v128): v128 {
  return f64x2.add(sum, f64x2.mul(x, y));
}

@inline
function four(own: bool, to: usize, m: usize, rowStep: usize, terms: i32, termStep: usize, v: usize): void {
  const line = stride;
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let d0 = a0;
  let d1 = a0;
  let second = m + rowStep;
  let third = second + rowStep;
  let fourth = third + rowStep;
  for (let j = 0; j < terms; j++) {
    const v0 = v128.load(v);
    const v1 = v128.load(v, 16);
    a0 = plus(a0, entry(own, m, 0), v0);
    a1 = plus(a1, entry(own, m, 16), v1);
    b0 = plus(b0, entry(own, second, 0), v0);
    b1 = plus(b1, entry(own, second, 16), v1);
    c0 = plus(c0, entry(own, third, 0), v0);
    c1 = plus(c1, entry(own, third, 16), v1);
    d0 = plus(d0, entry(own, fourth, 0), v0);
    d1 = plus(d1, entry(own, fourth, 16), v1);
    m += termStep;
    second += termStep;
    third += termStep;
    fourth += termStep;
    v += line;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to + line, b0);
  v128.store(to + line, b1, 16);
  v128.store(to + 2 * line, c0);
  v128.store(to + 2 * line, c1, 16);
  v128.store(to + 3 * line, d0);
  v128.store(to + 3 * line, d1, 16);
}

@inline
function three(own: bool, to: usize, m: usize, rowStep: usize, terms: i32, termStep: usize, v: usize): void {
  const line = stride;
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let c0 = a0;
  let c1 = a0;
  let second = m + rowStep;
  let third = second + rowStep;
  for (let j = 0; j < terms; j++) {
    const v0 = v128.load(v);
    const v1 = v128.load(v, 16);
    a0 = plus(a0, entry(own, m, 0), v0);
    a1 = plus(a1, entry(own, m, 16), v1);
    b0 = plus(b0, entry(own, second, 0), v0);
    b1 = plus(b1, entry(own, second, 16), v1);
    c0 = plus(c0, entry(own, third, 0), v0);
    c1 = plus(c1, entry(own, third, 16), v1);
    m += termStep;
    second += termStep;
    third += termStep;
    v += line;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to + line, b0);
  v128.store(to + line, b1, 16);
  v128.store(to + 2 * line, c0);
  v128.store(to + 2 * line, c1, 16);
}

@inline
function two(own: bool, to: usize, m: usize, rowStep: usize, terms: i32, termStep: usize, v: usize): void {
  const line = stride;
  let a0 = f64x2.splat(0);
  let a1 = a0;
  let b0 = a0;
  let b1 = a0;
  let second = m + rowStep;
  for (let j = 0; j < terms; j++) {
    const v0 = v128.load(v);
    const v1 = v128.load(v, 16);
    a0 = plus(a0, entry(own, m, 0), v0);
    a1 = plus(a1, entry(own, m, 16), v1);
    b0 = plus(b0, entry(own, second, 0), v0);
    b1 = plus(b1, entry(own, second, 16), v1);
    m += termStep;
    second += termStep;
    v += line;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to + line, b0);
  v128.store(to + line, b1, 16);
}

@inline
function one(own: bool, to: usize, m: usize, terms: i32, termStep: usize, v: usize): void {
  const line = stride;
  let a0 = f64x2.splat(0);
  let a1 = a0;
  for (let j = 0; j < terms; j++) {
    a0 = plus(a0, entry(own, m, 0), v128.load(v));
    a1 = plus(a1, entry(own, m, 16), v128.load(v, 16));
    m += termStep;
    v += line;
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
}
