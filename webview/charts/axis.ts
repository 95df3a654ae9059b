/** The ticks of a chart on the screen. */
import type { Scale, Tick } from 'chart.js';
import { labelledExponents, roundNumbers } from '../../src/drawing/axis.js';
import { count, figure, powerOfTen } from '../format.js';

/** A Chart.js hook: powers of ten as ticks; round numbers if the axis contains fewer than two of them. */
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
