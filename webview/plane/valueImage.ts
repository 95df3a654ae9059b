/** The policy's value f(θ), or J(θ), as colours. */
import type { ValueField } from '../../src/flow/plane.js';
import type { Rgb } from './colour.js';
import { ramp } from './ramp.js';
import { type PlaneWindow, toPlane } from './window.js';

/** The most exponentials that one picture may cost. */
const BUDGET = 2e6;
const SHADES: readonly Rgb[] = Array.from({ length: 256 }, (_, n) => ramp(n / 255));

/** From the least value of any policy to the greatest. The value is evaluated once for each block of pixels, whose size depends on the cost. */
export function paintValue(image: ImageData, field: ValueField, window: PlaneWindow): void {
  const size = image.width;
  const { least, greatest, cost } = field;
  const span = greatest - least || 1;
  const block = Math.max(2, Math.ceil(Math.sqrt((size * size * cost) / BUDGET)));
  const { data } = image;
  for (let top = 0; top < size; top += block) {
    for (let left = 0; left < size; left += block) {
      const [x, y] = toPlane(window, size, left + block / 2, top + block / 2);
      field.evaluate(x, y);
      const shade = SHADES[Math.round((255 * (field.value - least)) / span)] ?? SHADES[0]!;
      for (let j = top; j < Math.min(size, top + block); j++) {
        for (let i = left; i < Math.min(size, left + block); i++) {
          const at = 4 * (j * size + i);
          data[at] = shade[0];
          data[at + 1] = shade[1];
          data[at + 2] = shade[2];
          data[at + 3] = 255;
        }
      }
    }
  }
}
