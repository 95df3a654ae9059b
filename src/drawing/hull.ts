import type { Point } from './svg.js';

/** The corners of the convex hull, anticlockwise (Andrew's monotone chain); one or two points if the hull has no area. */
export function hull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const distinct = sorted.filter(
    (p, i) => i === 0 || p[0] !== sorted[i - 1]![0] || p[1] !== sorted[i - 1]![1],
  );
  if (distinct.length < 3) return distinct;
  const chain = (along: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const p of along) {
      while (kept.length > 1 && turn(kept.at(-2)!, kept.at(-1)!, p) <= 0) kept.pop();
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...chain(distinct), ...chain(distinct.toReversed())];
}

/** > 0 if a, b, c turn left. */
function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
