/** Where the axes of a drawing end, both on the screen and in a file. */

import { decadesAround } from '../../src/drawing/axis.js';
import { count, figure, powerOfTen } from '../format.js';
import type { Range } from '../view.js';
import type { Drawing } from './drawing.js';
import { drawable } from './series.js';

/**
 * Without zoom, a log axis begins at most this many decades below the greatest visible value: a number 10⁻¹⁷ times as large is lost when it is added to
 * a double. Deeper values would compress everything above into a line.
 */
const MOST_DECADES = 17;

export function rangeX({ axes, zoomX, last }: Drawing): Range {
  return zoomX ?? { min: axes.x === 'log' ? 1 : 0, max: last };
}

/**
 * On a log axis, whole decades around the visible values, as far as `MOST_DECADES` allow; on a linear axis, the bounds of the quantity; null: the
 * axis follows the values.
 */
export function rangeY({ axes, lines, helpers, bounds, zoomX, zoomY, hidden }: Drawing): Range | null {
  if (zoomY) return zoomY;
  if (axes.y === 'linear') return bounds && { min: bounds[0], max: bounds[1] };
  const seen = lines
    .filter((line) => !hidden.has(line.name))
    .flatMap(({ points, memberCurves = [] }) =>
      [points, ...memberCurves].flatMap((each) => drawable(each, axes)),
    );
  const compared = helpers.filter(({ name, of }) => of === null && !hidden.has(name));
  const points = [...seen, ...compared.flatMap((helper) => helper.points)];
  const inside = zoomX ? points.filter(({ x }) => x >= zoomX.min && x <= zoomX.max) : points;
  const whole = decadesAround(inside.map(({ y }) => y));
  if (whole === null) return null;
  const floor = 10 ** (Math.round(Math.log10(whole.max)) - MOST_DECADES);
  return { min: Math.max(whole.min, floor), max: whole.max };
}

/** Sentences about values below a log axis that is not zoomed: from where on, and how far. */
export function belowAxis(drawing: Drawing): string[] {
  const { axes, lines, hidden, zoomX, zoomY } = drawing;
  const range = rangeY(drawing);
  if (zoomY || axes.y === 'linear' || range === null) return [];
  const said = lines.flatMap(({ name, points }) => {
    if (hidden.has(name)) return [];
    const seen = drawable(points, axes).filter(({ x }) => !zoomX || (x >= zoomX.min && x <= zoomX.max));
    const first = seen.find(({ y }) => y < range.min);
    if (first === undefined) return [];
    const least = seen.reduce((lowest, { y }) => Math.min(lowest, y), first.y);
    const floor = powerOfTen(Math.round(Math.log10(range.min)));
    return [`${name}: below ${floor} from iteration ${count(first.x)} on, down to ${figure(least)}.`];
  });
  return said.length === 0 ? [] : [...said.slice(0, MOST_SAID), 'Zoom out or pan down to see it.'];
}

const MOST_SAID = 4;
