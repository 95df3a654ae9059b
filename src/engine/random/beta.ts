import { exp } from '../exp.js';
import { gamma, logGammaNumber, type Shape } from './gamma.js';
import type { Words } from './words.js';

/** A Beta(a, b) number: Gamma(a) / (Gamma(a) + Gamma(b)), from the next words on. */
export function beta(a: Shape, b: Shape, words: Words): number {
  const x = gamma(a, words);
  const y = gamma(b, words);
  if (a.alpha >= 1 && b.alpha >= 1) return x / (x + y);
  // For small α both gammas may underflow.
  return 1 / (1 + exp(logGammaNumber(b, y, words) - logGammaNumber(a, x, words)));
}
