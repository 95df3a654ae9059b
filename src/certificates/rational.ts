/** Exact numbers as a certificate writes them: a whole number, or a fraction in lowest terms whose denominator is positive. */
import { ratioOf } from '../math/sparseSystem.js';

/** below ≠ 0. */
export function rational(above: bigint, below: bigint): string {
  const { above: n, below: d } = ratioOf(above, below);
  return d === 1n ? String(n) : `${n}/${d}`;
}

/** Entries over one denominator. */
export function rationals(above: readonly bigint[], below: bigint): string[] {
  return above.map((entry) => rational(entry, below));
}
