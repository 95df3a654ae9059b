/** Bytes up to which a vector's sums are better held in a register each, one after another. */
const SHORT: usize = 64;

/**
 * out = Σ_j c_j m_j for n vectors m_j, one after another in memory, each sum in the order of its terms, from 0. Four terms are added
 * at a time, since a sum that waits in memory costs a load and a store.
 *
 * @param length of out and of each m_j, even.
 */
@inline
export function combined(out: usize, length: i32, m: usize, coefficients: usize, n: i32): void {
  const bytes = <usize>length << 3;
  const end = out + bytes;
  if (bytes <= SHORT) {
    for (let at = out, row = m; at < end; at += 16, row += 16) {
      let sum = f64x2.splat(0);
      let term = row;
      for (let j: usize = 0; j < <usize>n << 3; j += 8, term += bytes) {
        sum = f64x2.add(sum, f64x2.mul(v128.load_splat<f64>(coefficients + j), v128.load(term)));
      }
      v128.store(at, sum);
    }
    return;
  }
  let c = coefficients;
  let left = n;
  let fresh = true;
  for (; left >= 4; left -= 4, c += 32, m += 4 * bytes) {
    const c0 = v128.load_splat<f64>(c);
    const c1 = v128.load_splat<f64>(c, 8);
    const c2 = v128.load_splat<f64>(c, 16);
    const c3 = v128.load_splat<f64>(c, 24);
    let row = m;
    for (let at = out; at < end; at += 16, row += 16) {
      let sum = fresh ? f64x2.splat(0) : v128.load(at);
      sum = f64x2.add(sum, f64x2.mul(c0, v128.load(row)));
      sum = f64x2.add(sum, f64x2.mul(c1, v128.load(row + bytes)));
      sum = f64x2.add(sum, f64x2.mul(c2, v128.load(row + 2 * bytes)));
      sum = f64x2.add(sum, f64x2.mul(c3, v128.load(row + 3 * bytes)));
      v128.store(at, sum);
    }
    fresh = false;
  }
  if (left & 2) {
    const c0 = v128.load_splat<f64>(c);
    const c1 = v128.load_splat<f64>(c, 8);
    let row = m;
    for (let at = out; at < end; at += 16, row += 16) {
      let sum = fresh ? f64x2.splat(0) : v128.load(at);
      sum = f64x2.add(sum, f64x2.mul(c0, v128.load(row)));
      sum = f64x2.add(sum, f64x2.mul(c1, v128.load(row + bytes)));
      v128.store(at, sum);
    }
    fresh = false;
    c += 16;
    m += 2 * bytes;
  }
  if (left & 1) {
    const c0 = v128.load_splat<f64>(c);
    let row = m;
    for (let at = out; at < end; at += 16, row += 16) {
      const sum = fresh ? f64x2.splat(0) : v128.load(at);
      v128.store(at, f64x2.add(sum, f64x2.mul(c0, v128.load(row))));
    }
  }
}
