import { drawable, type Line } from './series.js';

export const REFERENCE_NAME = 'slope −1 (O(1/T))';

/**
 * The line c/t on log-log axes, from iteration 1 to T. It begins where the highest line begins, so that it stays where it
 * is while a run goes on; a curve that is O(1/T) ends parallel to it. null while nothing can be drawn.
 */
export function referenceLine(lines: readonly Line[], last: number): { x: number; y: number }[] | null {
  const starts = lines.flatMap((line) => drawable(line.points, 'log').slice(0, 1));
  if (starts.length === 0) return null;
  const c = Math.max(...starts.map((point) => point.x * point.y));
  return [
    { x: 1, y: c },
    { x: last, y: c / last },
  ];
}
