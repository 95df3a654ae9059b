/** The heat strip on the page: states as rows, recorded iterations as columns. */
import { h, memo, setAttribute, setText, svg } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import { count } from '../format.js';
import type { Theme } from '../theme.js';
import type { StateWords } from './format.js';
import { createShadeLegend } from './legend.js';
import type { StripRow } from './strip.js';
import { cellsOf, type Grid, gridOf, MOST_ROWS } from './stripCells.js';

/** Pixels for the iterations below the rows. */
const BELOW = 18;

export interface Shown {
  readonly rows: readonly StripRow[];
  /** The names of the rows: `s3: a2`. */
  readonly names: readonly string[];
  /** What its rows are. */
  readonly of: StateWords;
  readonly iterations: readonly number[];
  /** The chosen column. */
  readonly column: number;
  /** The chosen state; null: none. */
  readonly state: number | null;
}

export interface StripView {
  readonly element: HTMLElement;
  update(shown: Shown, theme: Theme): void;
}

/** @param point called when a row and a column are clicked */
export function createStripView(
  point: (state: number, column: number) => void,
  takeAlong: PictureActs,
): StripView {
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
      h('div', { class: 'picture-tools' }, legend.element, createPictureMenu('the heat strip', takeAlong)),
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
      cells.replaceChildren(...cellsOf(rows, { names, iterations }, grid, across, theme));
    },
  );

  function draw(shown: Shown, theme: Theme): void {
    if (width === 0) return;
    drawCells(shown.rows, shown.names, shown.iterations, width, theme);
    marks.replaceChildren(...marksOf(shown, grid!));
  }

  return {
    element,
    update(shown, theme) {
      latest = { shown, theme };
      legend.update({ low: '0', high: '1' }, 1, theme);
      setAttribute(
        drawing,
        'aria-label',
        `${count(shown.rows.length)} ${shown.of.many} by ${count(shown.iterations.length)} recorded iterations; the table of ${shown.of.many} has the numbers`,
      );
      setText(words, sentences(shown));
      draw(shown, theme);
    },
  };
}

/** Marks for the chosen column and row. */
function marksOf({ rows, iterations, column, state }: Shown, { left, width, height }: Grid): SVGElement[] {
  const drawn = Math.min(MOST_ROWS, rows.length);
  const x = left + (column + 0.5) * width;
  const cursor = svg('line', { class: 'strip-cursor', x1: x, x2: x, y1: 0, y2: drawn * height });
  const at = rows.findIndex((row) => row.state === state);
  if (at < 0 || at >= drawn) return [cursor];
  const across = width * iterations.length;
  return [cursor, svg('rect', { class: 'strip-row', x: left, y: at * height, width: across, height })];
}

function sentences({ rows, of }: Shown): string {
  const said = [`${of.Many} as rows, recorded iterations as columns.`];
  if (rows.some(({ isOptimal }) => !isOptimal)) said.push('✗: the action is not optimal there.');
  if (rows.length > MOST_ROWS)
    said.push(
      `The first ${count(MOST_ROWS)} of ${count(rows.length)} ${of.many}; the others are in the exported data.`,
    );
  return said.join(' ');
}
