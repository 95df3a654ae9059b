/** Logarithmic axes with ticks at whole powers of ten, however many decades there are. */
import type { Scale } from 'chart.js';
import { powerOfTen } from '../words.js';

/** Powers of ten that hold all the values, one decade apart at least; null when there is no positive value. */
export function decadesAround(values: readonly number[]): { min: number; max: number } | null {
  let least = Number.POSITIVE_INFINITY;
  let greatest = 0;
  for (const value of values) {
    if (value > 0 && Number.isFinite(value)) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
  }
  if (greatest === 0) return null;
  const low = Math.floor(Math.log10(least));
  const high = Math.ceil(Math.log10(greatest));
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

/** Chart.js hook: powers of ten as labelled ticks; within few decades, 2 … 9 as fine lines without a label. */
export function setLogTicks(scale: Scale, pixelsPerLabel: number): void {
  const { min, max } = scale;
  if (!(min > 0) || !(max > min)) return;
  const length = scale.isHorizontal() ? scale.chart.width : scale.chart.height;
  const exponents = labelledExponents(min, max, Math.floor(length / pixelsPerLabel));
  const ticks = exponents.map((e) => ({ value: 10 ** e, label: powerOfTen(e), major: true }));
  scale.ticks = ticks.filter(({ value }) => value >= min && value <= max);
}
