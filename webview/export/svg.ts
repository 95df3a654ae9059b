/** A chart as an SVG of its own: true vectors, every recorded point, what it came from in its metadata. */
import { xml } from '../../src/borders/xml.js';
import { type Provenance, provenanceLines } from '../../src/experiment/provenance.js';
import { labelledExponents, roundNumbers, roundTick } from '../charts/axis.js';
import type { Drawing } from '../charts/drawing.js';
import { drawable, type Interval, type Line } from '../charts/series.js';
import { type LineStyle, type Marker, markerPositions } from '../charts/style.js';
import type { AxisScale, Range } from '../view.js';
import { powerOfTen } from '../words.js';
import { PRINT, printRanges, printStyle, shownHelpers, shownLines } from './print.js';

const WIDTH = 720;
const PLOT = { left: 78, top: 40, width: 620, height: 360 };
const LEGEND_ROW = 20;
const LEGEND_COLUMNS = 2;

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export function toSvg(drawing: Drawing, provenance: Provenance): Picture {
  const { x, y } = printRanges(drawing);
  const place: Place = {
    x: scale(drawing.axes.x, x, PLOT.left, PLOT.left + PLOT.width),
    y: scale(drawing.axes.y, y, PLOT.top + PLOT.height, PLOT.top),
  };
  const lines = shownLines(drawing);
  const helpers = shownHelpers(drawing);
  const entries = new Map(lines.map((line) => [line.name, printStyle(line) as LineStyle]));
  for (const { name, of } of helpers) entries.set(name, helperStyle(of));
  const rows = Math.ceil(entries.size / LEGEND_COLUMNS);
  const height = PLOT.top + PLOT.height + 60 + rows * LEGEND_ROW;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Helvetica, Arial, sans-serif" font-size="13" role="img" aria-labelledby="title">`,
    `<title id="title">${xml(drawing.title)}</title>`,
    `<metadata>${xml(`\n${provenanceLines(provenance).join('\n')}\n`)}</metadata>`,
    `<rect width="${WIDTH}" height="${height}" fill="${PRINT.background}"/>`,
    `<clipPath id="plot"><rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.width}" height="${PLOT.height}"/></clipPath>`,
    `<text x="${PLOT.left + PLOT.width / 2}" y="24" text-anchor="middle" font-size="15" font-weight="bold">${xml(drawing.title)}</text>`,
    ...axisX(drawing, x, place),
    ...axisY(drawing, y, place),
    '<g clip-path="url(#plot)">',
    ...helpers.map(({ points, of }) => path(points, place, helperStyle(of))),
    ...lines.flatMap((line) => linePaths(line, drawing, place, y)),
    '</g>',
    `<rect x="${PLOT.left}" y="${PLOT.top}" width="${PLOT.width}" height="${PLOT.height}" fill="none" stroke="${PRINT.muted}"/>`,
    ...[...entries].map(([name, style], i) => legendEntry(name, style, i)),
    '</svg>',
  ];
  return { svg: `${parts.join('\n')}\n`, width: WIDTH, height };
}

const REFERENCE: LineStyle = { colour: PRINT.muted, dash: [3, 5], marker: 'none', width: 1.5 };

function helperStyle(of: Line | null): LineStyle {
  return of ? { ...REFERENCE, colour: printStyle(of).colour, dash: [] } : REFERENCE;
}

function scale(kind: AxisScale, { min, max }: Range, from: number, to: number): (value: number) => number {
  const map = kind === 'log' ? Math.log10 : (value: number) => value;
  return (value) => from + ((map(value) - map(min)) / (map(max) - map(min))) * (to - from);
}

interface Label {
  readonly value: number;
  readonly label: string;
}

function ticks(kind: AxisScale, { min, max }: Range, atMost: number): Label[] {
  const powers = kind === 'log' ? labelledExponents(min, max, atMost) : [];
  if (powers.length >= 2) return powers.map((e) => ({ value: 10 ** e, label: powerOfTen(e) }));
  return roundNumbers(min, max, Math.min(6, atMost)).map((value) => ({
    value,
    label: String(roundTick(value).label),
  }));
}

function axisX({ axes }: Drawing, range: Range, { x }: Place): string[] {
  const bottom = PLOT.top + PLOT.height;
  return [
    ...ticks(axes.x, range, 12).map(({ value, label }) => {
      const at = round(x(value));
      return `<path d="M${at} ${PLOT.top}V${bottom}" stroke="${PRINT.grid}"/><text x="${at}" y="${bottom + 18}" text-anchor="middle">${xml(label)}</text>`;
    }),
    `<text x="${PLOT.left + PLOT.width / 2}" y="${bottom + 38}" text-anchor="middle">iteration</text>`,
  ];
}

function axisY({ axes, y: words }: Drawing, range: Range, { y }: Place): string[] {
  const right = PLOT.left + PLOT.width;
  const middle = PLOT.top + PLOT.height / 2;
  return [
    ...ticks(axes.y, range, 12).map(({ value, label }) => {
      const at = round(y(value));
      return `<path d="M${PLOT.left} ${at}H${right}" stroke="${PRINT.grid}"/><text x="${PLOT.left - 8}" y="${round(at + 4)}" text-anchor="end">${xml(label)}</text>`;
    }),
    `<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">${xml(words)}</text>`,
  ];
}

function linePaths(line: Line, { axes }: Drawing, place: Place, y: Range): string[] {
  const style = printStyle(line);
  const points = drawable(line.points, axes);
  const marks = markerPositions(points, line.style, axes.x);
  const marked =
    style.marker === 'none'
      ? []
      : points.filter((_, i) => marks.has(i)).map((p) => marker(style, place.x(p.x), place.y(p.y)));
  const shown = (line.band ?? []).filter(
    ({ x, low, high }) =>
      (axes.x === 'linear' || x > 0) && Number.isFinite(low) && (axes.y === 'linear' || high > 0),
  );
  const faint: LineStyle = { ...style, dash: [], width: 0.75 };
  const memberCurves = (line.memberCurves ?? []).map((each) => path(drawable(each, axes), place, faint));
  return [
    ...(memberCurves.length > 0 ? [`<g opacity="0.25">${memberCurves.join('')}</g>`] : []),
    ...(shown.length > 1 ? [area(shown, place, axes.y === 'log' ? y.min : null, style.colour)] : []),
    `<g>${path(points, place, style)}${marked.join('')}</g>`,
  ];
}

/** @param floor what a lower end is drawn at when it lies below it. */
function area(band: readonly Interval[], { x, y }: Place, floor: number | null, colour: string): string {
  const lower = (low: number) => (floor === null ? low : Math.max(low, floor));
  const there = band.map((one) => `${round(x(one.x))} ${round(y(one.high))}`);
  const back = band.toReversed().map((one) => `${round(x(one.x))} ${round(y(lower(one.low)))}`);
  return `<path d="M${[...there, ...back].join('L')}Z" fill="${colour}" fill-opacity="0.2"/>`;
}

function path(points: readonly { x: number; y: number }[], { x, y }: Place, style: LineStyle): string {
  if (points.length === 0) return '';
  const d = points.map((point) => `${round(x(point.x))} ${round(y(point.y))}`).join('L');
  return `<path d="M${d}" ${stroke(style)}/>`;
}

function stroke({ colour, dash, width }: LineStyle): string {
  const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '';
  return `fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"${dashes}`;
}

/** Around (0, 0). */
const MARKERS: Record<Marker, string> = {
  circle: 'M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z',
  rect: 'M-3 -3h6v6h-6z',
  triangle: 'M0 -4l4 7h-8z',
  rectRot: 'M0 -4.5l4.5 4.5l-4.5 4.5l-4.5 -4.5z',
  crossRot: 'M-3.5 -3.5l7 7M3.5 -3.5l-7 7',
  star: 'M-3.5 -3.5l7 7M3.5 -3.5l-7 7M0 -4.5v9M-4.5 0h9',
};

function marker({ colour, marker: kind }: LineStyle, x: number, y: number): string {
  if (kind === 'none') return '';
  return `<path transform="translate(${round(x)} ${round(y)})" d="${MARKERS[kind]}" fill="${colour}" stroke="${colour}"/>`;
}

function legendEntry(name: string, style: LineStyle, i: number): string {
  const x = PLOT.left + (i % LEGEND_COLUMNS) * (PLOT.width / LEGEND_COLUMNS);
  const y = PLOT.top + PLOT.height + 62 + Math.floor(i / LEGEND_COLUMNS) * LEGEND_ROW;
  return `<path d="M${x} ${y}h36" ${stroke(style)}/>${marker(style, x + 18, y)}<text x="${x + 44}" y="${y + 4}">${xml(name)}</text>`;
}

/** Hundredths of a pixel: finer than any printer. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
