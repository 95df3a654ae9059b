/** Moving along an iteration axis with the keyboard. Pure. */
import type { AxisScale, Range } from '../view.js';

/** Zooms in (factor < 1) or out (> 1) around a point of the axis, but never beyond `whole`: then null. */
export function zoomed(
  range: Range,
  scale: AxisScale,
  factor: number,
  about: number,
  whole: Range,
): Range | null {
  const [to, from] = maps(scale);
  const centre = to(Math.min(range.max, Math.max(range.min, about)));
  const min = from(centre - (centre - to(range.min)) * factor);
  const max = from(centre + (to(range.max) - centre) * factor);
  if (min <= whole.min * (1 + 1e-9) && max >= whole.max * (1 - 1e-9)) return null;
  return { min: Math.max(min, whole.min), max: Math.min(max, whole.max) };
}

/** Moves the axis by a fraction of its length, within `whole`. */
export function panned(range: Range, scale: AxisScale, part: number, whole: Range): Range {
  const [to, from] = maps(scale);
  const length = to(range.max) - to(range.min);
  const low = Math.max(to(whole.min), Math.min(to(whole.max) - length, to(range.min) + part * length));
  return { min: from(low), max: from(low + length) };
}

/** The recorded iteration before (−1) or after (+1) an iteration; the first or the last if there is none. */
export function stepped(recorded: readonly number[], at: number, step: -1 | 1): number {
  const beyond = step > 0 ? recorded.find((t) => t > at) : recorded.findLast((t) => t < at);
  return beyond ?? (step > 0 ? recorded.at(-1) : recorded[0]) ?? at;
}

/** The nearest recorded iteration on a log axis. */
export function nearest(recorded: readonly number[], at: number): number {
  const distance = (t: number) => Math.abs(Math.log((t + 1) / (Math.max(0, at) + 1)));
  return recorded.reduce((best, t) => (distance(t) < distance(best) ? t : best), recorded[0] ?? 0);
}

function maps(scale: AxisScale): [(x: number) => number, (u: number) => number] {
  return scale === 'log' ? [Math.log10, (u) => 10 ** u] : [(x) => x, (u) => u];
}
