/** The regions of a plane in which one action has the greatest logit: convex polygons, the upper envelope of affine functions. */
import type { PlaneField } from './plane.js';

export type Corner = readonly [x: number, y: number];

export interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export interface Region {
  readonly action: number;
  /** The corners in order, in the plane's coordinates. */
  readonly polygon: readonly Corner[];
}

/** The non-empty regions within a rectangle, by action. If several actions have the same logits, the first one has the region. */
export function dominanceRegions(field: PlaneField, within: Rectangle): Region[] {
  const { at, alongAcross, alongUp } = field;
  const { left, right, bottom, top } = within;
  const corners: Corner[] = [
    [left, bottom],
    [right, bottom],
    [right, top],
    [left, top],
  ];
  const regions: Region[] = [];
  for (let a = 0; a < at.length; a++) {
    let polygon: Corner[] = corners;
    for (let b = 0; b < at.length && polygon.length > 0; b++) {
      if (b === a) continue;
      const lead = at[a]! - at[b]!;
      const across = alongAcross[a]! - alongAcross[b]!;
      const up = alongUp[a]! - alongUp[b]!;
      if (lead === 0 && across === 0 && up === 0) {
        if (b < a) polygon = [];
        continue;
      }
      polygon = clip(polygon, ([x, y]) => lead + x * across + y * up);
    }
    if (polygon.length > 2) regions.push({ action: a, polygon });
  }
  return regions;
}

/** The part of a convex polygon on which an affine function is ≥ 0 (Sutherland and Hodgman). */
function clip(polygon: readonly Corner[], height: (corner: Corner) => number): Corner[] {
  const kept: Corner[] = [];
  polygon.forEach((corner, i) => {
    const next = polygon[(i + 1) % polygon.length]!;
    const here = height(corner);
    const there = height(next);
    if (here >= 0) kept.push(corner);
    if (here * there < 0) {
      const t = here / (here - there);
      kept.push([corner[0] + t * (next[0] - corner[0]), corner[1] + t * (next[1] - corner[1])]);
    }
  });
  return kept;
}

/** The centre of gravity of a convex polygon. */
export function centreOf(polygon: readonly Corner[]): Corner {
  let area = 0;
  let x = 0;
  let y = 0;
  const [first] = polygon;
  for (let i = 1; i + 1 < polygon.length; i++) {
    const [a, b] = [polygon[i]!, polygon[i + 1]!];
    const part = (a[0] - first![0]) * (b[1] - first![1]) - (b[0] - first![0]) * (a[1] - first![1]);
    area += part;
    x += (part * (first![0] + a[0] + b[0])) / 3;
    y += (part * (first![1] + a[1] + b[1])) / 3;
  }
  return area === 0 ? first! : [x / area, y / area];
}
