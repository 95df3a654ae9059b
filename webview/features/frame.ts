/** Converts the coordinates of a picture to pixels and back: the same scale for both axes, y upwards. Pure. */

export type XY = readonly [x: number, y: number];

/** The size of the letters in the pictures, relative to that of the page; features.css has the same value. */
export const LETTERS = 0.92;

export interface Frame {
  readonly width: number;
  readonly height: number;
  /** In pixels per unit. */
  readonly scale: number;
  /** The coordinates of the middle. */
  readonly centre: XY;
}

/** The frame that contains all points, with `margin` pixels around them. */
export function frameAround(points: readonly XY[], width: number, height: number, margin: number): Frame {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)];
  const room = (pixels: number) => Math.max(20, pixels - 2 * margin);
  // Points closer together than this count as one: their differences are mostly rounding error.
  const least = 1e-9 * Math.max(-left, right, -bottom, top);
  const [across, up] = [right - left, top - bottom].map((extent) => (extent > least ? extent : 0));
  const scale = Math.min(room(width) / (across || 0.1), room(height) / (up || 0.1));
  return {
    width,
    height,
    // A single point, or only the origin, is shown at the scale of 1.
    scale: across || up ? scale : Math.min(room(width), room(height)) / 2,
    centre: [(left + right) / 2, (bottom + top) / 2],
  };
}

export function toPixels({ width, height, scale, centre }: Frame, [x, y]: XY): XY {
  return [width / 2 + (x - centre[0]) * scale, height / 2 - (y - centre[1]) * scale];
}

/** Multiples of 1, 2 or 5 times a power of ten between the ends of an axis, about `pixels` apart. */
export function ticks(least: number, greatest: number, scale: number, pixels: number): number[] {
  const raw = pixels / scale;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((n) => n * power >= raw) ?? 10);
  const values: number[] = [];
  for (let n = Math.ceil(least / step); n * step <= greatest && values.length < 100; n++)
    values.push(n === 0 ? 0 : Number((n * step).toPrecision(12)));
  return values;
}
