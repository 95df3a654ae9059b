/** A table of shares as coloured squares, with the numbers in them. */

import { type Attributes, type Markup, rect, svg, text } from '../../src/drawing/svg.js';
import { sequential } from '../../src/experiment/figure/colours.js';

export interface Heatmap {
  readonly title: string;
  readonly rows: { readonly label: string; readonly values: readonly number[] };
  readonly columns: { readonly label: string; readonly values: readonly number[] };
  readonly panels: readonly {
    readonly title: string;
    /** In [0, 1], row by row; null: not measured. */
    readonly shares: readonly (readonly (number | null)[])[];
  }[];
}

const CELL = { width: 46, height: 30 };
const LEFT = 70;
const TOP = 78;
const GAP = 60;
const STEPS = 101;

const INK = '#222';
const ITALIC = { 'font-style': 'italic' };

export function heatmapSvg({ title, rows, columns, panels }: Heatmap): string {
  const panelWidth = columns.values.length * CELL.width;
  const width = LEFT + panels.length * (panelWidth + GAP);
  const bottom = TOP + rows.values.length * CELL.height;
  const drawn = panels.flatMap((panel, n) => {
    const left = LEFT + n * (panelWidth + GAP);
    const middle = left + panelWidth / 2;
    return [
      write(middle, TOP - 30, panel.title, INK, { 'font-weight': 600 }),
      ...cells(panel.shares, left),
      ...rows.values.map((value, i) => write(left - 16, TOP + i * CELL.height + 19, String(value), INK)),
      ...columns.values.map((value, j) => write(left + (j + 0.5) * CELL.width, TOP - 8, String(value), INK)),
      write(left - 16, TOP - 8, rows.label, INK, ITALIC),
      write(middle, bottom + 22, columns.label, INK, ITALIC),
    ];
  });
  const font = { 'font-family': 'system-ui, sans-serif', 'font-size': 11 };
  return svg({ title, width, height: bottom + 56, size: 'fixed', font, background: 'white' }, [
    write(width / 2, 22, title, INK, { 'font-size': 14, 'font-weight': 600 }),
    ...drawn,
  ]);
}

const COLOURS = sequential(STEPS);

function cells(shares: Heatmap['panels'][number]['shares'], left: number): Markup[] {
  return shares.flatMap((row, i) =>
    row.flatMap((share, j) => {
      if (share === null) return [];
      const box = {
        left: left + j * CELL.width,
        top: TOP + i * CELL.height,
        width: CELL.width - 1,
        height: CELL.height - 1,
      };
      return [
        rect(box, { fill: COLOURS[Math.round(share * (STEPS - 1))]! }),
        write(box.left + CELL.width / 2, box.top + 19, percent(share), share > 0.6 ? '#000' : '#fff'),
      ];
    }),
  );
}

function percent(share: number): string {
  const value = 100 * share;
  return value > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0);
}

/** Around the middle of its line. */
function write(x: number, y: number, words: string, fill: string, more: Attributes = {}): Markup {
  return text([x, y], words, { fill, 'text-anchor': 'middle', ...more });
}
