/** Literals of exact numbers. */
import type { Fraction } from 'fraction.js';

/** A number with more decimal places is written as a fraction. */
const MOST_PLACES = 20;

/** The literal of a rational number, exactly: a decimal (`-0.25`) if few places suffice, otherwise a fraction (`1/3`). */
export function literalOf({ s, n, d }: Pick<Fraction, 's' | 'n' | 'd'>): string {
  const sign = s < 0n ? '-' : '';
  const places = placesOf(d);
  if (places === null) return `${sign}${n}/${d}`;
  if (places === 0) return `${sign}${n}`;
  const digits = String((n * 10n ** BigInt(places)) / d).padStart(places + 1, '0');
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The number of decimal places of 1/d, d ≥ 1; null: infinitely many, or too many to read. */
function placesOf(d: bigint): number | null {
  let [rest, twos, fives] = [d, 0, 0];
  for (; rest % 2n === 0n && twos <= MOST_PLACES; twos++) rest /= 2n;
  for (; rest % 5n === 0n && fives <= MOST_PLACES; fives++) rest /= 5n;
  const places = Math.max(twos, fives);
  return rest === 1n && places <= MOST_PLACES ? places : null;
}
