/**
 * Generators of 64-bit words. A word is two halves, `high` and `low`, signed 32-bit integers as JavaScript's bit operations make
 * them: no BigInt in the hot loop.
 */

/** A source of words: after `next()`, `high` and `low` hold the new one. */
export interface Words {
  high: number;
  low: number;
  next(): void;
}

/** The word as a number in [0, 1): its upper 52 bits times 2⁻⁵². */
export function unit(high: number, low: number): number {
  return ((high >>> 0) * 0x100000 + (low >>> 12)) * 2 ** -52;
}

/**
 * splitmix64 (G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014):
 * word n is a mix of seed + n·0x9e3779b97f4a7c15.
 */
export class SplitMix64 implements Words {
  high = 0;
  low = 0;

  constructor(
    private stateHigh: number,
    private stateLow: number,
  ) {}

  seed(high: number, low: number): void {
    this.stateHigh = high;
    this.stateLow = low;
  }

  /** Adds a word to the state. The words of a stream's name are absorbed this way, one after another. */
  absorb(high: number, low: number): void {
    const sum = (this.low >>> 0) + (low >>> 0);
    this.stateHigh = (this.high + high + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.stateLow = sum | 0;
  }

  next(): void {
    const sum = (this.stateLow >>> 0) + 0x7f4a7c15;
    const sl = sum | 0;
    const sh = (this.stateHigh + (0x9e3779b9 | 0) + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.stateHigh = sh;
    this.stateLow = sl;
    // x = (x ^ x >>> 30) · 0xbf58476d1ce4e5b9
    let l = sl ^ ((sl >>> 30) | (sh << 2));
    let h = sh ^ (sh >>> 30);
    h = (highProduct(l, 0x1ce4e5b9) + Math.imul(l, 0xbf58476d | 0) + Math.imul(h, 0x1ce4e5b9)) | 0;
    l = Math.imul(l, 0x1ce4e5b9);
    // x = (x ^ x >>> 27) · 0x94d049bb133111eb
    l ^= (l >>> 27) | (h << 5);
    h ^= h >>> 27;
    h = (highProduct(l, 0x133111eb) + Math.imul(l, 0x94d049bb | 0) + Math.imul(h, 0x133111eb)) | 0;
    l = Math.imul(l, 0x133111eb);
    // x ^ x >>> 31
    this.low = l ^ ((l >>> 31) | (h << 1));
    this.high = h ^ (h >>> 31);
  }
}

/** Upper half of the 64-bit product of two unsigned 32-bit integers. */
function highProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const cross = aHigh * bLow + ((aLow * bLow) >>> 16);
  const middle = aLow * bHigh + (cross & 0xffff);
  return (aHigh * bHigh + Math.floor(cross / 0x10000) + Math.floor(middle / 0x10000)) | 0;
}

/**
 * xoshiro256++ 1.0 (D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021): period
 * 2²⁵⁶ − 1, equidistributed in 4 dimensions, no known statistical failure.
 */
export class Xoshiro256 implements Words {
  high = 0;
  low = 0;

  /** Four words, not all 0: high, low, high, low … */
  constructor(readonly state: Int32Array) {}

  next(): void {
    const s = this.state;
    const h0 = s[0]!;
    const l0 = s[1]!;
    const h1 = s[2]!;
    const l1 = s[3]!;
    let h2 = s[4]!;
    let l2 = s[5]!;
    let h3 = s[6]!;
    let l3 = s[7]!;
    // rotl(s0 + s3, 23) + s0
    const low = (l0 >>> 0) + (l3 >>> 0);
    const sh = (h0 + h3 + (low > 0xffffffff ? 1 : 0)) | 0;
    const sl = low | 0;
    const rl = (sl << 23) | (sh >>> 9);
    const rh = (sh << 23) | (sl >>> 9);
    const sum = (rl >>> 0) + (l0 >>> 0);
    this.low = sum | 0;
    this.high = (rh + h0 + (sum > 0xffffffff ? 1 : 0)) | 0;
    // The linear step.
    h2 ^= h0;
    l2 ^= l0;
    h3 ^= h1;
    l3 ^= l1;
    s[2] = h1 ^ h2;
    s[3] = l1 ^ l2;
    s[0] = h0 ^ h3;
    s[1] = l0 ^ l3;
    s[4] = h2 ^ ((h1 << 17) | (l1 >>> 15));
    s[5] = l2 ^ (l1 << 17);
    // rotl(s3, 45) = rotl of the swapped halves by 13
    s[6] = (l3 << 13) | (h3 >>> 19);
    s[7] = (h3 << 13) | (l3 >>> 19);
  }
}
