import { exp } from '../exp.js';
import { gamma, logGammaNumber, type Shape } from './gamma.js';
import type { Words } from './words.js';

/** A Dirichlet(α, …, α) number: n independent Gamma(α) numbers divided by their sum, from the next words on, one number after another. */
export function dirichlet(alpha: Shape, n: number, words: Words): Float64Array {
  const logs = Float64Array.from({ length: n }, () => logGammaNumber(alpha, gamma(alpha, words), words));
  const greatest = logs.reduce((a, b) => Math.max(a, b));
  const parts = logs.map((each) => exp(each - greatest));
  const sum = parts.reduce((a, b) => a + b);
  return parts.map((part) => part / sum);
}
