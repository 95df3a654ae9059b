/** Arrows in the picture of a process. */
import type { Subject } from '../../src/shared/messages.js';
import { svg } from '../dom.js';
import { figure } from '../format.js';
import type { Direction } from './arrows.js';
import { LEAST_LIKELY, likelyEdges } from './likelyEdges.js';
import type { Edge, Place } from './places.js';

const HEAD = 5;

interface XY {
  readonly x: number;
  readonly y: number;
}

/**
 * Actions of a state with the same direction: as long and as dark as they are probable together. A ring if the direction is null: they lead to no
 * place.
 */
export function drawArrow({ x, y, width }: Place, direction: Direction | null, likely: number): SVGElement[] {
  if (!(likely >= LEAST_LIKELY)) return [];
  const opacity = (0.3 + 0.7 * likely).toFixed(2);
  if (direction === null)
    return [svg('circle', { class: 'arrow', cx: x, cy: y, r: 2 + 5 * likely, opacity })];
  const length = (width / 2 - 6) * Math.max(0.22, likely);
  const end = { x: x + length * direction[0], y: y - length * direction[1] };
  const d = `M${round(x)} ${round(y)}L${round(end.x)} ${round(end.y)}`;
  return [
    svg(
      'g',
      { opacity },
      svg('path', { class: 'arrow', d }),
      svg('path', { class: 'arrow-head', d: head({ x, y }, end) }),
    ),
  ];
}

/** The transitions of a graph: where the most probable action of a state leads is drawn strong, with its probability. */
export function drawEdges(edges: readonly Edge[], subject: Subject, policy: readonly number[]): SVGElement[] {
  return likelyEdges(edges, subject, policy).map(({ edge: { points, label }, probability }) => {
    const [before, end] = [points.at(-2)!, points.at(-1)!];
    const strong = probability !== null;
    return svg(
      'g',
      { class: strong ? 'edge likely' : 'edge' },
      svg('path', { class: 'edge-line', d: curve(points) }),
      svg('path', { class: 'arrow-head', d: head(before, end) }),
      strong && probability < 1
        ? svg('text', { x: label.x, y: label.y + 4, 'text-anchor': 'middle' }, figure(probability))
        : null,
    );
  });
}

/** A curve through the midpoints, so that there are no corners. */
function curve(points: readonly XY[]): string {
  const [first, ...rest] = points;
  let d = `M${round(first!.x)} ${round(first!.y)}`;
  rest.forEach((point, n) => {
    const next = rest[n + 1];
    d += next
      ? `Q${round(point.x)} ${round(point.y)} ${round((point.x + next.x) / 2)} ${round((point.y + next.y) / 2)}`
      : `L${round(point.x)} ${round(point.y)}`;
  });
  return d;
}

/** A triangle with its tip at `end`. */
function head(from: XY, end: XY): string {
  const length = Math.hypot(end.x - from.x, end.y - from.y) || 1;
  const [dx, dy] = [(HEAD * (end.x - from.x)) / length, (HEAD * (end.y - from.y)) / length];
  const back = { x: end.x - 1.4 * dx, y: end.y - 1.4 * dy };
  return `M${round(end.x)} ${round(end.y)}L${round(back.x - 0.7 * dy)} ${round(back.y + 0.7 * dx)}L${round(back.x + 0.7 * dy)} ${round(back.y - 0.7 * dx)}z`;
}

const round = (x: number): number => Math.round(10 * x) / 10;
