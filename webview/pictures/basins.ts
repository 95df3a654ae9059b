/** Basins, or the value of the policy, as areas of a picture. Pure. */

import { outlines } from '../../src/drawing/outlines.js';
import { type Fill, HATCHINGS, type Mark } from '../../src/drawing/picture.js';
import type { Point } from '../../src/drawing/svg.js';
import { UNKNOWN } from '../../src/flow/basins.js';
import type { End } from '../../src/flow/ends.js';
import type { ValueField } from '../../src/flow/plane.js';
import type { MappedBasins } from '../plane/basinImage.js';
import type { EndLook } from '../plane/endLooks.js';
import { ramp } from '../plane/ramp.js';
import { type PlaneWindow, toPlane } from '../plane/window.js';
import { hexOf, type PictureColours } from './colours.js';

/** The fill of an end's basin; basins of finite points are denser. */
export function basinFill({ kind }: End, { colour, pattern }: EndLook, colours: PictureColours): Fill {
  return {
    colour: colour === null ? colours.muted : colours.palette[colour % colours.palette.length]!,
    opacity: kind === 'undecided' ? 0.06 : kind === 'finite' ? 0.5 : 0.3,
    // The first pattern on the screen has no hatching.
    hatching: pattern === 0 ? null : HATCHINGS[(pattern - 1) % HATCHINGS.length]!,
  };
}

/** An area for each end, wherever the window has moved since the basins were mapped. */
export function basinMarks(
  { square, map }: MappedBasins,
  looks: readonly EndLook[],
  { y, half }: PlaneWindow,
  colours: PictureColours,
): Mark[] {
  const { columns, rows, spacing } = map;
  const nearest = (place: number, n: number) => Math.min(n - 1, Math.round(place / spacing) * spacing);
  const codes = Int16Array.from({ length: columns * rows }, (_, pixel) => {
    const [i, j] = [pixel % columns, Math.floor(pixel / columns)];
    const code = map.codes[nearest(j, rows) * columns + nearest(i, columns)]!;
    return code === UNKNOWN ? -1 : code;
  });
  const across = (i: number) => square.x + square.half * ((2 * i) / columns - 1);
  // A plane that is a line has one row, as high as the window.
  const up = (j: number) =>
    rows === 1 ? y + half * (1 - 2 * j) : square.y - square.half * ((2 * j) / rows - 1);
  return [...outlines(codes, columns, rows)].map(([code, rings]) => ({
    kind: 'area',
    rings: rings.map((ring) => ring.map(([i, j]): Point => [across(i), up(j)])),
    fill: basinFill(map.ends[code]!, looks[code]!, colours),
  }));
}

const LEVELS = 24;
/** The number of points along each side at which the value is computed, and the most exponentials that one picture may cost. */
const POINTS = 96;
const BUDGET = 2e6;

/** The colours of the value scale, the least value first. */
export const SHADES: readonly string[] = Array.from({ length: LEVELS }, (_, n) =>
  hexOf(ramp(n / (LEVELS - 1))),
);

/** Each level lies over those below it, so that no background shows between two. */
export function valueMarks(field: ValueField, window: PlaneWindow): Mark[] {
  const { least, greatest, cost } = field;
  const n = Math.max(16, Math.min(POINTS, Math.floor(Math.sqrt(BUDGET / cost))));
  const span = greatest - least || 1;
  const levels = Int16Array.from({ length: n * n }, (_, pixel) => {
    field.evaluate(...toPlane(window, n, (pixel % n) + 0.5, Math.floor(pixel / n) + 0.5));
    return Math.min(LEVELS - 1, Math.max(0, Math.floor((LEVELS * (field.value - least)) / span)));
  });
  return SHADES.flatMap((colour, level): Mark[] => {
    const rings = outlines(
      levels.map((one) => (one >= level ? 0 : -1)),
      n,
      n,
    ).get(0);
    if (rings === undefined) return [];
    const placed = rings.map((ring) => ring.map(([i, j]): Point => toPlane(window, n, i, j)));
    return [{ kind: 'area', rings: placed, fill: { colour, opacity: 1 } }];
  });
}
