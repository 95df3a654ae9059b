/** Exact ratios of integers, shown. */

/** The double nearest to above/below to a few units in the last place, however large the integers; below > 0. */
export function ratioToNumber(above: bigint, below: bigint): number {
  const shiftAbove = Math.max(0, bitLength(above) - 80);
  const shiftBelow = Math.max(0, bitLength(below) - 80);
  const shift = shiftAbove - shiftBelow;
  // In two steps: 2^shift by itself may be out of reach where the ratio is not.
  const half = Math.trunc(shift / 2);
  return (
    (Number(above >> BigInt(shiftAbove)) / Number(below >> BigInt(shiftBelow))) *
    2 ** half *
    2 ** (shift - half)
  );
}

/** Longest integer that is worth showing exactly. */
const SHOWN_BITS = 200;

/**
 * above/below as the language writes numbers: a decimal if it is short (`0.2`, `-3`), else a fraction (`2/3`).
 * null when neither is short enough to be read by a person.
 */
export function exactLiteral(above: bigint, below: bigint): string | null {
  if (above === 0n) return '0';
  if (bitLength(above) > SHOWN_BITS * 4 || bitLength(below) > SHOWN_BITS * 4) return null;
  const divisor = greatestCommonDivisor(above < 0n ? -above : above, below);
  const n = above / divisor;
  const d = below / divisor;
  if (d === 1n) return bitLength(n) <= 60 ? String(n) : null;
  const decimal = shortDecimal(n, d);
  if (decimal !== null) return decimal;
  const fraction = `${n}/${d}`;
  return fraction.length <= 24 ? fraction : null;
}

/** The same of several numbers; null as soon as one of them is too long. */
export function exactLiterals(above: readonly bigint[], below: bigint): string[] | null {
  const literals: string[] = [];
  for (const entry of above) {
    const literal = exactLiteral(entry, below);
    if (literal === null) return null;
    literals.push(literal);
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

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(16).length * 4;
}
