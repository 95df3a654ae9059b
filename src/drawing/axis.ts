/** Axes: the position of a number, the range of an axis, and the numbers that are written at it. Pure. */

export interface Range {
  readonly min: number;
  readonly max: number;
}

export type AxisScale = 'log' | 'linear';

/** Maps a number to its position between the two ends of an axis, which may be in either order. */
export function scale(
  kind: AxisScale,
  { min, max }: Range,
  from: number,
  to: number,
): (value: number) => number {
  const map = kind === 'log' ? Math.log10 : (value: number) => value;
  return (value) => from + ((map(value) - map(min)) / (map(max) - map(min))) * (to - from);
}

/** Powers of ten around all values, at least one decade apart; null if no value is positive. */
export function decadesAround(values: readonly number[]): Range | null {
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (const value of values) {
    if (value > 0 && Number.isFinite(value)) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  if (greatest === 0) return null;
  // Rounding must not add a decade to a power of ten.
  const low = Math.floor(Math.log10(least) + 1e-9);
  const high = Math.ceil(Math.log10(greatest) - 1e-9);
  return low === high ? { min: 10 ** (low - 1), max: 10 ** (high + 1) } : { min: 10 ** low, max: 10 ** high };
}

/** Exponents of the labelled powers of ten within [min, max], at most `atMost` of them, evenly spaced, 0 among them if inside. */
export function labelledExponents(min: number, max: number, atMost: number): number[] {
  const tolerance = 1e-9;
  const first = Math.ceil(Math.log10(min) - tolerance);
  const last = Math.floor(Math.log10(max) + tolerance);
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, atMost)));
  const exponents: number[] = [];
  for (let e = Math.ceil(first / step) * step; e <= last; e += step) exponents.push(e === 0 ? 0 : e);
  return exponents;
}

/** Round numbers within [min, max], evenly spaced, about `atMost` of them: for ranges of less than two decades. */
export function roundNumbers(min: number, max: number, atMost: number): number[] {
  const rough = (max - min) / Math.max(1, atMost);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((one) => one >= rough)!;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}
