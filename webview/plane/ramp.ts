/** Colours that represent numbers. Pure. */
import type { Rgb } from './colour.js';

/** Dark blue to yellow, with even steps in lightness, for every kind of colour vision; `.plane .ramp` in plane.css is the same. */
const RAMP: readonly Rgb[] = [
  [0, 32, 77],
  [51, 67, 107],
  [87, 92, 109],
  [120, 121, 120],
  [157, 150, 117],
  [198, 182, 102],
  [255, 234, 70],
];

/** @param t from 0 to 1 */
export function ramp(t: number): Rgb {
  const place = Math.min(1, Math.max(0, t)) * (RAMP.length - 1);
  const i = Math.min(RAMP.length - 2, Math.floor(place));
  const [a, b] = [RAMP[i]!, RAMP[i + 1]!];
  const part = place - i;
  return [0, 1, 2].map((n) => Math.round(a[n]! + part * (b[n]! - a[n]!))) as unknown as Rgb;
}
