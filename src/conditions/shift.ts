import type { Budget } from '../math/budget.js';
import { exactLiterals, ratioToNumber } from '../math/ratio.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import { columnsOf, exactFit, fitCost, norms, residuals } from './fit.js';
import type { Shift } from './types.js';

/**
 * The vector c for which the features x_a + c express the rewards best. Adding c changes no policy, no gradient and no iterate
 * of Lin-SPG, but it changes r̂; so the approximation error cannot decide convergence.
 *
 * (X + 1cᵀ)w = Xw + ⟨c, w⟩1: if w ≠ 0, every multiple of 1 is possible, so the least error over all c is that of the fit
 * Xw + b1, and c = b·w/‖w‖² is the shortest vector that reaches it. null: no shift lowers the error, or the bandit is too large to tell.
 */
export function* bestShift(arms: Arms, budget: Budget): Work<Shift | null> {
  const d = arms.dimensions;
  if (!budget.take(fitCost(arms, d + 1))) return null;
  const ones = arms.armOf.map(() => 1n);
  const fit = yield* exactFit(arms, [...columnsOf(arms), ones]);
  const [w, b] = [fit.weights.slice(0, d), fit.weights[d]!];
  const square = w.reduce((sum, weight) => sum + weight * weight, 0n);
  if (b === 0n || square === 0n) return null;
  // The columns are those of scale·X, so w·scale are the weights for X.
  const below = square * arms.scale;
  const exact = yield* exactLiterals(
    w.map((weight) => b * weight),
    below,
  );
  return {
    vector: w.map((weight) => ratioToNumber(b * weight, below)),
    ...(exact && { exact }),
    error: norms(residuals(fit)).euclidean,
  };
}
