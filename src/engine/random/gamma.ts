import { log } from '../log.js';
import { normal } from './normal.js';
import { unit, type Words } from './words.js';

/** The constants that a gamma sampler needs for its shape: d = α − 1/3 and c = 1/√(9d), where α is raised by one if it is below one. */
export interface Shape {
  readonly alpha: number;
  readonly d: number;
  readonly c: number;
}

/** The constants for α > 0. */
export function shapeOf(alpha: number): Shape {
  const d = (alpha < 1 ? alpha + 1 : alpha) - 1 / 3;
  return { alpha, d, c: 1 / Math.sqrt(9 * d) };
}

/**
 * A Gamma(α) number (of α + 1 for α < 1), by G. Marsaglia, W. W. Tsang, "A simple method for generating gamma variables",
 * ACM TOMS 26, 2000, from the next words on.
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

/**
 * The logarithm of a Gamma(α) number, made from a Gamma(α + 1) number if α < 1: Gamma(α) = Gamma(α + 1)·U^(1/α). A logarithm, since for small α the
 * number may underflow.
 */
export function logGammaNumber({ alpha }: Shape, value: number, words: Words): number {
  if (alpha >= 1) return log(value);
  words.next();
  return log(value) + log(1 - unit(words.high, words.low)) / alpha;
}
