/** Exact ratios of integers as doubles and as text. */
import type { Work } from './work.js';

/** At least this many bits of a quotient are computed: those of a double, two more for rounding, and the possible error of `bitLength`. */
const BITS = 60;
/** The least positive double is 2⁻¹⁰⁷⁴. */
const LEAST_EXPONENT = 1074;

/** The double nearest to above/below (ties to even), however large the integers; below > 0. */
export function ratioToNumber(above: bigint, below: bigint): number {
  if (above < 0n) return -ratioToNumber(-above, below);
  if (above <= Number.MAX_SAFE_INTEGER && below <= Number.MAX_SAFE_INTEGER)
    return Number(above) / Number(below);
  // above/below = quotient·2^−shift. The last bit of the quotient says whether there is a remainder, so rounding loses nothing.
  const shift = Math.min(BITS + bitLength(below) - bitLength(above), LEAST_EXPONENT + 2);
  const [n, d] = shift >= 0 ? [above << BigInt(shift), below] : [above, below << BigInt(-shift)];
  const quotient = (n / d) | (n % d === 0n ? 0n : 1n);
  if (shift > LEAST_EXPONENT) {
    // In units of the least double. Below 2⁵³ units, doubles have fewer than 53 bits.
    const units = rounded(quotient, shift - LEAST_EXPONENT);
    if (units < 1n << 53n) return Number(units) * 2 ** -LEAST_EXPONENT;
  }
  // In two steps: 2^−shift alone may be out of range where the ratio is not.
  const half = Math.trunc(-shift / 2);
  return Number(quotient) * 2 ** half * 2 ** (-shift - half);
}

/** quotient/2^places (places > 0), rounded to a whole number, half to even. */
function rounded(quotient: bigint, places: number): bigint {
  const [whole, rest, half] = [
    quotient >> BigInt(places),
    quotient & ((1n << BigInt(places)) - 1n),
    1n << BigInt(places - 1),
  ];
  return rest > half || (rest === half && (whole & 1n) === 1n) ? whole + 1n : whole;
}

/** Ratios of integers from here on are not looked at. */
const LONGEST = 2n ** 800n;
/** Whole numbers from here on are too long for a person. */
const LONGEST_WHOLE = 2n ** 60n;
/** No literal that `exactLiteral` makes has a greater denominator: a fraction has 24 characters at most. */
const MOST_DENOMINATOR = 10n ** 22n;

/**
 * above/below as the language writes numbers: a decimal if it is short (`0.2`, `-3`), else a fraction (`2/3`).
 * null when neither is short enough to be read by a person.
 */
export function exactLiteral(above: bigint, below: bigint): string | null {
  if (above === 0n) return '0';
  if (above >= LONGEST || above <= -LONGEST || below >= LONGEST) return null;
  const reduced = reducedWithin(above < 0n ? -above : above, below, MOST_DENOMINATOR);
  if (reduced === null) return null;
  const [n, d] = [above < 0n ? -reduced[0] : reduced[0], reduced[1]];
  if (d === 1n) return n < LONGEST_WHOLE && n > -LONGEST_WHOLE ? String(n) : null;
  const decimal = shortDecimal(n, d);
  if (decimal !== null) return decimal;
  const fraction = `${n}/${d}`;
  return fraction.length <= 24 ? fraction : null;
}

/** This many numbers between two pauses. */
const PAUSE = 500;

/** `exactLiteral` of several numbers, in short steps; null as soon as one of them is too long. */
export function* exactLiterals(above: readonly bigint[], below: bigint): Work<string[] | null> {
  const literals: string[] = [];
  for (const entry of above) {
    const literal = exactLiteral(entry, below);
    if (literal === null) return null;
    literals.push(literal);
    if (literals.length % PAUSE === 0) yield;
  }
  return literals;
}

/** n/d as a finite decimal of at most 6 places. */
function shortDecimal(n: bigint, d: bigint): string | null {
  for (let places = 1; places <= 6; places++) {
    const power = 10n ** BigInt(places);
    if (power % d !== 0n) continue;
    const digits = (n * (power / d)).toString();
    const sign = digits.startsWith('-') ? '-' : '';
    const padded = digits.replace('-', '').padStart(places + 1, '0');
    if (padded.length > 20) return null;
    return `${sign}${padded.slice(0, -places)}.${padded.slice(-places)}`;
  }
  return null;
}

/** The greatest common divisor of two integers, by Euclid's algorithm: of small ones in doubles, which hold them exactly. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b > Number.MAX_SAFE_INTEGER || b < Number.MIN_SAFE_INTEGER) [a, b] = [b, a % b];
  if (b === 0n) return a;
  let [m, n] = [Number(b), Number(a % b)];
  while (n !== 0) [m, n] = [n, m % n];
  return BigInt(m);
}

/**
 * above/below in lowest terms, above ≥ 0 and below > 0; null as soon as it is known that the denominator is greater than `most`: those of the
 * convergents of the continued fraction only grow, and the last of them is that of the ratio.
 */
function reducedWithin(above: bigint, below: bigint, most: bigint): [n: bigint, d: bigint] | null {
  let [a, b] = [above, below];
  let [before, d] = [1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [before, d] = [d, quotient * d + before];
    if (d > most) return null;
  }
  return [above / a, d];
}

/** Of a positive integer; at most 4 too many. */
function bitLength(value: bigint): number {
  const double = Number(value);
  return Number.isFinite(double) ? Math.ceil(Math.log2(double)) + 1 : value.toString(16).length * 4;
}
