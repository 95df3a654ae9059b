/** Colours as numbers. */

export type Rgb = readonly [number, number, number];

const known = new Map<string, Rgb>();
let context: CanvasRenderingContext2D | null = null;

/** Any colour that CSS can write, as bytes. */
export function rgbOf(css: string): Rgb {
  let colour = known.get(css);
  if (colour === undefined) {
    if (context === null) {
      const canvas = document.createElement('canvas');
      canvas.width = 1;
      canvas.height = 1;
      context = canvas.getContext('2d', { willReadFrequently: true })!;
    }
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    colour = [r!, g!, b!];
    known.set(css, colour);
  }
  return colour;
}

/** Dark blue to yellow, even in lightness, and told apart by every kind of colour vision: `.plane .ramp` in plane.css is the same. */
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
