/** The part of a picture within its axes, which is all that the two writers receive. Pure. */
import { scale } from './axis.js';
import type { Axis, Mark, Picture } from './picture.js';
import type { Point } from './svg.js';

/** Maps the numbers of a picture to pixels of its plot, from the top left, and back. */
export interface Place {
  to(point: Point): Point;
  from(pixel: Point): Point;
}

export function placeOf({ x, y, width, height }: Pick<Picture, 'x' | 'y' | 'width' | 'height'>): Place {
  const [across, down] = [scale(x.scale, x, 0, width), scale(y.scale, y, height, 0)];
  const [right, up] = [inverse(x, 0, width), inverse(y, height, 0)];
  return {
    to: ([a, b]) => [across(a), down(b)],
    from: ([a, b]) => [right(a), up(b)],
  };
}

function inverse({ scale: kind, min, max }: Axis, from: number, to: number): (pixel: number) => number {
  const part = (pixel: number) => (pixel - from) / (to - from);
  if (kind === 'linear') return (pixel) => min + part(pixel) * (max - min);
  const [low, high] = [Math.log10(min), Math.log10(max)];
  return (pixel) => 10 ** (low + part(pixel) * (high - low));
}

/** In pixels: rounding must not cut off what lies at the rim. */
const NEAR = 1e-6;

/** The marks within the axes: lines and areas are cut at the rim, and marks with their point outside are left out. */
export function inSight(picture: Picture): Mark[] {
  const { width, height, marks } = picture;
  const place = placeOf(picture);
  const isIn = (point: Point): boolean => {
    const [x, y] = place.to(point);
    return x >= -NEAR && y >= -NEAR && x <= width + NEAR && y <= height + NEAR;
  };
  const seen = (mark: Mark): Mark[] => {
    switch (mark.kind) {
      case 'line':
        return piecesWithin(mark.points, isIn, place, width, height).map((points) => ({ ...mark, points }));
      case 'area': {
        const rings = mark.rings
          .map((ring) => (ring.every(isIn) ? ring : ringWithin(ring, place, width, height)))
          .filter((ring) => ring.length > 2);
        return rings.length === 0 ? [] : [{ ...mark, rings }];
      }
      case 'arrow': {
        const [from, to] = [isIn(mark.from), isIn(mark.to)];
        if (from && to) return [mark];
        const [piece] = piecesWithin([mark.from, mark.to], isIn, place, width, height);
        if (piece === undefined || piece.length < 2) return [];
        // An arrow that ends outside has no head here.
        return to ? [{ ...mark, from: piece[0]! }] : [{ kind: 'line', points: piece, stroke: mark.stroke }];
      }
      case 'markers': {
        const points = mark.points.filter(isIn);
        return points.length === 0 ? [] : [{ ...mark, points }];
      }
      case 'label':
        return isIn(mark.at) ? [mark] : [];
    }
  };
  return marks.flatMap(seen);
}

/** The parts of a line within the plot. Points inside are kept as they are. */
function piecesWithin(
  points: readonly Point[],
  isIn: (point: Point) => boolean,
  place: Place,
  width: number,
  height: number,
): Point[][] {
  if (points.every(isIn)) return points.length === 0 ? [] : [[...points]];
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  points.slice(1).forEach((to, n) => {
    const from = points[n]!;
    const cut = segmentWithin(place.to(from), place.to(to), width, height);
    if (cut === null) return;
    const [start, end] = cut;
    if (piece.length === 0) piece.push(start === 0 ? from : between(place, from, to, start));
    piece.push(end === 1 ? to : between(place, from, to, end));
    if (end < 1) {
      pieces.push(piece);
      piece = [];
    }
  });
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

function between(place: Place, from: Point, to: Point, part: number): Point {
  const [a, b] = [place.to(from), place.to(to)];
  return place.from([a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])]);
}

/** The part of a segment within a box, as fractions of its length (Liang and Barsky 1984); null: none. */
function segmentWithin(
  [x, y]: Point,
  [u, v]: Point,
  width: number,
  height: number,
): readonly [start: number, end: number] | null {
  let [start, end] = [0, 1];
  const sides: readonly (readonly [step: number, room: number])[] = [
    [x - u, x],
    [u - x, width - x],
    [y - v, y],
    [v - y, height - y],
  ];
  for (const [step, room] of sides) {
    if (step === 0) {
      if (room < 0) return null;
    } else if (step < 0) start = Math.max(start, room / step);
    else end = Math.min(end, room / step);
  }
  return start < end ? [start, end] : null;
}

/** A ring cut at the four sides of the plot, one after the other (Sutherland and Hodgman 1974). */
function ringWithin(ring: readonly Point[], place: Place, width: number, height: number): Point[] {
  const sides: readonly (readonly [axis: 0 | 1, limit: number, sign: 1 | -1])[] = [
    [0, 0, 1],
    [0, width, -1],
    [1, 0, 1],
    [1, height, -1],
  ];
  let pixels = ring.map((point) => place.to(point));
  for (const [axis, limit, sign] of sides) {
    const depth = (pixel: Point) => sign * (pixel[axis] - limit);
    pixels = pixels.flatMap((to, n) => {
      const from = pixels.at(n - 1)!;
      const [a, b] = [depth(from), depth(to)];
      const part = a / (a - b);
      const crossing: Point[] =
        a >= 0 === b >= 0 ? [] : [[from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])]];
      return b >= 0 ? [...crossing, to] : crossing;
    });
  }
  return pixels.map((pixel) => place.from(pixel));
}
