/**
 * At most this many vectors of sums, which all stay in registers. With fewer, an addition waits for the one before it. With more, V8, which loads all
 * terms before it adds the first, has no register left for some sum, which then waits for memory.
 */
const MOST: i32 = 7;

/**
 * out = Σ_j c_j m_j for n vectors m_j, one after another in memory, each sum in the order of its terms, from 0.
 *
 * @param length of out and of each m_j, even.
 */
export function combined(out: usize, length: i32, m: usize, coefficients: usize, n: i32): void {
  const step = <usize>length << 3;
  let left = length >> 1;
  for (let blocks = (left + MOST - 1) / MOST; blocks > 0; blocks--) {
    // Blocks as equal as possible, since the additions of the smallest block wait longest for each other.
    const size = (left + blocks - 1) / blocks;
    switch (size) {
      case 1: block(1, out, m, step, coefficients, n); break;
      case 2: block(2, out, m, step, coefficients, n); break;
      case 3: block(3, out, m, step, coefficients, n); break;
      case 4: block(4, out, m, step, coefficients, n); break;
      case 5: block(5, out, m, step, coefficients, n); break;
      case 6: block(6, out, m, step, coefficients, n); break;
      default: block(7, out, m, step, coefficients, n);
    }
    left -= size;
    out += <usize>size << 4;
    m += <usize>size << 4;
  }
}

/** `size` vectors of sums. */
@inline
function block(size: i32, out: usize, m: usize, step: usize, c: usize, n: i32): void {
  const zero = f64x2.splat(0);
  let s0 = zero;
  let s1 = zero;
  let s2 = zero;
  let s3 = zero;
  let s4 = zero;
  let s5 = zero;
  let s6 = zero;
  const end = c + (<usize>n << 3);
  for (let term = m; c < end; c += 8, term += step) {
    const x = v128.load_splat<f64>(c);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(term)));
    if (size > 1) s1 = f64x2.add(s1, f64x2.mul(x, v128.load(term, 16)));
    if (size > 2) s2 = f64x2.add(s2, f64x2.mul(x, v128.load(term, 32)));
    if (size > 3) s3 = f64x2.add(s3, f64x2.mul(x, v128.load(term, 48)));
    if (size > 4) s4 = f64x2.add(s4, f64x2.mul(x, v128.load(term, 64)));
    if (size > 5) s5 = f64x2.add(s5, f64x2.mul(x, v128.load(term, 80)));
    if (size > 6) s6 = f64x2.add(s6, f64x2.mul(x, v128.load(term, 96)));
  }
  v128.store(out, s0);
  if (size > 1) v128.store(out, s1, 16);
  if (size > 2) v128.store(out, s2, 32);
  if (size > 3) v128.store(out, s3, 48);
  if (size > 4) v128.store(out, s4, 64);
  if (size > 5) v128.store(out, s5, 80);
  if (size > 6) v128.store(out, s6, 96);
}
