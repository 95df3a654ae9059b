/** Sums of probabilities as they are written, without rounding. */
import type { Real } from '../../model/bandit.js';
import { ratioOf } from '../../model/rational.js';

/** above / below, below > 0, not reduced. */
export type Ratio = readonly [above: bigint, below: bigint];

/** The most digits of all denominators of one sum together. */
const MOST_DIGITS = 10_000;
/** In digits: the longest numerator and denominator that are written out. */
const LONGEST = 40;

/** null: the denominators are so many and so long that their common multiple would be useless. */
export function exactSum(numbers: readonly Real[]): Ratio | null {
  const byDenominator = new Map<bigint, bigint>();
  for (const number of numbers) {
    const [above, below] = ratioOf(number);
    byDenominator.set(below, (byDenominator.get(below) ?? 0n) + above);
  }
  // Powers of ten divide each other, and so do powers of two, the denominators of doubles.
  const all = [...byDenominator];
  const twos = all.filter(([below]) => isPowerOfTwo(below));
  const others = all.filter(([below]) => !isPowerOfTwo(below));
  const terms: Ratio[] = [
    ...multiplesOfOne(twos),
    ...multiplesOfOne(others.filter(([below]) => isPowerOfTen(below))),
    ...others.filter(([below]) => !isPowerOfTen(below)).map(([below, above]): Ratio => [above, below]),
  ];
  const digits = terms.reduce((sum, [, below]) => sum + digitsOf(below), 0);
  return digits > MOST_DIGITS ? null : sumOf(terms);
}

export function isOne([above, below]: Ratio): boolean {
  return above === below;
}

export function minus([a, b]: Ratio, [c, d]: Ratio): Ratio {
  return [a * d - c * b, b * d];
}

export function quotient([a, b]: Ratio, [c, d]: Ratio): Ratio {
  return c < 0n ? [-a * d, -b * c] : [a * d, b * c];
}

/** The ratio in lowest terms. */
export function reduced([above, below]: Ratio): Ratio {
  const divisor = gcd(above < 0n ? -above : above, below);
  return [above / divisor, below / divisor];
}

/** Is the ratio in [0, 1]? */
export function isShare([above, below]: Ratio): boolean {
  return above >= 0n && above <= below;
}

/** `0.25`; or `1/3` if `asDecimal` is false or no decimal is exact; null: it is too long to be written out. */
export function literalOf(
  [above, below]: Ratio,
  { asDecimal }: { readonly asDecimal: boolean },
): string | null {
  if (digitsOf(above) > 20 * LONGEST || digitsOf(below) > 20 * LONGEST) return null;
  const [n, d] = reduced([above, below]);
  if (d === 1n) return digitsOf(n) > LONGEST ? null : String(n);
  const places = asDecimal ? decimalPlaces(d) : null;
  const literal = places === null ? `${n}/${d}` : decimal(n * (10n ** BigInt(places) / d), places);
  return literal.length > 2 * LONGEST ? null : literal;
}

/** Adds in halves, so that few of the numbers are long. */
function sumOf(terms: readonly Ratio[]): Ratio {
  if (terms.length <= 1) return terms[0] ?? [0n, 1n];
  const half = Math.floor(terms.length / 2);
  const [a, b] = sumOf(terms.slice(0, half));
  const [c, d] = sumOf(terms.slice(half));
  return [a * d + c * b, b * d];
}

/** If the greatest denominator is a multiple of all: the sum of above / below as a single ratio; empty for no entries. */
function multiplesOfOne(entries: readonly (readonly [below: bigint, above: bigint])[]): Ratio[] {
  if (entries.length === 0) return [];
  let common = 1n;
  for (const [below] of entries) if (below > common) common = below;
  return [[entries.reduce((sum, [below, above]) => sum + above * (common / below), 0n), common]];
}

function isPowerOfTwo(number: bigint): boolean {
  return (number & (number - 1n)) === 0n;
}

function isPowerOfTen(number: bigint): boolean {
  return /^10*$/.test(String(number));
}

function digitsOf(number: bigint): number {
  return String(number).length;
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}

/** The number of decimals that write n/d exactly; null: no number of decimals does. */
function decimalPlaces(d: bigint): number | null {
  let rest = d;
  let [twos, fives] = [0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos++;
  for (; rest % 5n === 0n; rest /= 5n) fives++;
  return rest === 1n ? Math.max(twos, fives) : null;
}

function decimal(digits: bigint, places: number): string {
  const written = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
  return `${digits < 0n ? '-' : ''}${written.slice(0, -places)}.${written.slice(-places)}`;
}
