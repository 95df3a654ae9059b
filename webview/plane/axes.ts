/** The numbers along the plane, placed beside it so that they cover nothing of it. */
import { roundNumbers } from '../../src/drawing/axis.js';
import { roundTick } from '../charts/axis.js';
import { svg } from '../dom.js';
import { type PlaneWindow, toPixel } from './window.js';

/** Pixels left of the plane, and below it. */
export const LEFT = 46;
const BELOW = 34;
/** The least number of pixels between two numbers. */
const APART = 60;

export interface PlaneAxes {
  readonly left: SVGElement;
  readonly below: SVGElement;
  /** @param side that of the plane, in pixels. @param up empty: there is no second parameter */
  update(window: PlaneWindow, side: number, across: string, up: string): void;
}

export function createPlaneAxes(): PlaneAxes {
  const left = svg('svg', { class: 'axis', 'aria-hidden': 'true' });
  const below = svg('svg', { class: 'axis', 'aria-hidden': 'true' });
  return {
    left,
    below,
    update(window, side, across, up) {
      size(left, LEFT, side);
      size(below, side, BELOW);
      const numbers = (middle: number) =>
        roundNumbers(middle - window.half, middle + window.half, side / APART);
      below.replaceChildren(
        ...numbers(window.x).flatMap((value) => {
          const [x] = toPixel(window, side, value, window.y);
          return [
            svg('line', { x1: x, x2: x, y1: 0, y2: 4 }),
            svg('text', { x: within(x, side), y: 15, 'text-anchor': 'middle' }, label(value)),
          ];
        }),
        svg('text', { x: side / 2, y: 30, 'text-anchor': 'middle', class: 'name' }, across),
      );
      left.replaceChildren(
        ...(up === '' ? [] : numbers(window.y)).flatMap((value) => {
          const [, y] = toPixel(window, side, window.x, value);
          return [
            svg('line', { x1: LEFT - 4, x2: LEFT, y1: y, y2: y }),
            svg('text', { x: LEFT - 6, y: within(y, side) + 4, 'text-anchor': 'end' }, label(value)),
          ];
        }),
        svg(
          'text',
          { transform: `translate(10 ${side / 2}) rotate(-90)`, 'text-anchor': 'middle', class: 'name' },
          up,
        ),
      );
    },
  };
}

/** A number at the rim is moved inwards by half its width. */
function within(pixel: number, side: number): number {
  return Math.min(side - 8, Math.max(8, pixel));
}

function label(value: number): string {
  return String(roundTick(Number(value.toPrecision(6))).label);
}

function size(element: SVGElement, width: number, height: number): void {
  element.setAttribute('width', String(width));
  element.setAttribute('height', String(height));
}
