import { linSpg } from './linSpg.js';
import type { Rule } from './rule.js';

/**
 * Tabular softmax policy gradient (Mei, Xiao, Szepesvári, Schuurmans, "On the global convergence rates of softmax policy gradient
 * methods", 2020): one parameter an action, X = I in Lin-SPG.
 *
 *     θ_a ← θ_a + η π_a (r_a − f(θ))
 */
export const softmaxPg: Rule = linSpg;
