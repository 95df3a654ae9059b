import type { Algorithm } from './algorithm.js';
import { linNpg } from './linNpg.js';

/**
 * Tabular natural policy gradient (Agarwal, Kakade, Lee, Mahajan, "On the theory of policy gradient methods", 2021): X = I in the
 * natural gradient with linear features, so that π_t ∝ π_0 exp(η t r).
 *
 *     θ ← θ + η r
 */
export const softmaxNpg: Algorithm<'softmax-npg'> = {
  ...linNpg,
  id: 'softmax-npg',
  about: 'Tabular natural policy gradient.',
  update: 'θ ← θ + η r',
  source: 'Agarwal, Kakade, Lee, Mahajan, 2021',
  tabular: true,
  // The algorithm does not use features.
  shiftInvariant: true,
};
