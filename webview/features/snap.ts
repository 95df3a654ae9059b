/** Readable numbers, as fine as the picture is. Pure. */

/** Pixels between two neighbouring numbers, at least. */
const PIXELS = 3;

/** The power of ten that one step of the mouse represents. @param scale in pixels per unit */
export function resolution(scale: number): number {
  return Math.ceil(Math.log10(PIXELS / scale) - 1e-9) + 0;
}

/** The number nearest to `value` whose last place is 10^exponent, written without unnecessary zeros. */
export function snapped(value: number, exponent: number): string {
  const whole = Math.round(Number(`${value}e${-exponent}`) || value / 10 ** exponent);
  if (whole === 0) return '0';
  const rounded = Number(`${whole}e${exponent}`);
  return String(rounded);
}
