/** The window of a plane that is shown, and how it moves. Pure. */

export interface View {
  /** What stands in the middle, and half the side, in the plane's coordinates. */
  readonly x: number;
  readonly y: number;
  readonly half: number;
}

const LEAST = 1e-6;
const GREATEST = 1e9;

/** @param side of the canvas, pixels */
export function toPixel(view: View, side: number, x: number, y: number): [number, number] {
  const scale = side / (2 * view.half);
  return [side / 2 + (x - view.x) * scale, side / 2 - (y - view.y) * scale];
}

export function toPlane(view: View, side: number, right: number, down: number): [number, number] {
  const unit = (2 * view.half) / side;
  return [view.x + (right - side / 2) * unit, view.y - (down - side / 2) * unit];
}

/** `by` < 1 comes nearer; the point (x, y) stays where it is. */
export function zoomed(view: View, by: number, x: number, y: number): View {
  const half = Math.min(GREATEST, Math.max(LEAST, view.half * by));
  const factor = half / view.half;
  return { half, x: x + (view.x - x) * factor, y: y + (view.y - y) * factor };
}

/** Moves the window by a part of its half side. */
export function panned(view: View, right: number, up: number): View {
  return { ...view, x: view.x + right * view.half, y: view.y + up * view.half };
}

/**
 * The window to begin with: wide enough that logits differ by some 24 at its rim, where policies are nearly deterministic, and that
 * all `points` are in it. Rounded to two digits.
 */
export function viewAround(
  features: readonly (readonly number[])[],
  points: readonly (readonly number[])[],
): View {
  let longest = 0;
  const [first] = features;
  for (const row of features) {
    longest = Math.max(longest, Math.hypot(...row.map((entry, k) => entry - first![k]!)));
  }
  const reach = Math.max(0, ...points.flat().map(Math.abs));
  const half = Math.max(longest > 0 ? 24 / longest : 8, 1.25 * reach);
  return { x: 0, y: 0, half: Number(half.toPrecision(2)) };
}
