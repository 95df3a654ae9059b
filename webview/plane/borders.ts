/** The regions of a plane in which one action is the most probable, and where they meet. Pure. */
import type { PlaneField } from '../../src/flow/plane.js';
import { type Corner, dominanceRegions, type Region } from '../../src/flow/regions.js';
import type { PlaneWindow } from './window.js';

/** More regions than this cannot be distinguished by eye. */
const MOST_REGIONS = 200;

/** The regions in which one action is the most probable; none where they are too many to be distinguished. */
export function regionsIn({ x, y, half }: PlaneWindow, field: PlaneField, actions: number): Region[] {
  if (actions > MOST_REGIONS) return [];
  return dominanceRegions(field, { left: x - half, right: x + half, bottom: y - half, top: y + half });
}

/** The edges between two regions, each once, without the rim of the window. */
export function bordersBetween(regions: readonly Region[], { x, y, half }: PlaneWindow): [Corner, Corner][] {
  const near = 1e-6 * half;
  const onRim = (a: Corner, b: Corner): boolean =>
    [0, 1].some((k) => {
      const middle = k === 0 ? x : y;
      return Math.abs(a[k]! - b[k]!) < near && Math.abs(Math.abs(a[k]! - middle) - half) < near;
    });
  const name = (corner: Corner): string => corner.map((entry) => Math.round(entry / near)).join();
  const edges = new Map<string, [Corner, Corner]>();
  for (const { polygon } of regions) {
    polygon.forEach((from, i) => {
      const to = polygon[(i + 1) % polygon.length]!;
      if (!onRim(from, to)) edges.set([name(from), name(to)].sort().join(), [from, to]);
    });
  }
  return [...edges.values()];
}
