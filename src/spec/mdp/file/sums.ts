/** Probabilities of a file, which sum to 1 except for the rounding of the type in which they are stored. */
import type { Real } from '../../../model/bandit.js';
import { nearestDouble, parseLiteral, ratioOf } from '../../../model/rational.js';
import { exactSum, isOne, minus, quotient, type Ratio, reduced } from '../exactSum.js';

/** If a sum differs from 1 by at most this, or by at most this many spacings of the type, it counts as rounded. */
const TOLERANCE = 1e-9;
const SPACINGS = 16;

export function toleranceOf(spacing: number): number {
  return Math.max(TOLERANCE, SPACINGS * spacing);
}

/**
 * Numbers that sum to exactly 1: the given ones, or, if they do so only within the tolerance, each divided by the sum. null: they do not, or one is too
 * long to be kept exactly.
 */
export function shares(
  numbers: readonly Real[],
  tolerance: number,
): { readonly numbers: readonly Real[]; readonly isDivided: boolean } | null {
  const sum = exactSum(numbers);
  if (sum === null) return null;
  if (isOne(sum)) return { numbers, isDivided: false };
  const [above, below] = minus(sum, [1n, 1n]);
  if (Math.abs(nearestDouble(above, below)) > tolerance) return null;
  const divided = numbers.map((number) => exactReal(quotient(ratioOf(number), sum)));
  return divided.every((number) => number !== null) ? { numbers: divided, isDivided: true } : null;
}

/** A ratio as a number of the language; null: it is too long. */
export function exactReal(ratio: Ratio): Real | null {
  const [n, d] = reduced(ratio);
  return parseLiteral(d === 1n ? String(n) : `${n}/${d}`);
}

/** Σ weights · numbers, exactly. */
export function mean(weights: readonly Real[], numbers: readonly Real[]): Ratio {
  const [one, ...others] = weights.map((weight, k): Ratio => {
    const [a, b] = ratioOf(weight);
    const [c, d] = ratioOf(numbers[k]!);
    return [a * c, b * d];
  });
  return others.reduce<Ratio>(
    ([a, b], [c, d]) => reduced(b === d ? [a + c, b] : [a * d + c * b, b * d]),
    one!,
  );
}
