import { linNpg } from './linNpg.js';
import type { Rule } from './rule.js';

/**
 * Tabular natural policy gradient (Agarwal, Kakade, Lee, Mahajan, "On the theory of policy gradient methods", 2021): X = I in the
 * natural gradient with linear features, so that π_t ∝ π_0 exp(η t r).
 *
 *     θ ← θ + η r
 */
export const softmaxNpg: Rule = linNpg;
