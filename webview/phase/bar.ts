/** The bar of a phase diagram: its segments, the numbers at which it changes, and the mark of the present value. */
import { endText, verdictText } from '../../src/phase/format.js';
import { middleOf } from '../../src/phase/picture.js';
import { type Bar, changesOf, type Row } from '../../src/phase/rows.js';
import { svg } from '../dom.js';
import { filled, toneOf } from './hatching.js';
import { minus, partOf, rowText } from './sentences.js';

/** Pixels. */
export const SIDE = 16;
const TOP = 18;
const HEIGHT = 34;
const BOTTOM = TOP + HEIGHT;
export const BAR_HEIGHT = BOTTOM + 30;
const MARK = 6;
/** About the width of a letter. */
const LETTER = 7;
/** Narrower segments are drawn as a line. */
const VISIBLE = 1.5;

/** The segments and their numbers. @param width of the whole picture */
export function drawnBar({ axis, rows }: Bar, width: number): SVGElement[] {
  const at = (part: number) => SIDE + part * (width - 2 * SIDE);
  const placeOf = (end: Row['from']) => at(partOf(axis, String(middleOf(end))));
  const segments = rows.map((row) => {
    const [left, right] = [placeOf(row.from), placeOf(row.to)];
    const words = verdictText(row);
    const title = svg('title', {}, rowText(axis.name, row));
    if (right - left < VISIBLE) {
      const line = svg('line', { x1: left, x2: left, y1: TOP - 4, y2: BOTTOM + 4, class: 'phase-narrow' });
      return svg('g', { class: toneOf(row) }, title, line);
    }
    const hasRoom = words.length * LETTER + 8 < right - left;
    return svg(
      'g',
      {},
      title,
      filled(row, { x: left, y: TOP, width: right - left, height: HEIGHT }, 'phase-hatching'),
      ...(hasRoom
        ? [svg('text', { x: (left + right) / 2, y: TOP + HEIGHT / 2 + 4, class: 'phase-name' }, words)]
        : []),
    );
  });
  return [...segments, ...numbersBelow({ axis, rows }, placeOf, width)];
}

/** Both ends, and of the changes those that have room; all are in the table. */
function numbersBelow(
  { axis, rows }: Pick<Bar, 'axis' | 'rows'>,
  placeOf: (end: Row['from']) => number,
  width: number,
): SVGElement[] {
  const taken: [number, number][] = [];
  const label = (end: Row['from'], anchor: 'start' | 'middle' | 'end'): SVGElement[] => {
    const words = minus(endText(end));
    const x = placeOf(end);
    const size = words.length * LETTER;
    const left = anchor === 'start' ? x : anchor === 'end' ? x - size : x - size / 2;
    const tick = svg('line', { x1: x, x2: x, y1: BOTTOM, y2: BOTTOM + 6, class: 'phase-tick' });
    const isFree = taken.every(([from, to]) => left > to + LETTER || left + size < from - LETTER);
    if (!isFree || left < 0 || left + size > width) return [tick];
    taken.push([left, left + size]);
    const text = { x, y: BOTTOM + 20, 'text-anchor': anchor, class: 'phase-number' };
    return [tick, svg('text', text, words)];
  };
  return [
    ...label([axis.from, axis.from], 'start'),
    ...label([axis.to, axis.to], 'end'),
    ...changesOf(rows).flatMap((end) => label(end, 'middle')),
  ];
}

/** The mark at 0, to be moved; it stands over the whole bar. */
export function barMark(): SVGElement[] {
  return [
    svg('line', { x1: 0, x2: 0, y1: MARK, y2: BOTTOM + 6, class: 'phase-mark-line' }),
    svg('circle', { cx: 0, cy: MARK + 2, r: MARK, class: 'phase-mark' }),
    svg('rect', { x: -12, y: 0, width: 24, height: BOTTOM + 8, class: 'phase-grip' }),
  ];
}
