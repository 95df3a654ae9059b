/** Exact numbers as a person reads them: decimals of at most six significant digits. */
import { toFraction } from './rational.js';

/** Significant digits. */
const DIGITS = 6;

export interface Decimal {
  /** `0.2`, `0.0144`, `1e-9`. */
  readonly text: string;
  readonly value: number;
  /** false: rounded. */
  readonly isExact: boolean;
}

/** At most six significant digits: `14.2338`, `0.2`, `1e-9`. */
export function short(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}

/** @param literal of a rational number, a ratio of whole numbers of any length (`386204465/26821499863`) or a decimal (`-0.5`, `1e-6`) */
export function decimalOf(literal: string): Decimal {
  const [above, below] = ratioOf(literal);
  const value = quotient(above, below);
  const text = short(value);
  const rounded = toFraction({ literal: text, value });
  return { text, value, isExact: rounded.s * rounded.n * below === above * rounded.d };
}

function ratioOf(literal: string): [bigint, bigint] {
  const ratio = /^(-?\d+)\/(\d+)$/.exec(literal);
  if (ratio) return [BigInt(ratio[1]!), BigInt(ratio[2]!)];
  const { s, n, d } = toFraction({ literal, value: Number(literal) });
  return [s * n, d];
}

/** The double next to above / below, but for its last digit, however long they are. */
function quotient(above: bigint, below: bigint): number {
  const shift = Math.max(0, String(below).length - String(above).length + 18);
  return Number(`${(above * 10n ** BigInt(shift)) / below}e-${shift}`);
}
