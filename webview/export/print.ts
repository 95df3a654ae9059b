/** How charts look on paper, whatever the theme of the editor: the palette of Okabe and Ito (2008), for every kind of sight. */
import type { Drawing } from '../charts/drawing.js';
import { rangeX, rangeY } from '../charts/range.js';
import { drawable, type Line } from '../charts/series.js';
import { type LineStyle, lineStyle } from '../charts/style.js';
import type { Theme } from '../theme.js';
import type { Range } from '../view.js';

export const PRINT: Pick<Theme, 'palette' | 'pins' | 'foreground' | 'muted' | 'grid' | 'background'> = {
  palette: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'],
  pins: ['#000000', '#8c564b', '#7f7f7f'],
  foreground: '#000000',
  muted: '#555555',
  grid: '#dddddd',
  background: '#ffffff',
};

export function printStyle(line: Line): LineStyle {
  return lineStyle({ index: line.style, isEmphasised: line.emphasis, pin: line.pin }, PRINT);
}

/** Every colour that a line can have. */
export const PRINT_COLOURS = [...PRINT.palette, ...PRINT.pins];

/** Only what is in sight is exported: hidden lines are left out. */
export function shownLines({ lines, hidden }: Drawing): Line[] {
  return lines.filter((line) => !hidden.has(line.name));
}

export function shownHelpers({ helpers, hidden }: Drawing): Drawing['helpers'] {
  return helpers.filter(({ name, of }) => !hidden.has(name) && (of === null || !hidden.has(of.name)));
}

/** The ends of both axes, also of a linear one that is as long as its values need. */
export function printRanges(drawing: Drawing): { x: Range; y: Range } {
  const x = rangeX(drawing);
  const range = rangeY(drawing);
  if (range) return { x, y: range };
  if (drawing.axes.y === 'log') return { x, y: { min: 0.1, max: 10 } };
  const values = shownLines(drawing).flatMap((line) => drawable(line.points, drawing.axes).map(({ y }) => y));
  const least = values.reduce((a, b) => Math.min(a, b), values[0] ?? 0);
  const most = values.reduce((a, b) => Math.max(a, b), values[0] ?? 1);
  const margin = (most - least) * 0.05 || 1;
  return { x, y: { min: least - margin, max: most + margin } };
}
