/** The visible window of a plane, and how it moves. Pure. */
import type { ProblemNumbers } from '../../src/model/problem.js';

export interface PlaneWindow {
  /** The coordinates of the middle, and half the side, in the plane's coordinates. */
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

const LEAST = 1e-6;
const GREATEST = 1e9;

/** @param side that of the canvas, in pixels */
export function toPixel(window: PlaneWindow, side: number, x: number, y: number): [number, number] {
  const scale = side / (2 * window.half);
  return [side / 2 + (x - window.x) * scale, side / 2 - (y - window.y) * scale];
}

export function toPlane(window: PlaneWindow, side: number, right: number, down: number): [number, number] {
  const unit = (2 * window.half) / side;
  return [window.x + (right - side / 2) * unit, window.y - (down - side / 2) * unit];
}

/** `by` < 1 zooms in; the point (x, y) stays where it is. */
export function zoomed(window: PlaneWindow, by: number, x: number, y: number): PlaneWindow {
  const half = Math.min(GREATEST, Math.max(LEAST, window.half * by));
  const factor = half / window.half;
  return { half, x: x + (window.x - x) * factor, y: y + (window.y - y) * factor };
}

/** Moves the window by fractions of half its side. */
export function panned(window: PlaneWindow, right: number, up: number): PlaneWindow {
  return { ...window, x: window.x + right * window.half, y: window.y + up * window.half };
}

/**
 * The initial window: wide enough that the logits of a state differ by about 24 at its rim, where policies are nearly deterministic, and
 * that all `points` are inside. Rounded to two digits.
 *
 * @param offsets the first row of each state, and finally the number of rows
 */
export function windowAround(
  { features, offsets }: Pick<ProblemNumbers, 'features' | 'offsets'>,
  points: readonly (readonly number[])[],
): PlaneWindow {
  let longest = 0;
  for (let s = 0; s + 1 < offsets.length; s++) {
    const [first, ...others] = features.slice(offsets[s], offsets[s + 1]);
    for (const row of others)
      longest = Math.max(longest, Math.hypot(...row.map((entry, k) => entry - first![k]!)));
  }
  const reach = Math.max(0, ...points.flat().map(Math.abs));
  const half = Math.max(longest > 0 ? 24 / longest : 8, 1.25 * reach);
  return { x: 0, y: 0, half: Number(half.toPrecision(2)) };
}
