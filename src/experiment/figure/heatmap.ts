/** A table of shares as coloured squares, with the numbers in them. */

import { xml } from '../../borders/xml.js';
import { sequential } from './colours.js';

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

export function heatmapSvg({ title, rows, columns, panels }: Heatmap): string {
  const panelWidth = columns.values.length * CELL.width;
  const width = LEFT + panels.length * (panelWidth + GAP);
  const height = TOP + rows.values.length * CELL.height + 56;
  const colours = sequential(STEPS);
  const drawn = panels.map((panel, n) => {
    const left = LEFT + n * (panelWidth + GAP);
    const cells = panel.shares.flatMap((row, i) =>
      row.map((share, j) => {
        const [x, y] = [left + j * CELL.width, TOP + i * CELL.height];
        if (share === null) return '';
        const fill = colours[Math.round(share * (STEPS - 1))]!;
        return `<rect x="${x}" y="${y}" width="${CELL.width - 1}" height="${CELL.height - 1}" fill="${fill}"/>${text(x + CELL.width / 2, y + 19, percent(share), share > 0.6 ? '#000' : '#fff')}`;
      }),
    );
    const rowLabels = rows.values.map((value, i) =>
      text(left - 16, TOP + i * CELL.height + 19, String(value), '#222'),
    );
    const columnLabels = columns.values.map((value, j) =>
      text(left + (j + 0.5) * CELL.width, TOP - 8, String(value), '#222'),
    );
    return [
      text(left + panelWidth / 2, TOP - 30, panel.title, '#222', 'font-weight="600"'),
      ...cells,
      ...rowLabels,
      ...columnLabels,
      text(left - 16, TOP - 8, rows.label, '#222', 'font-style="italic"'),
      text(
        left + panelWidth / 2,
        TOP + rows.values.length * CELL.height + 22,
        columns.label,
        '#222',
        'font-style="italic"',
      ),
    ].join('\n');
  });
  return `<svg role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11">
<title>${xml(title)}</title>
<rect width="100%" height="100%" fill="white"/>
${text(width / 2, 22, title, '#222', 'font-size="14" font-weight="600"')}
${drawn.join('\n')}
</svg>
`;
}

function percent(share: number): string {
  const value = 100 * share;
  return value > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0);
}

function text(x: number, y: number, content: string, fill: string, more = ''): string {
  return `<text x="${x}" y="${y}" fill="${fill}" text-anchor="middle" ${more}>${xml(content)}</text>`;
}
