/** The borders between the regions of a plane. Pure. */
import type { Corner, Region } from '../../src/flow/regions.js';
import type { PlaneWindow } from './window.js';

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
