/** Seeded random numbers for the benches, from the engine's own streams. */
import { normal } from '../src/engine/random/normal.js';
import { streamOf } from '../src/engine/random/streams.js';
import { unit } from '../src/engine/random/words.js';

export interface Random {
  /** In [0, 1). */
  uniform(): number;
  normal(): number;
  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number;
}

/** The stream named by (seed, number). */
export function random(seed: number, number = 0): Random {
  const words = streamOf([seed, number, 0], 'start');
  const uniform = () => {
    words.next();
    return unit(words.high, words.low);
  };
  return {
    uniform,
    normal() {
      words.next();
      return normal(words);
    },
    whole: (least, most) => least + Math.floor(uniform() * (most - least + 1)),
  };
}
