/** Exact numbers as a person reads them: decimals of at most six significant digits. */
import { nearestDouble, toFraction } from './rational.js';

/** Significant digits. */
const DIGITS = 6;

export interface Decimal {
  /** `0.2`, `−0.0144`, `1e-9`. */
  readonly text: string;
  readonly value: number;
  /** false: rounded. */
  readonly isExact: boolean;
}

/** At most six significant digits, without trailing zeros: `14.2338`, `−0.2`, `1e-9`, `1.23457e15`. */
export function short(value: number): string {
  return withMinus(rounded(value));
}

/** `= 0.5`, or `≈ 0.333333` where six digits round the value. */
export function equal(value: number): string {
  return `${relation(isShort(value))} ${short(value)}`;
}

/** Whether `short` writes the value without rounding. */
export function isShort(value: number): boolean {
  return Number(rounded(value)) === value;
}

/** The sign between a symbol or a formula and its value. */
export function relation(isExact: boolean): '=' | '≈' {
  return isExact ? '=' : '≈';
}

/** A number in a sentence, with a real minus sign: `−1.8`. */
export function withMinus(literal: string): string {
  return literal.replace(/^-/, '−');
}

/** As `short`, but with a hyphen as its minus sign, for programs to read. */
function rounded(value: number): string {
  const nearest = Number(value.toPrecision(DIGITS));
  return Math.abs(nearest) < 10 ** DIGITS ? String(nearest) : nearest.toExponential().replace('e+', 'e');
}

/** @param literal of a rational number, a ratio of whole numbers of any length (`386204465/26821499863`) or a decimal (`-0.5`, `1e-6`) */
export function decimalOf(literal: string): Decimal {
  const [above, below] = ratioOf(literal);
  const value = nearestDouble(above, below);
  const text = rounded(value);
  const { s, n, d } = toFraction({ literal: text, value });
  return { text: withMinus(text), value, isExact: s * n * below === above * d };
}

function ratioOf(literal: string): [bigint, bigint] {
  const ratio = /^(-?\d+)\/(\d+)$/.exec(literal);
  if (ratio) return [BigInt(ratio[1]!), BigInt(ratio[2]!)];
  const { s, n, d } = toFraction({ literal, value: Number(literal) });
  return [s * n, d];
}
