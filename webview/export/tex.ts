/** A chart as a PGFPlots document that compiles as it stands (pdflatex with the packages standalone and pgfplots ≥ 1.15). */
import {
  areaBetween,
  dashes,
  labelled,
  legendEntry,
  type Option,
  plot,
  type Tex,
  texDocument,
} from '../../src/drawing/pgfplots.js';
import { type Provenance, provenanceLines } from '../../src/experiment/provenance.js';
import type { Drawing } from '../charts/drawing.js';
import { type Axes, drawable, drawableBand, type Line, MOST_RUNS_DRAWN } from '../charts/series.js';
import type { LineStyle, Marker } from '../charts/style.js';
import { PRINT_COLOURS, printRanges, printStyle, shownHelpers, shownLines } from './print.js';

export function toTex(drawing: Drawing, provenance: Provenance): string {
  const { x, y } = printRanges(drawing);
  const lines = shownLines(drawing);
  const options = [
    'width=12cm',
    'height=8cm',
    ...(drawing.axes.x === 'log' ? ['xmode=log'] : []),
    ...(drawing.axes.y === 'log' ? ['ymode=log'] : []),
    `xmin=${x.min}`,
    `xmax=${x.max}`,
    `ymin=${y.min}`,
    `ymax=${y.max}`,
    labelled('title', drawing.title),
    labelled('xlabel', 'iteration'),
    labelled('ylabel', drawing.y),
    'grid=major',
    'grid style={gray!25}',
    'legend pos=outer north east',
    'legend cell align=left',
    'unbounded coords=jump',
  ];
  const helpers = shownHelpers(drawing).flatMap(({ name, points, of }) => [
    plot(of === null ? MUTED : [colourOf(printStyle(of)), 'thin', 'no marks'], points),
    legendEntry(name),
  ]);
  const plots = named(lines.filter(hasPoints(drawing))).flatMap(({ line, isFirst }, i) =>
    linePlots(line, drawing, { isFirst, floor: y.min, band: `band${i}` }),
  );
  return texDocument(
    {
      colours: PRINT_COLOURS.map((colour, i) => [`line${i + 1}`, colour]),
      axis: options,
      provenance: provenanceLines(provenance),
    },
    [...helpers, ...plots],
  );
}

const MUTED: readonly Option[] = ['gray', 'dotted', 'thick', 'no marks'];

/** PGFPlots has no place for a plot without points. */
const hasPoints =
  ({ axes }: Drawing) =>
  (line: Line): boolean =>
    drawable(line.points, axes).length > 0;

/** The runs of one label share a legend entry: the first has it. */
function named(lines: readonly Line[]): { line: Line; isFirst: boolean }[] {
  return lines.map((line, i) => ({ line, isFirst: lines.findIndex(({ name }) => name === line.name) === i }));
}

interface LinePlace {
  /** Is it the first of its name? */
  readonly isFirst: boolean;
  /** What a lower end is drawn at when it lies below it. */
  readonly floor: number;
  /** A name for its band that no other line has. */
  readonly band: string;
}

function linePlots(line: Line, { axes }: Drawing, place: LinePlace): Tex[] {
  const style = printStyle(line);
  const points = drawable(line.points, axes);
  const faint = [colourOf(style), 'very thin', 'opacity=0.25', 'no marks', 'forget plot'];
  // TeX has room for so many.
  const memberCurves = (line.memberCurves ?? []).slice(0, MOST_RUNS_DRAWN);
  return [
    ...memberCurves
      .map((each) => drawable(each, axes))
      .filter((each) => each.length > 0)
      .map((each) => plot(faint, each)),
    ...bandPlots(line, axes, colourOf(style), place),
    plot(lineOptions(line, style, points.length, place), points),
    ...(place.isFirst ? [legendEntry(line.name)] : []),
  ];
}

function lineOptions(line: Line, style: LineStyle, points: number, { isFirst }: LinePlace): Option[] {
  const repeat = Math.max(1, Math.round(points / 7));
  return [
    colourOf(style),
    `line width=${(style.width * 0.5).toFixed(2)}pt`,
    ...(style.dash.length > 0 ? [dashes(style.dash)] : []),
    ...(style.marker === 'none' ? ['no marks'] : [`mark=${MARKS[style.marker]}`, 'mark size=2pt']),
    `mark repeat=${repeat}`,
    `mark phase=${1 + ((line.style * 3) % repeat)}`,
    'mark options={solid}',
    ...(isFirst ? [] : ['forget plot']),
  ];
}

function bandPlots(line: Line, axes: Axes, colour: string, { floor, band }: LinePlace): Tex[] {
  const shown = drawableBand(line, axes);
  if (shown.length < 2) return [];
  const edge = (side: 'low' | 'high') =>
    plot(
      [`name path=${band}${side}`, 'draw=none', 'no marks', 'forget plot'],
      shown.map((one) => ({ x: one.x, y: axes.y === 'log' ? Math.max(one[side], floor) : one[side] })),
    );
  const fill = areaBetween([colour, 'fill opacity=0.2', 'forget plot'], `${band}low`, `${band}high`);
  return [edge('low'), edge('high'), fill];
}

function colourOf({ colour }: LineStyle): string {
  return `line${PRINT_COLOURS.indexOf(colour) + 1}`;
}

const MARKS: Record<Marker, string> = {
  circle: '*',
  rect: 'square*',
  triangle: 'triangle*',
  rectRot: 'diamond*',
  crossRot: 'x',
  star: 'asterisk',
};
