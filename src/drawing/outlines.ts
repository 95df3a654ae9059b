/** The borders of the areas in a lattice of cells, as closed lines. Pure. */
import type { Point } from './svg.js';

/**
 * For each code the closed lines around its cells, in units of cells from the top left. Points inside two of these lines are outside the area. Lines go through the
 * middles of the cells' sides, so that a slanting border has no steps, and neighbours share it; at the rim of the lattice they have corners.
 *
 * @param codes one for each cell, row by row from the top left; a negative code belongs to no area
 */
export function outlines(codes: ArrayLike<number>, columns: number, rows: number): Map<number, Point[][]> {
  const sides = new Map<number, Map<number, number[]>>();
  const corner = (i: number, j: number) => j * (columns + 1) + i;
  const codeAt = (i: number, j: number) =>
    i < 0 || j < 0 || i >= columns || j >= rows ? -1 : codes[j * columns + i]!;
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const code = codeAt(i, j);
      if (code < 0) continue;
      // Clockwise around the cell, from corner to corner.
      const around = [
        [codeAt(i, j - 1), corner(i, j), corner(i + 1, j)],
        [codeAt(i + 1, j), corner(i + 1, j), corner(i + 1, j + 1)],
        [codeAt(i, j + 1), corner(i + 1, j + 1), corner(i, j + 1)],
        [codeAt(i - 1, j), corner(i, j + 1), corner(i, j)],
      ] as const;
      for (const [other, from, to] of around) {
        if (other === code) continue;
        const ofCode = sides.get(code) ?? new Map<number, number[]>();
        sides.set(code, ofCode);
        ofCode.set(from, [...(ofCode.get(from) ?? []), to]);
      }
    }
  }
  const pointOf = (at: number): Point => [at % (columns + 1), Math.floor(at / (columns + 1))];
  const isOnRim = ([x, y]: Point) => x === 0 || y === 0 || x === columns || y === rows;
  return new Map(
    [...sides].map(([code, ofCode]) => [
      code,
      chained(ofCode).map((ring) => withoutSteps(ring.map(pointOf), isOnRim)),
    ]),
  );
}

/** Follows sides from corner to corner until each line is closed. Empties the map. */
function chained(sides: Map<number, number[]>): number[][] {
  const rings: number[][] = [];
  for (const [start, ends] of sides) {
    while (ends.length > 0) {
      const ring = [start];
      for (let at = ends.pop()!; at !== start; at = sides.get(at)!.pop()!) ring.push(at);
      rings.push(ring);
    }
  }
  return rings;
}

/** The middles of the sides in place of the corners, except for corners at the rim; without the points inside straight lines. */
function withoutSteps(ring: readonly Point[], isOnRim: (point: Point) => boolean): Point[] {
  const points = ring.flatMap((from, n): Point[] => {
    const to = ring[(n + 1) % ring.length]!;
    const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
    return isOnRim(from) ? [from, middle] : [middle];
  });
  return points.filter((at, n) => {
    const [before, after] = [points.at(n - 1)!, points[(n + 1) % points.length]!];
    return (at[0] - before[0]) * (after[1] - at[1]) !== (at[1] - before[1]) * (after[0] - at[0]);
  });
}
