/** Figures as SVG text: a grid of panels with logarithmic axes. */
import { xml } from '../../borders/xml.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Series {
  /** In drawing order; what is not positive is left out, since a logarithmic axis has no place for it. */
  readonly points: readonly Point[];
  readonly colour: string;
  readonly width: number;
  readonly opacity: number;
  readonly dashed?: boolean;
}

/** The area between two curves, e.g. a mean ± one standard error. */
export interface Area {
  readonly low: readonly Point[];
  readonly high: readonly Point[];
  readonly colour: string;
}

export interface Panel {
  readonly title: string;
  readonly series: readonly Series[];
  readonly areas: readonly Area[];
  readonly note?: string;
}

export interface Figure {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Panels in a row. */
  readonly columns: number;
  readonly panels: readonly Panel[];
  readonly legend: readonly { readonly label: string; readonly colour: string }[];
}

const PANEL = { width: 220, height: 190, left: 58, top: 30, gapX: 36, gapY: 44 };
const MARGIN = 8;
/** Estimated widths of a letter of the title and of an entry of the legend. */
const LETTER = 8.4;
const ENTRY = 80;
const FONT = 'font-family="system-ui, sans-serif"';

interface Scale {
  readonly low: number;
  readonly high: number;
  /** Position on the page of a positive number. */
  readonly at: (value: number) => number;
}

/** All panels share their axes, so that they can be compared. */
export function svg(figure: Figure): string {
  const { panels, columns } = figure;
  const rows = Math.ceil(panels.length / columns);
  const grid = PANEL.left + columns * (PANEL.width + PANEL.gapX) - PANEL.gapX + 2 * MARGIN;
  const width = Math.ceil(Math.max(grid, figure.title.length * LETTER));
  const start = (width - grid) / 2 + PANEL.left;
  const bottom = 34 + rows * (PANEL.height + PANEL.gapY);
  const perRow = Math.max(1, Math.floor((width - PANEL.left) / ENTRY));
  const height = bottom + 36 + Math.ceil(figure.legend.length / perRow) * 20;
  const points = panels.flatMap((panel) => [
    ...panel.series.flatMap((series) => series.points),
    ...panel.areas.flatMap(({ low, high }) => [...low, ...high]),
  ]);
  const [xs, ys] = [decades(points.map(({ x }) => x)), decades(points.map(({ y }) => y))];
  const drawn = panels.map((panel, n) => {
    const left = start + (n % columns) * (PANEL.width + PANEL.gapX);
    const top = 34 + PANEL.top + Math.floor(n / columns) * (PANEL.height + PANEL.gapY);
    const x = scale(xs, left, left + PANEL.width);
    const y = scale(ys, top + PANEL.height, top);
    // Unique in a page that shows several figures.
    const id = `${figure.title} ${n}`.replaceAll(/\W+/g, '-');
    return drawPanel(panel, id, { x, y, left, top }, n % columns === 0);
  });
  return `<svg role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ${FONT} font-size="11" fill="#222">
<title>${xml(figure.title)}</title>
<rect width="100%" height="100%" fill="white"/>
${text(width / 2, 22, figure.title, 'font-size="14" font-weight="600" text-anchor="middle"')}
${drawn.join('\n')}
${text(width / 2 + PANEL.left / 2, bottom + 24, figure.xLabel, 'text-anchor="middle"')}
<g transform="rotate(-90 ${round(start - 44)} ${round(bottom / 2 + 20)})">${text(start - 44, bottom / 2 + 20, figure.yLabel, 'text-anchor="middle"')}</g>
${legend(figure, bottom + 48, perRow)}
</svg>
`;
}

interface Frame {
  readonly x: Scale;
  readonly y: Scale;
  readonly left: number;
  readonly top: number;
}

function drawPanel(panel: Panel, id: string, { x, y, left, top }: Frame, labelled: boolean): string {
  const lines: string[] = [];
  for (let e = Math.ceil(x.low); e <= x.high; e++) {
    const at = round(x.at(10 ** e));
    lines.push(`<path d="M${at} ${top}V${top + PANEL.height}" stroke="#e4e4e4"/>`);
    if (e % tickStep(x) === 0) lines.push(power(at, top + PANEL.height + 15, e, 'middle'));
  }
  for (let e = Math.ceil(y.low); e <= y.high; e++) {
    const at = round(y.at(10 ** e));
    lines.push(`<path d="M${left} ${at}h${PANEL.width}" stroke="#e4e4e4"/>`);
    if (labelled && e % tickStep(y) === 0) lines.push(power(left - 6, at + 4, e, 'end'));
  }
  const clip = `clip-path="url(#${id})"`;
  const areas = panel.areas.map(
    ({ low, high, colour }) =>
      `<path ${clip} d="${path([...high, ...[...low].reverse()], x, y)}Z" fill="${colour}" fill-opacity="0.18"/>`,
  );
  const series = panel.series.map(
    ({ points, colour, width, opacity, dashed }) =>
      `<path ${clip} d="${path(points, x, y)}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-opacity="${opacity}"${dashed ? ' stroke-dasharray="4 3"' : ''}/>`,
  );
  return [
    `<clipPath id="${id}"><rect x="${left}" y="${top}" width="${PANEL.width}" height="${PANEL.height}"/></clipPath>`,
    text(left + PANEL.width / 2, top - 8, panel.title, 'text-anchor="middle" font-weight="600"'),
    ...lines,
    ...areas,
    ...series,
    `<rect x="${left}" y="${top}" width="${PANEL.width}" height="${PANEL.height}" fill="none" stroke="#888"/>`,
    ...(panel.note ? [text(left + 6, top + PANEL.height - 7, panel.note, 'fill="#555"')] : []),
  ].join('\n');
}

/** log10 of the least and the greatest positive value, widened to whole decades. */
function decades(values: readonly number[]): { low: number; high: number } {
  let [least, greatest] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  if (greatest === 0) return { low: 0, high: 1 };
  const low = Math.floor(Math.log10(least) + 1e-9);
  return { low, high: Math.max(low + 1, Math.ceil(Math.log10(greatest) - 1e-9)) };
}

function scale({ low, high }: { low: number; high: number }, from: number, to: number): Scale {
  return { low, high, at: (value) => from + ((Math.log10(value) - low) / (high - low)) * (to - from) };
}

const tickStep = ({ low, high }: Scale) => (high - low > 5 ? 2 : 1);

function path(points: readonly Point[], x: Scale, y: Scale): string {
  return points
    .filter((point) => point.x > 0 && point.y > 0)
    .map((point, i) => `${i === 0 ? 'M' : 'L'}${round(x.at(point.x))} ${round(y.at(point.y))}`)
    .join('');
}

function power(x: number, y: number, exponent: number, anchor: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">10<tspan dy="-4" font-size="8">${exponent < 0 ? '−' : ''}${Math.abs(exponent)}</tspan></text>`;
}

function legend({ legend: entries }: Figure, top: number, perRow: number): string {
  return entries
    .map(({ label, colour }, n) => {
      const x = PANEL.left + (n % perRow) * ENTRY;
      const y = top + Math.floor(n / perRow) * 20;
      return `<path d="M${x} ${y - 4}h16" stroke="${colour}" stroke-width="2.5"/>${text(x + 20, y, label, '')}`;
    })
    .join('\n');
}

function text(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${xml(content)}</text>`;
}

function round(x: number): number {
  return Math.round(x * 100) / 100;
}
