/** A chart over iterations as a picture. Pure. */
import type { Fill, LegendEntry, Mark, Picture, Stroke } from '../../src/drawing/picture.js';
import type { Point } from '../../src/drawing/svg.js';
import type { Drawing } from '../charts/drawing.js';
import { rangeX, rangeY } from '../charts/range.js';
import { type Axes, drawable, drawableBand, type Line } from '../charts/series.js';
import { type LineStyle, lineStyle, markerPositions } from '../charts/style.js';
import type { Range } from '../view.js';
import type { PictureColours } from './colours.js';

const WIDTH = 620;
const HEIGHT = 360;
/** In pixels. */
const MARKER_RADIUS = 3.5;

export function chartPicture(drawing: Drawing, colours: PictureColours): Picture {
  const { axes, title } = drawing;
  const { x, y } = shownRanges(drawing);
  const lines = shownLines(drawing);
  const helpers = shownHelpers(drawing);
  const styleOf = (line: Line) =>
    lineStyle({ index: line.style, isEmphasised: line.emphasis, pin: line.pin }, colours);
  const helperStyle = (of: Line | null): Stroke =>
    of === null
      ? { colour: colours.muted, dash: [3, 5], width: 1.5 }
      : { colour: styleOf(of).colour, width: 1.5 };
  const entries = new Map<string, LegendEntry>();
  for (const line of lines) entries.set(line.name, lineEntry(line.name, styleOf(line)));
  for (const { name, of } of helpers) entries.set(name, { words: name, stroke: helperStyle(of) });
  return {
    title,
    width: WIDTH,
    height: HEIGHT,
    x: { name: 'iteration', scale: axes.x, ...x, ticks: 'numbers' },
    y: { name: drawing.y, scale: axes.y, ...y, ticks: 'numbers' },
    frame: 'grid',
    marks: [
      ...helpers.map(
        ({ points, of }): Mark => ({ kind: 'line', points: points.map(pointOf), stroke: helperStyle(of) }),
      ),
      ...lines.flatMap((line) => lineMarks(line, styleOf(line), axes, y.min)),
    ],
    legend: [...entries.values()],
    colours: null,
    paper: colours,
  };
}

const pointOf = ({ x, y }: { readonly x: number; readonly y: number }): Point => [x, y];

/** Only what is visible is exported: hidden lines are left out. */
function shownLines({ lines, hidden }: Drawing): Line[] {
  return lines.filter((line) => !hidden.has(line.name));
}

function shownHelpers({ helpers, hidden }: Drawing): Drawing['helpers'] {
  return helpers.filter(({ name, of }) => !hidden.has(name) && (of === null || !hidden.has(of.name)));
}

/** The ends of both axes, also of a linear one that follows its values. */
function shownRanges(drawing: Drawing): { x: Range; y: Range } {
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

function strokeOf({ colour, dash, width }: LineStyle): Stroke {
  return { colour, dash, width };
}

function lineEntry(words: string, style: LineStyle): LegendEntry {
  const { marker: shape, colour } = style;
  return { words, stroke: strokeOf(style), ...(shape !== 'none' && { marker: { shape, colour } }) };
}

/** @param floor the least number of the vertical axis */
function lineMarks(line: Line, style: LineStyle, axes: Axes, floor: number): Mark[] {
  const { colour, marker } = style;
  const points = drawable(line.points, axes);
  const faint: Stroke = { colour, width: 0.75, opacity: 0.25 };
  const marked = markerPositions(points, line.style, axes.x);
  const at = points.filter((_, i) => marked.has(i)).map(pointOf);
  return [
    ...(line.memberCurves ?? [])
      .map((each) => drawable(each, axes))
      .filter((each) => each.length > 0)
      .map((each): Mark => ({ kind: 'line', points: each.map(pointOf), stroke: faint })),
    ...bandMarks(line, { colour, opacity: 0.2 }, axes, floor),
    ...(points.length > 0
      ? [{ kind: 'line', points: points.map(pointOf), stroke: strokeOf(style) } as const]
      : []),
    ...(marker !== 'none' && at.length > 0
      ? [{ kind: 'markers', points: at, shape: marker, colour, radius: MARKER_RADIUS } as const]
      : []),
  ];
}

/** The lower edge of a band may have no place on a log axis: it is then drawn at the foot of the axis. */
function bandMarks(line: Line, fill: Fill, axes: Axes, floor: number): Mark[] {
  const band = drawableBand(line, axes);
  if (band.length < 2) return [];
  const lowest = (low: number) => (axes.y === 'log' ? Math.max(low, floor) : low);
  const ring: Point[] = [
    ...band.map(({ x, high }): Point => [x, high]),
    ...band.toReversed().map(({ x, low }): Point => [x, lowest(low)]),
  ];
  return [{ kind: 'area', rings: [ring], fill }];
}
