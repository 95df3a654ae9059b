/** Numbers, counts, durations and times for a person. Pure. */
import { relation } from '../src/model/decimal.js';

const SUPERSCRIPTS: Record<string, string> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

function superscript(exponent: number): string {
  return [...String(exponent)].map((digit) => SUPERSCRIPTS[digit] ?? digit).join('');
}

/** 10⁻³, and plain numbers for 1 and 10. */
export function powerOfTen(exponent: number): string {
  return exponent === 0 ? '1' : exponent === 1 ? '10' : `10${superscript(exponent)}`;
}

/** `= 0.5`, or `≈ 0.333` if rounding changes the number that is written. */
export function equal(value: number, digits = 3): string {
  return `${relation(isWhole(value, digits))} ${figure(value, digits)}`;
}

/** `= (0.5, 0)`, or `≈ (0.333, 0)`. */
export function equalVector(values: readonly number[]): string {
  return `${relation(values.every((value) => isWhole(value)))} ${vector(values)}`;
}

/** Does `figure` write the value without rounding? */
function isWhole(value: number, digits = 3): boolean {
  return Number(value.toPrecision(precisionOf(value, digits))) === value;
}

/** Enough digits to distinguish the values; `least` if that is enough, or if no readable number of digits is. */
export function digitsApart(values: readonly number[], least: number): number {
  const different = new Set(values).size;
  for (let digits = least; digits < MOST_DIGITS; digits++)
    if (new Set(values.map((value) => figure(value, digits))).size === different) return digits;
  return least;
}

const MOST_DIGITS = 8;

/** A measured number with `digits` significant digits: `0.0412`, `5.01×10⁻⁶`, `0`, `−1.8`. */
export function figure(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return 'not finite';
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const text =
    power >= -4 && power < WHOLE
      ? trimZeros(value.toPrecision(precisionOf(value, digits)))
      : `${trimZeros(mantissa)}×10${superscript(power)}`;
  return text.replace('-', '−');
}

/** The significant digits to write: integers with at most six digits are written in full. */
function precisionOf(value: number, digits: number): number {
  const power = Number(value.toExponential(digits - 1).split('e')[1]);
  return power >= 0 && power < WHOLE ? Math.max(digits, power + 1) : digits;
}

/** With up to this many digits before the decimal point, a number is written without a power of ten. */
const WHOLE = 6;

/** A probability: near 1, its distance from 1 is what matters. */
export function probability(value: number): string {
  return value > 0.999 && value < 1 ? `1 − ${figure(1 - value, 2)}` : figure(value);
}

/** A count with thin spaces between thousands: 1 000 000. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

/**
 * `3 converged, 1 stuck on a2, 2 others`; with semicolons if a part has a comma of its own.
 * @param rest how many are not among the parts
 */
export function tallied(parts: readonly string[], rest: number): string {
  const all = [...parts, ...(rest > 0 ? [`${count(rest)} ${rest === 1 ? 'other' : 'others'}`] : [])];
  return all.join(parts.some((part) => part.includes(',')) ? '; ' : ', ');
}

export function vector(values: readonly number[]): string {
  const shown = values.slice(0, 6).map((value) => figure(value));
  return `(${shown.join(', ')}${values.length > 6 ? ', …' : ''})`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A time of day, with the date if it was another day. @param at in milliseconds since 1970, like `now` */
export function moment(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  const two = (n: number) => String(n).padStart(2, '0');
  const time = [then.getHours(), then.getMinutes(), then.getSeconds()].map(two).join(':');
  const date = [then.getFullYear(), then.getMonth() + 1, then.getDate()].map(two).join('-');
  return then.toDateString() === today.toDateString() ? time : `${date} ${time}`;
}

/** A fraction as `12.5 %`, rounded to neither 0 % nor 100 % unless it is exactly that. */
export function percent(part: number): string {
  const text = (100 * part).toFixed(1);
  return part > 0 && text === '0.0'
    ? 'under 0.1 %'
    : part < 1 && text === '100.0'
      ? 'over 99.9 %'
      : `${text} %`;
}
