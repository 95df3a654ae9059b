/** Exact numbers as a certificate writes them: an integer, or a fraction in lowest terms with a positive denominator. */
import { ratioOf } from '../math/sparseSystem.js';

/** above / below in lowest terms. @param below ≠ 0. */
export function rational(above: bigint, below: bigint): string {
  const { above: n, below: d } = ratioOf(above, below);
  return d === 1n ? String(n) : `${n}/${d}`;
}

/** Several numerators over one denominator. */
export function rationals(above: readonly bigint[], below: bigint): string[] {
  return above.map((entry) => rational(entry, below));
}
