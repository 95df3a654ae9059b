/** ../../random/words.ts: the same words, 64 bits at a time. */

/** A word as a number in [0, 1): its upper 52 bits times 2⁻⁵². */
@inline
export function unit(word: u64): f64 {
  return reinterpret<f64>((word >> 12) | 0x3ff0000000000000) - 1;
}

/** splitmix64, seeded by a word; `word` is the current one. */
export let word: u64 = 0;
export let state: u64 = 0;

/** The increment of the state from word to word. */
export const GAMMA: u64 = 0x9e3779b97f4a7c15;

@inline
export function continueFrom(from: u64): void {
  state = from;
}

@inline
export function next(): void {
  state += GAMMA;
  word = at(state);
}

/** The word of a state. */
@inline
export function at(stateThere: u64): u64 {
  let x = stateThere;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}
