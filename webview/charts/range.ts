/** Where the axes of a drawing end: the same on the screen and in a file. */
import type { Range } from '../view.js';
import { decadesAround } from './axis.js';
import type { Drawing } from './frame.js';
import { drawable } from './series.js';

export function rangeX({ axes, zoomX, last }: Drawing): Range {
  return zoomX ?? { min: axes.x === 'log' ? 1 : 0, max: last };
}

/** Whole decades of the values in sight, on a log axis; on a linear one the bounds of the quantity, or null: as they need. */
export function rangeY({ axes, lines, helpers, bounds, zoomX, zoomY, hidden }: Drawing): Range | null {
  if (zoomY) return zoomY;
  if (axes.y === 'linear') return bounds && { min: bounds[0], max: bounds[1] };
  const seen = lines
    .filter((line) => !hidden.has(line.name))
    .flatMap(({ points, strands = [] }) => [points, ...strands].flatMap((each) => drawable(each, axes)));
  const compared = helpers.filter(({ name, of }) => of === null && !hidden.has(name));
  const points = [...seen, ...compared.flatMap((helper) => helper.points)];
  const inside = zoomX ? points.filter(({ x }) => x >= zoomX.min && x <= zoomX.max) : points;
  return decadesAround(inside.map(({ y }) => y));
}
