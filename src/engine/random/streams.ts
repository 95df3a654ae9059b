import { SplitMix64, Xoshiro256 } from './words.js';

/** The purposes of streams. Each has a stream of its own, and uses one word of it per iteration whatever the algorithm. */
const PURPOSES = { action: 0, reward: 1, start: 2, instance: 3, features: 4 } as const;

/**
 * The random stream of (seed, instance, repeat) for a purpose: xoshiro256++ whose state splitmix64 makes from these four
 * numbers (integers, 0 … 2⁵³ − 1). It depends on nothing else: not on workers, order, algorithm or learning rate.
 */
export function streamOf(
  [seed, instance, repeat]: readonly [number, number, number],
  purpose: keyof typeof PURPOSES,
): Xoshiro256 {
  const mixer = new SplitMix64(0, 0);
  for (const word of [seed, instance, repeat, PURPOSES[purpose]]) {
    mixer.absorb(Math.floor(word / 2 ** 32) | 0, word | 0);
    mixer.next();
  }
  mixer.seed(mixer.high, mixer.low);
  const state = new Int32Array(8);
  for (let i = 0; i < 8; i += 2) {
    mixer.next();
    state[i] = mixer.high;
    state[i + 1] = mixer.low;
  }
  return new Xoshiro256(state);
}

/** The streams that the iterations of one run draw from. */
export interface Streams {
  readonly action: Xoshiro256;
  readonly reward: Xoshiro256;
}
