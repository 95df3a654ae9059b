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

/** More are in the tables and in the exported data. */
export const MOST_ROWS = 200;

export interface Grid {
  /** The left edge of the first column. */
  readonly left: number;
  /** The width of a cell. */
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
  const longest = rows.reduce((most, row) => Math.max(most, roughWidth(rowName(row, names), fontSize)), 0);
  const left = Math.min(longest + 8, 0.38 * width);
  return {
    left,
    width: Math.max(1, width - left - 2) / Math.max(1, columns),
    height: rowHeight(rows.length),
  };
}

/** Pixels of a row. */
export function rowHeight(rows: number): number {
  return rows <= 30 ? 16 : rows <= 60 ? 10 : 6;
}

/** One row in so many has its name written, so that no name covers another. @param height of a row in pixels */
export function rowsBetweenNames(height: number): number {
  return Math.ceil(NAME / height);
}

/** `s3: a2 ✗`: the action is not optimal. @param names of all rows of the process */
export function rowName({ row, isOptimal }: StripRow, names: readonly string[]): string {
  return `${names[row]}${isOptimal ? '' : ' ✗'}`;
}

/**
 * @param names those of all rows of the process: `s3: a2`
 * @param across the total width in pixels
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
  const every = rowsBetweenNames(grid.height);
  return rows.flatMap((row, n) => {
    if (n % every !== 0) return [];
    const name = rowName(row, names);
    const y = (n + 0.5) * grid.height + 4;
    return [
      svg('text', { x: grid.left - 6, y, 'text-anchor': 'end' }, clipped(name, grid.left - 8, fontSize)),
    ];
  });
}

/**
 * The columns whose iterations have room below them: 0, powers of ten and the last.
 * @param width of a column in pixels
 */
export function tickColumns(iterations: readonly number[], width: number): number[] {
  const last = iterations.length - 1;
  if (last < 0) return [];
  const wanted = [0, ...Array.from({ length: 16 }, (_, e) => 10 ** e)];
  const placed: number[] = [];
  for (const t of wanted) {
    const column = iterations.findIndex((one) => one >= t);
    if (column < 0) continue;
    const before = placed.at(-1);
    const hasRoom = before === undefined || (column - before) * width >= TICK;
    if (hasRoom && (last - column) * width >= TICK) placed.push(column);
  }
  return [...placed, last];
}

function ticksOf(
  iterations: readonly number[],
  rows: number,
  { left, width, height }: Grid,
  across: number,
): SVGElement[] {
  const y = rows * height + 13;
  return tickColumns(iterations, width).map((column) => {
    const words = count(iterations[column]!);
    // The last would reach over the rim.
    return column === iterations.length - 1
      ? svg('text', { class: 'tick', x: across - 2, y, 'text-anchor': 'end' }, words)
      : svg('text', { class: 'tick', x: left + (column + 0.5) * width, y, 'text-anchor': 'middle' }, words);
  });
}
