/** The map of a phase diagram over two numbers: its cells, and the mark of the present values. */
import type { VerdictMap } from '../../src/phase/rows.js';
import { svg } from '../dom.js';
import { filled } from './hatching.js';
import { minus, said } from './sentences.js';

/** Pixels. */
export const LEFT = 64;
export const ABOVE = 12;
const BELOW = 40;
const RIGHT = 16;
const MOST = 400;

/** The side of the square in a picture of so many pixels. */
export function sideOf(width: number): number {
  return Math.max(0, Math.min(MOST, width - LEFT - RIGHT));
}

export function mapHeight(width: number): number {
  return ABOVE + sideOf(width) + BELOW;
}

export function drawnMap(
  { across, up, columns, rows, verdicts, cells }: VerdictMap,
  width: number,
): SVGElement[] {
  const side = sideOf(width);
  const [w, h] = [side / columns.length, side / rows.length];
  const boxes: SVGElement[] = [];
  for (let row = 0; row < rows.length; row++) {
    const line = cells.slice(row * columns.length, (row + 1) * columns.length);
    // Neighbours with one verdict are one box.
    for (let from = 0; from < line.length; ) {
      let to = from + 1;
      while (to < line.length && line[to] === line[from]) to++;
      const verdict = verdicts[line[from]!]!;
      const y = ABOVE + side - (row + 1) * h;
      const box = { x: LEFT + from * w, y, width: (to - from) * w, height: h };
      boxes.push(
        svg(
          'g',
          { class: 'phase-cells' },
          svg('title', {}, said(verdict)),
          filled(verdict, box, 'phase-hatching'),
        ),
      );
      from = to;
    }
  }
  const below = ABOVE + side + 16;
  const text = (words: string, x: number, y: number, anchor: string, kind = 'phase-number') =>
    svg('text', { x, y, 'text-anchor': anchor, class: kind }, words);
  return [
    ...boxes,
    svg('path', { d: bordersOf(cells, columns.length, rows.length, side), class: 'phase-border' }),
    svg('rect', { x: LEFT, y: ABOVE, width: side, height: side, class: 'phase-frame' }),
    text(minus(across.from), LEFT, below, 'start'),
    text(minus(across.to), LEFT + side, below, 'end'),
    text(across.name, LEFT + side / 2, below, 'middle', 'phase-axis'),
    text(minus(up.from), LEFT - 6, ABOVE + side, 'end'),
    text(minus(up.to), LEFT - 6, ABOVE + 10, 'end'),
    text(up.name, LEFT - 6, ABOVE + side / 2, 'end', 'phase-axis'),
  ];
}

/** The lines between neighbouring cells with different verdicts. */
function bordersOf(cells: readonly number[], columns: number, rows: number, side: number): string {
  const [w, h] = [side / columns, side / rows];
  const lines: string[] = [];
  for (const [n, verdict] of cells.entries()) {
    const [column, row] = [n % columns, Math.floor(n / columns)];
    const [x, top] = [LEFT + (column + 1) * w, ABOVE + side - (row + 1) * h];
    if (column + 1 < columns && cells[n + 1] !== verdict) lines.push(`M${x},${top} v${h}`);
    if (row + 1 < rows && cells[n + columns] !== verdict) lines.push(`M${x},${top} h${-w}`);
  }
  return lines.join(' ');
}

export function mapMark(): SVGElement[] {
  return [
    svg('circle', { cx: 0, cy: 0, r: 6, class: 'phase-mark' }),
    svg('circle', { cx: 0, cy: 0, r: 12, class: 'phase-grip' }),
  ];
}
