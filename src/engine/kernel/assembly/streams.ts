/** xoshiro256++, two runs in each vector. */
import { stride } from './memory';

@inline
function rotated(x: v128, by: i32): v128 {
  return v128.or(i64x2.shl(x, by), i64x2.shr_u(x, 64 - by));
}

/** Writes the next `count` words of every lane's stream in rows; with `units`, the numbers in [0, 1) made from them. */
@inline
export function draw(units: bool, stream: usize, into: usize, count: i32): void {
  const line = stride;
  const one = f64x2.splat(1);
  for (let p: usize = 0; p < line; p += 16) {
    const state = stream + p;
    let s0 = v128.load(state);
    let s1 = v128.load(state + line);
    let s2 = v128.load(state + 2 * line);
    let s3 = v128.load(state + 3 * line);
    let at = into + p;
    for (let i = 0; i < count; i++) {
      const word = i64x2.add(rotated(i64x2.add(s0, s3), 23), s0);
      v128.store(at, units ? f64x2.sub(v128.or(i64x2.shr_u(word, 12), one), one) : word);
      at += line;
      const t = i64x2.shl(s1, 17);
      s2 = v128.xor(s2, s0);
      s3 = v128.xor(s3, s1);
      s1 = v128.xor(s1, s2);
      s0 = v128.xor(s0, s3);
      s2 = v128.xor(s2, t);
      s3 = rotated(s3, 45);
    }
    v128.store(state, s0);
    v128.store(state + line, s1);
    v128.store(state + 2 * line, s2);
    v128.store(state + 3 * line, s3);
  }
}
