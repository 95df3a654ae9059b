/** A chart as an SVG of its own: true vectors, every recorded point, what it came from in its metadata. */
import {
  type AxisScale,
  labelledExponents,
  type Range,
  roundNumbers,
  scale,
} from '../../src/drawing/axis.js';
import {
  area,
  type Box,
  clipped,
  group,
  levelLine,
  line,
  type Markup,
  NOTHING,
  type Point,
  rect,
  shapeAt,
  svg,
  text,
  textUpwards,
} from '../../src/drawing/svg.js';
import { type Provenance, provenanceLines } from '../../src/experiment/provenance.js';
import { roundTick } from '../charts/axis.js';
import type { Drawing } from '../charts/drawing.js';
import { markerPath } from '../charts/markerPath.js';
import { type Axes, drawable, drawableBand, type Line } from '../charts/series.js';
import { type LineStyle, markerPositions } from '../charts/style.js';
import { powerOfTen } from '../format.js';
import { PRINT, printRanges, printStyle, shownHelpers, shownLines } from './print.js';

const WIDTH = 720;
const PLOT: Box = { left: 78, top: 40, width: 620, height: 360 };
const RIGHT = PLOT.left + PLOT.width;
const BOTTOM = PLOT.top + PLOT.height;
const LEGEND_ROW = 20;
const LEGEND_COLUMNS = 2;

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Where numbers stand in the picture. */
interface Place {
  readonly axes: Axes;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export function toSvg(drawing: Drawing, provenance: Provenance): Picture {
  const { axes, title } = drawing;
  const { x, y } = printRanges(drawing);
  const place: Place = {
    axes,
    x: scale(axes.x, x, PLOT.left, RIGHT),
    y: scale(axes.y, y, BOTTOM, PLOT.top),
  };
  const lines = shownLines(drawing);
  const helpers = shownHelpers(drawing);
  const entries = new Map(lines.map((one) => [one.name, printStyle(one) as LineStyle]));
  for (const { name, of } of helpers) entries.set(name, helperStyle(of));
  const rows = Math.ceil(entries.size / LEGEND_COLUMNS);
  const height = BOTTOM + 60 + rows * LEGEND_ROW;
  const middle = PLOT.left + PLOT.width / 2;
  const picture = svg(
    {
      title,
      width: WIDTH,
      height,
      size: 'fixed',
      font: { 'font-family': 'Helvetica, Arial, sans-serif', 'font-size': 13 },
      background: PRINT.background,
      provenance: provenanceLines(provenance),
    },
    [
      text([middle, 24], title, { 'text-anchor': 'middle', 'font-size': 15, 'font-weight': 'bold' }),
      ...axisX(x, place),
      text([middle, BOTTOM + 38], 'iteration', { 'text-anchor': 'middle' }),
      ...axisY(y, place),
      textUpwards([18, PLOT.top + PLOT.height / 2], drawing.y),
      clipped('plot', PLOT, [
        ...helpers.map(({ points, of }) => path(points, place, helperStyle(of))),
        ...lines.flatMap((one) => linePaths(one, place, y.min)),
      ]),
      rect(PLOT, { fill: 'none', stroke: PRINT.muted }),
      ...[...entries].flatMap(([name, style], i) => legendEntry(name, style, i)),
    ],
  );
  return { svg: picture, width: WIDTH, height };
}

const REFERENCE: LineStyle = { colour: PRINT.muted, dash: [3, 5], marker: 'none', width: 1.5 };

function helperStyle(of: Line | null): LineStyle {
  return of ? { ...REFERENCE, colour: printStyle(of).colour, dash: [] } : REFERENCE;
}

interface Tick {
  readonly value: number;
  readonly label: string;
}

/** At most so many labels on an axis. */
const MOST_TICKS = 12;

function ticks(kind: AxisScale, { min, max }: Range): Tick[] {
  const powers = kind === 'log' ? labelledExponents(min, max, MOST_TICKS) : [];
  if (powers.length >= 2) return powers.map((e) => ({ value: 10 ** e, label: powerOfTen(e) }));
  return roundNumbers(min, max, Math.min(6, MOST_TICKS)).map((value) => ({
    value,
    label: String(roundTick(value).label),
  }));
}

function axisX(range: Range, { axes, x }: Place): Markup[] {
  return ticks(axes.x, range).flatMap(({ value, label }) => {
    const at = x(value);
    return [
      line(
        [
          [at, PLOT.top],
          [at, BOTTOM],
        ],
        { stroke: PRINT.grid },
      ),
      text([at, BOTTOM + 18], label, { 'text-anchor': 'middle' }),
    ];
  });
}

function axisY(range: Range, { axes, y }: Place): Markup[] {
  return ticks(axes.y, range).flatMap(({ value, label }) => {
    const at = y(value);
    return [
      line(
        [
          [PLOT.left, at],
          [RIGHT, at],
        ],
        { stroke: PRINT.grid },
      ),
      text([PLOT.left - 8, at + 4], label, { 'text-anchor': 'end' }),
    ];
  });
}

/** @param floor the least number of the vertical axis */
function linePaths(one: Line, place: Place, floor: number): Markup[] {
  const { axes, x, y } = place;
  const style = printStyle(one);
  const points = drawable(one.points, axes);
  const marks = markerPositions(points, one.style, axes.x);
  const marked = points.filter((_, i) => marks.has(i)).map((p) => marker(style, [x(p.x), y(p.y)]));
  const band = drawableBand(one, axes);
  const lower = (low: number) => (axes.y === 'log' ? Math.max(low, floor) : low);
  const edges: Point[] = [
    ...band.map(({ x: t, high }): Point => [x(t), y(high)]),
    ...band.toReversed().map(({ x: t, low }): Point => [x(t), y(lower(low))]),
  ];
  const faint: LineStyle = { ...style, dash: [], width: 0.75 };
  const memberCurves = (one.memberCurves ?? []).map((each) => path(drawable(each, axes), place, faint));
  return [
    memberCurves.length > 0 ? group({ opacity: 0.25 }, memberCurves) : NOTHING,
    band.length > 1 ? area(edges, { fill: style.colour, 'fill-opacity': 0.2 }) : NOTHING,
    group({}, [path(points, place, style), ...marked]),
  ];
}

function path(points: readonly { x: number; y: number }[], { x, y }: Place, style: LineStyle): Markup {
  return line(
    points.map((point) => [x(point.x), y(point.y)]),
    stroke(style),
  );
}

function stroke({ colour, dash, width }: LineStyle) {
  return {
    stroke: colour,
    'stroke-width': width,
    'stroke-linejoin': 'round',
    'stroke-dasharray': dash.length > 0 ? dash.join(' ') : null,
  };
}

/** Pixels. */
const MARKER_RADIUS = 3.5;

function marker({ colour, marker: kind }: LineStyle, at: Point): Markup {
  return kind === 'none'
    ? NOTHING
    : shapeAt(at, markerPath(kind, MARKER_RADIUS), { fill: colour, stroke: colour });
}

function legendEntry(name: string, style: LineStyle, i: number): Markup[] {
  const x = PLOT.left + (i % LEGEND_COLUMNS) * (PLOT.width / LEGEND_COLUMNS);
  const y = BOTTOM + 62 + Math.floor(i / LEGEND_COLUMNS) * LEGEND_ROW;
  return [levelLine([x, y], 36, stroke(style)), marker(style, [x + 18, y]), text([x + 44, y + 4], name)];
}
