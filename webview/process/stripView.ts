/** The heat strip on the page: states as rows, recorded iterations as columns. */
import { h, memo, setAttribute, setText, svg } from '../dom.js';
import { count } from '../format.js';
import { clipped, roughWidth } from '../labels.js';
import type { Theme } from '../theme.js';
import { createShadeLegend } from './legend.js';
import { shade } from './shade.js';
import { LEVELS, type StripRow, spansOf } from './strip.js';

/** More are in the tables and in the exported data. */
const MOST_ROWS = 200;
/** Pixels between two names, so that none covers another. */
const NAME = 13;
const TICK = 52;
const BELOW = 18;

export interface Shown {
  readonly rows: readonly StripRow[];
  /** The names of the rows: `s3: a2`. */
  readonly names: readonly string[];
  readonly iterations: readonly number[];
  /** The column that is looked at. */
  readonly column: number;
  /** The state that is looked at; null: none. */
  readonly state: number | null;
}

export interface StripView {
  readonly element: HTMLElement;
  /** The names of the drawn rows, a place for the whole. */
  update(shown: Shown, theme: Theme): void;
}

/** @param point what a click on a row and a column asks for */
export function createStripView(point: (state: number, column: number) => void): StripView {
  const cells = svg('g');
  const marks = svg('g');
  const drawing = svg('svg', { class: 'strip', role: 'img', 'aria-describedby': 'strip-text' }, cells, marks);
  const box = h(
    'div',
    { class: 'strip-box scroll-x', role: 'region', 'aria-label': 'Heat strip', tabindex: 0 },
    drawing,
  );
  const legend = createShadeLegend('Probability');
  const words = h('p', { class: 'note', id: 'strip-text' });
  const element = h(
    'section',
    { class: 'picture', id: 'strip', 'aria-labelledby': 'strip-title' },
    h(
      'div',
      { class: 'picture-head' },
      h('h3', { id: 'strip-title' }, 'Probability of the finally likeliest action'),
      legend.element,
    ),
    box,
    words,
  );
  let width = 0;
  let latest: { shown: Shown; theme: Theme } | null = null;
  let grid: Grid | null = null;
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry!.contentRect.width);
    if (next === width) return;
    width = next;
    if (latest) draw(latest.shown, latest.theme);
  }).observe(box);
  drawing.addEventListener('click', (event) => {
    if (latest === null || grid === null) return;
    const { left, top } = drawing.getBoundingClientRect();
    const { rows, iterations } = latest.shown;
    const row = rows[Math.floor(((event as MouseEvent).clientY - top) / grid.height)];
    const column = Math.floor(((event as MouseEvent).clientX - left - grid.left) / grid.width);
    if (row === undefined || row.state === undefined) return;
    point(row.state, Math.min(iterations.length - 1, Math.max(0, column)));
  });

  const drawCells = memo(
    (
      all: readonly StripRow[],
      names: readonly string[],
      iterations: readonly number[],
      across: number,
      theme: Theme,
    ) => {
      const rows = all.slice(0, MOST_ROWS);
      grid = gridOf(rows, names, iterations.length, across, theme.fontSize);
      drawing.setAttribute('width', String(across));
      drawing.setAttribute('height', String(rows.length * grid.height + BELOW));
      cells.replaceChildren(
        ...paths(rows, grid).map(([level, d]) =>
          svg('path', level === null ? { class: 'unknown', d } : { d, fill: shade(theme, level / LEVELS) }),
        ),
        ...namesOf(rows, names, grid, theme.fontSize),
        ...ticksOf(iterations, rows.length, grid, across),
      );
    },
  );

  function draw(shown: Shown, theme: Theme): void {
    if (width === 0) return;
    drawCells(shown.rows, shown.names, shown.iterations, width, theme);
    const { left, width: column, height } = grid!;
    const rows = Math.min(MOST_ROWS, shown.rows.length);
    const at = shown.rows.findIndex(({ state }) => state === shown.state);
    const x = left + (shown.column + 0.5) * column;
    marks.replaceChildren(
      svg('line', { class: 'strip-cursor', x1: x, x2: x, y1: 0, y2: rows * height }),
      ...(at >= 0 && at < rows
        ? [
            svg('rect', {
              class: 'strip-row',
              x: left,
              y: at * height,
              width: column * shown.iterations.length,
              height,
            }),
          ]
        : []),
    );
  }

  return {
    element,
    update(shown, theme) {
      latest = { shown, theme };
      legend.update({ low: '0', high: '1' }, 1, theme);
      setAttribute(
        drawing,
        'aria-label',
        `${count(shown.rows.length)} states by ${count(shown.iterations.length)} recorded iterations; the table of states has the numbers`,
      );
      setText(words, sentences(shown));
      draw(shown, theme);
    },
  };
}

interface Grid {
  /** Of the first column. */
  readonly left: number;
  /** Of a cell. */
  readonly width: number;
  readonly height: number;
}

function gridOf(
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

function sentences({ rows }: Shown): string {
  const said = ['States as rows, recorded iterations as columns.'];
  if (rows.some(({ isOptimal }) => !isOptimal)) said.push('✗: the action is not optimal in its state.');
  if (rows.length > MOST_ROWS)
    said.push(
      `The first ${count(MOST_ROWS)} of ${count(rows.length)} states; the others are in the exported data.`,
    );
  return said.join(' ');
}
