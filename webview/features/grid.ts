/** Axes and numbers of the features' picture. */
import { svg } from '../dom.js';
import { figure } from '../format.js';
import { line } from './figures.js';
import { type Frame, ticks, toPixels } from './frame.js';

export function drawGrid(frame: Frame, across: string, up: string | null): SVGElement[] {
  const { width, height, scale, centre } = frame;
  const xs = ticks(centre[0] - width / 2 / scale, centre[0] + width / 2 / scale, scale, 56);
  const ys =
    up === null ? [] : ticks(centre[1] - height / 2 / scale, centre[1] + height / 2 / scale, scale, 40);
  return [
    ...xs.flatMap((value) => {
      const [x] = toPixels(frame, [value, 0]);
      const number =
        x > 24 && x < width - 60
          ? svg('text', { x, y: height - 4, class: 'tick', 'text-anchor': 'middle' }, figure(value))
          : null;
      return [line([x, 0], [x, height], value === 0 ? 'axis' : 'grid-line'), ...(number ? [number] : [])];
    }),
    ...ys.flatMap((value) => {
      const [, y] = toPixels(frame, [0, value]);
      const number =
        y > 24 && y < height - 18 ? svg('text', { x: 2, y: y + 4, class: 'tick' }, figure(value)) : null;
      return [line([0, y], [width, y], value === 0 ? 'axis' : 'grid-line'), ...(number ? [number] : [])];
    }),
    svg('text', { x: width - 4, y: height - 4, class: 'tick', 'text-anchor': 'end' }, across),
    ...(up === null ? [] : [svg('text', { x: 4, y: 14, class: 'tick' }, up)]),
  ];
}
