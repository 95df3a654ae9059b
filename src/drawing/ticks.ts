/** The numbers that are written at an axis of a picture. Pure. */
import { labelledExponents, roundNumbers } from './axis.js';
import type { Axis, Tick } from './picture.js';

/** At most this many powers of ten, or round numbers. */
const MOST = { powers: 12, numbers: 6 };

/** @param axis the words for a power of ten and for other numbers */
export function ticksOf(
  { scale, min, max, ticks }: Axis,
  words: { power(exponent: number): string; number(value: number): string },
): Tick[] {
  if (ticks === 'none') return [];
  if (ticks !== 'numbers') return ticks.filter(({ value }) => value >= min && value <= max);
  const powers = scale === 'log' ? labelledExponents(min, max, MOST.powers) : [];
  if (powers.length >= 2) return powers.map((e) => ({ value: 10 ** e, words: words.power(e) }));
  return roundNumbers(min, max, MOST.numbers).map((value) => ({
    // Multiples of a step have rounding errors in their last digits.
    value: Number(value.toPrecision(12)),
    words: words.number(Number(value.toPrecision(12))),
  }));
}

/** `−1.5`, `1 000`, `2×10⁻⁶`. */
export function numberWords(value: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  const text = power >= -4 && power < 6 ? String(value) : `${mantissa}×10${raised(power)}`;
  const apart = Number.isInteger(value) ? text.replace(/\B(?=(\d{3})+$)/g, '\u202f') : text;
  return apart.replace('-', '−');
}

/** `10⁻³`, and plain numbers for 1 and 10. */
export function powerWords(exponent: number): string {
  return exponent === 0 ? '1' : exponent === 1 ? '10' : `10${raised(exponent)}`;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function raised(exponent: number): string {
  return [...String(exponent)].map((digit) => (digit === '-' ? '⁻' : RAISED[Number(digit)]!)).join('');
}
