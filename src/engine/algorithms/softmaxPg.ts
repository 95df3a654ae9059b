import type { Algorithm } from './algorithm.js';
import { linSpg } from './linSpg.js';

/**
 * Tabular softmax policy gradient (Mei, Xiao, Szepesvári, Schuurmans, "On the global convergence rates of softmax policy gradient
 * methods", 2020): one parameter for each action, X = I in Lin-SPG.
 *
 *     θ_a ← θ_a + η π_a (r_a − f(θ))
 */
export const softmaxPg: Algorithm<'softmax-pg'> = {
  ...linSpg,
  id: 'softmax-pg',
  about: 'Tabular softmax policy gradient: one parameter an action, features unused.',
  update: 'θ_a ← θ_a + η π_a (r_a − f(θ))',
  source: 'Mei, Xiao, Szepesvári, Schuurmans, 2020',
  tabular: true,
};
