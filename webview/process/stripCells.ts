/** The cells of the heat strip, the names before its rows and the iterations below its columns, as SVG. */
import { svg } from '../dom.js';
import { count } from '../format.js';
import { clipped, roughWidth } from '../labels.js';
import type { Theme } from '../theme.js';
import { shade } from './shade.js';
import { LEVELS, type StripRow, spansOf } from './strip.js';

/** Pixels between two names, so that none covers another. */
const NAME = 13;
const TICK = 52;

export interface Grid {
  /** Of the first column. */
  readonly left: number;
  /** Of a cell. */
  readonly width: number;
  readonly height: number;
}

export function gridOf(
  rows: readonly StripRow[],
  names: readonly string[],
  columns: number,
  width: number,
  fontSize: number,
): Grid {
  const longest = rows.reduce((most, { row }) => Math.max(most, roughWidth(`${names[row]} ✗`, fontSize)), 0);
  const left = Math.min(longest + 8, 0.38 * width);
  const height = rows.length <= 30 ? 16 : rows.length <= 60 ? 10 : 6;
  return { left, width: Math.max(1, width - left - 2) / Math.max(1, columns), height };
}

/**
 * @param names of all rows of the process: `s3: a2`
 * @param across the width of the whole in pixels
 */
export function cellsOf(
  rows: readonly StripRow[],
  { names, iterations }: { readonly names: readonly string[]; readonly iterations: readonly number[] },
  grid: Grid,
  across: number,
  theme: Theme,
): SVGElement[] {
  return [
    ...paths(rows, grid).map(([level, d]) =>
      svg('path', level === null ? { class: 'unknown', d } : { d, fill: shade(theme, level / LEVELS) }),
    ),
    ...namesOf(rows, names, grid, theme.fontSize),
    ...ticksOf(iterations, rows.length, grid, across),
  ];
}

/** One path for each shade. */
function paths(rows: readonly StripRow[], { left, width, height }: Grid): [number | null, string][] {
  const found = new Map<number | null, string[]>();
  rows.forEach(({ probabilities }, n) => {
    for (const { from, end, level } of spansOf(probabilities)) {
      const d = `M${round(left + from * width)} ${n * height}H${round(left + end * width)}v${height - 1}H${round(left + from * width)}z`;
      const known = found.get(level);
      if (known) known.push(d);
      else found.set(level, [d]);
    }
  });
  return [...found].map(([level, parts]) => [level, parts.join('')]);
}

const round = (x: number): number => Math.round(100 * x) / 100;

function namesOf(
  rows: readonly StripRow[],
  names: readonly string[],
  grid: Grid,
  fontSize: number,
): SVGElement[] {
  const every = Math.ceil(NAME / grid.height);
  return rows.flatMap(({ row, isOptimal }, n) => {
    if (n % every !== 0) return [];
    const name = `${names[row]}${isOptimal ? '' : ' ✗'}`;
    const y = (n + 0.5) * grid.height + 4;
    return [
      svg('text', { x: grid.left - 6, y, 'text-anchor': 'end' }, clipped(name, grid.left - 8, fontSize)),
    ];
  });
}

/** Iterations below the columns: 0, powers of ten and the last, as far as they have room. */
function ticksOf(
  iterations: readonly number[],
  rows: number,
  { left, width, height }: Grid,
  across: number,
): SVGElement[] {
  const last = iterations.length - 1;
  if (last < 0) return [];
  const y = rows * height + 13;
  const end = left + (last + 0.5) * width;
  const wanted = [0, ...Array.from({ length: 16 }, (_, e) => 10 ** e)];
  const columns = wanted.flatMap((t) => {
    const column = iterations.findIndex((one) => one >= t);
    return column < 0 ? [] : [column];
  });
  const placed: SVGElement[] = [];
  let taken = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    const x = left + (column + 0.5) * width;
    if (x < taken + TICK || x > end - TICK) continue;
    taken = x;
    placed.push(svg('text', { class: 'tick', x, y, 'text-anchor': 'middle' }, count(iterations[column]!)));
  }
  placed.push(
    svg('text', { class: 'tick', x: across - 2, y, 'text-anchor': 'end' }, count(iterations[last]!)),
  );
  return placed;
}
