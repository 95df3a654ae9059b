/** Axes: logarithmic ones with ticks at whole powers of ten, however many decades there are, and their ranges. */
import type { Scale, Tick } from 'chart.js';
import type { Range } from '../view.js';
import { count, figure, powerOfTen } from '../words.js';

/** Powers of ten that hold all the values, one decade apart at least; null when there is no positive value. */
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

/** Round numbers within [min, max], evenly spaced, about `atMost` of them: for what is less than two decades. */
export function roundNumbers(min: number, max: number, atMost: number): number[] {
  const rough = (max - min) / Math.max(1, atMost);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((one) => one >= rough)!;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Chart.js hook: powers of ten as ticks; round numbers where the axis holds fewer than two of them. */
export function setLogTicks(scale: Scale, pixelsPerLabel: number): void {
  const { min, max } = scale;
  if (!(min > 0) || !(max > min)) return;
  const length = scale.isHorizontal() ? scale.chart.width : scale.chart.height;
  const atMost = Math.floor(length / pixelsPerLabel);
  const exponents = labelledExponents(min, max, atMost);
  const powers = exponents.map((e): Tick => ({ value: 10 ** e, label: powerOfTen(e), major: true }));
  const inside = powers.filter(({ value }) => value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9));
  scale.ticks = inside.length >= 2 ? inside : roundNumbers(min, max, Math.min(6, atMost / 2)).map(roundTick);
}

/** Labels of a linear axis. */
export function roundTick(value: number): Tick {
  const whole = Number.isInteger(value) && Math.abs(value) < 1e6;
  return { value, label: whole && value >= 0 ? count(value) : figure(value) };
}
