/** Numbers as they are written: from the literal to the nearest double and to the exact rational number. */
import { Fraction } from 'fraction.js';
import type { Real } from './bandit.js';

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const RATIO = /^([+-]?\d+)\s*\/\s*([+-]?\d+)$/;

/**
 * The longest literal that is read; a fraction may have this length on each side of its `/`. Together with the finite double, this bounds the size
 * of the exact number.
 */
const MAX_LENGTH = 1000;

/** The number that `text` writes (`9`, `-0.5`, `1e-6`, `1/3`), or null; `whyNotANumber` then says why. */
export function parseLiteral(text: string): Real | null {
  const result = read(text);
  return typeof result === 'string' ? null : result;
}

/** Why `parseLiteral(text)` is null, as half a sentence. */
export function whyNotANumber(text: string): string {
  const result = read(text);
  return typeof result === 'string' ? result : 'it is a number';
}

/**
 * The exact value of a number as it was written, as a ratio of BigInts. (`new Fraction('1e-4')` throws and `new Fraction(1e-10)` rounds, so the
 * digits are taken from the text.) Throws a RangeError for a literal that `parseLiteral` does not accept.
 */
export function toFraction(real: Real): Fraction {
  const [above, below] = ratioOf(real);
  return new Fraction(above, below);
}

/**
 * The exact value of a number as a ratio with below > 0, not reduced: cheaper where many numbers are summed. Throws a RangeError for a literal that
 * `parseLiteral` does not accept.
 */
export function ratioOf(real: Real): [above: bigint, below: bigint] {
  if (real.double) return ratioOfDouble(real.value);
  const literal = real.literal.trim();
  if (typeof read(literal) === 'string') {
    throw new RangeError(`Not a number that can be made exact: ${literal.slice(0, 40)}`);
  }
  const ratio = RATIO.exec(literal);
  if (ratio) {
    const [above, below] = [BigInt(unsign(ratio[1]!)), BigInt(unsign(ratio[2]!))];
    return below < 0n ? [-above, -below] : [above, below];
  }
  const [, sign, whole = '', decimals = '', exponent = '0'] = DECIMAL.exec(literal)!;
  const digits = BigInt(whole + decimals) * (sign === '-' ? -1n : 1n);
  if (digits === 0n) return [0n, 1n];
  const shift = Number(exponent) - decimals.length;
  return shift >= 0 ? [digits * 10n ** BigInt(shift), 1n] : [digits, 10n ** BigInt(-shift)];
}

const BITS = new DataView(new ArrayBuffer(8));

/** The exact value of a double: an integer times a power of 2. */
function ratioOfDouble(value: number): [above: bigint, below: bigint] {
  BITS.setFloat64(0, value);
  const bits = BITS.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const digits = field === 0 ? fraction : fraction | (1n << 52n);
  const exponent = Math.max(field, 1) - 1075;
  const above = value < 0 ? -digits : digits;
  return exponent >= 0 ? [above << BigInt(exponent), 1n] : [above, 1n << BigInt(-exponent)];
}

/** Whether two numbers are written with the same literal, which implies that they are equal. */
export function isWrittenAlike(a: Real, b: Real): boolean {
  return a.literal === b.literal && a.double === b.double;
}

/** The literal of a double: the shortest decimal that names it. */
export function realOf(value: number): Real {
  return { value, literal: String(value) };
}

/** `BigInt` does not accept `+3`. */
function unsign(digits: string): string {
  return digits.startsWith('+') ? digits.slice(1) : digits;
}

/** Matches most numbers of a large text. Nothing that `read` looks for can be wrong with them. */
const SHORT_DECIMAL = /^[+-]?(?:0|[1-9]\d{0,19})(?:\.\d{1,40})?$/;

const TOO_LARGE = 'it is too large for double precision (at most about 1.8e308)';
const TOO_SMALL = 'it is too small for double precision (at least about 5e-324, or 0)';

/**
 * The double nearest to above/below, ties to even; below > 0. Literals of decimals are read the same way, so `1/3`, however long its terms, has the
 * value of an exact division that is rounded once.
 */
export function nearestDouble(above: bigint, below: bigint): number {
  if (above < 0n) return -nearestDouble(-above, below);
  if (above === 0n) return 0;
  // Enough digits, with a last bit for the remainder, that the quotient is rounded only once: by Number, or at the smallest exponent.
  const exponent = Math.max(bitLength(above) - bitLength(below) - 55, -1076);
  const [n, d] = exponent >= 0 ? [above, below << BigInt(exponent)] : [above << BigInt(-exponent), below];
  const quotient = n / d;
  const sticky = quotient * d === n ? 0n : 1n;
  // Exact unless the result is subnormal; then the first factor keeps all bits, and the last one rounds once.
  return timesPowerOf2((quotient << 1n) | sticky, exponent - 1);
}

/** whole · 2^exponent, rounded once; |whole| < 2⁵⁸. */
function timesPowerOf2(whole: bigint, exponent: number): number {
  const surplus = Math.max(bitLength(whole) - 53, -1074 - exponent, 0);
  const half = surplus === 0 ? 0n : 1n << BigInt(surplus - 1);
  const kept = whole >> BigInt(surplus);
  const rest = whole - (kept << BigInt(surplus));
  const up = surplus > 0 && (rest > half || (rest === half && (kept & 1n) === 1n)) ? 1n : 0n;
  const power = exponent + surplus;
  // 2^power may be out of range where the product is not.
  const step = Math.trunc(power / 2);
  return Number(kept + up) * 2 ** step * 2 ** (power - step);
}

function bitLength(value: bigint): number {
  return value.toString(2).length;
}

function read(text: string): Real | string {
  if (SHORT_DECIMAL.test(text)) return { value: Number(text) + 0, literal: text };
  const literal = text.trim();
  const longest = literal.includes('/') ? 2 * MAX_LENGTH + 1 : MAX_LENGTH;
  if (literal.length > longest) return `it has more than ${longest} characters`;
  if (/^[+-]?\.(inf|nan)$/i.test(literal)) return 'only finite numbers have a meaning here';
  if (/^[+-]?0+\d/.test(literal)) return 'some readers of YAML take a leading 0 for octal; write it without';
  const ratio = RATIO.exec(literal);
  if (ratio) {
    const [above, below] = [BigInt(unsign(ratio[1]!)), BigInt(unsign(ratio[2]!))];
    if (below === 0n) return 'its denominator is 0';
    const value = nearestDouble(below < 0n ? -above : above, below < 0n ? -below : below);
    if (!Number.isFinite(value)) return TOO_LARGE;
    if (value === 0 && above !== 0n) return TOO_SMALL;
    return { value, literal };
  }
  const decimal = DECIMAL.exec(literal);
  if (!decimal || !(decimal[2] || decimal[3])) return 'it is not a number such as 9, -0.5, 1e-6 or 1/3';
  const value = Number(literal);
  if (!Number.isFinite(value)) return TOO_LARGE;
  if (value === 0 && /[1-9]/.test(literal.replace(/[eE].*/, ''))) {
    return TOO_SMALL;
  }
  return { value: value + 0, literal };
}
