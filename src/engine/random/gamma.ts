import { log } from '../log.js';
import { normal } from './normal.js';
import { unit, type Words } from './words.js';

/** What a gamma sampler needs of its shape: d = α − 1/3 and c = 1/√(9d), with α raised by one where it is below one. */
export interface Shape {
  readonly alpha: number;
  readonly d: number;
  readonly c: number;
}

export function shapeOf(alpha: number): Shape {
  const d = (alpha < 1 ? alpha + 1 : alpha) - 1 / 3;
  return { alpha, d, c: 1 / Math.sqrt(9 * d) };
}

/**
 * A Gamma(α) number (of α + 1 for α < 1), by G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables",
 * ACM TOMS 26, 2000. Takes words from the next one on.
 */
export function gamma({ d, c }: Shape, words: Words): number {
  for (;;) {
    words.next();
    const x = normal(words);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    words.next();
    const u = unit(words.high, words.low);
    const square = x * x;
    if (u < 1 - 0.0331 * (square * square)) return d * v;
    if (log(u) < 0.5 * square + d * (1 - v + log(v))) return d * v;
  }
}

/** log of a Gamma(α) number, of one of Gamma(α + 1) for α < 1: Gamma(α) = Gamma(α + 1)·U^(1/α). In logarithms, since for small α it may underflow. */
export function logGammaNumber({ alpha }: Shape, value: number, words: Words): number {
  if (alpha >= 1) return log(value);
  words.next();
  return log(value) + log(1 - unit(words.high, words.low)) / alpha;
}
