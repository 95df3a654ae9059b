/** A chart as a PGFPlots document that compiles as it stands (pdflatex with the packages standalone and pgfplots ≥ 1.15). */
import { tex } from '../../src/borders/tex.js';
import { type Provenance, provenanceLines } from '../../src/experiment/provenance.js';
import type { Drawing } from '../charts/drawing.js';
import { drawable, type Line, MOST_RUNS_DRAWN } from '../charts/series.js';
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
    `title={${tex(drawing.title)}}`,
    'xlabel={iteration}',
    `ylabel={${tex(drawing.y)}}`,
    'grid=major',
    'grid style={gray!25}',
    'legend pos=outer north east',
    'legend cell align=left',
    'unbounded coords=jump',
  ];
  return `${[
    ...provenanceLines(provenance).map((line) => `% ${line}`),
    '\\documentclass[border=4pt]{standalone}',
    '\\usepackage[T1]{fontenc}',
    '\\usepackage{amsmath,amssymb}',
    '\\usepackage{pgfplots}',
    '\\usepgfplotslibrary{fillbetween}',
    '\\pgfplotsset{compat=1.15}',
    ...PRINT_COLOURS.map(
      (colour, i) => `\\definecolor{line${i + 1}}{HTML}{${colour.slice(1).toUpperCase()}}`,
    ),
    '\\begin{document}',
    '\\begin{tikzpicture}',
    `\\begin{axis}[\n  ${options.join(',\n  ')},\n]`,
    ...shownHelpers(drawing).map(({ name, points, of }) => {
      const style =
        of === null
          ? ['gray', 'dotted', 'thick', 'no marks']
          : [colourOf(printStyle(of)), 'thin', 'no marks'];
      return `${plot(style, points)}\n\\addlegendentry{${tex(name)}}`;
    }),
    ...named(lines.filter(hasPoints(drawing))).flatMap(({ line, first }, i) =>
      linePlots(line, first, drawing, y.min, i),
    ),
    '\\end{axis}',
    '\\end{tikzpicture}',
    '\\end{document}',
  ].join('\n')}\n`;
}

/** PGFPlots has no place for a plot without points. */
const hasPoints =
  ({ axes }: Drawing) =>
  (line: Line): boolean =>
    drawable(line.points, axes).length > 0;

/** The runs of one label share a legend entry: the first has it. */
function named(lines: readonly Line[]): { line: Line; first: boolean }[] {
  return lines.map((line, i) => ({ line, first: lines.findIndex(({ name }) => name === line.name) === i }));
}

function linePlots(line: Line, first: boolean, { axes }: Drawing, floor: number, i: number): string[] {
  const style = printStyle(line);
  const points = drawable(line.points, axes);
  const repeat = Math.max(1, Math.round(points.length / 7));
  const options = [
    colourOf(style),
    `line width=${(style.width * 0.5).toFixed(2)}pt`,
    ...(style.dash.length > 0 ? [`dash pattern=${dashes(style.dash)}`] : []),
    ...(style.marker === 'none' ? ['no marks'] : [`mark=${MARKS[style.marker]}`, 'mark size=2pt']),
    `mark repeat=${repeat}`,
    `mark phase=${1 + ((line.style * 3) % repeat)}`,
    'mark options={solid}',
    ...(first ? [] : ['forget plot']),
  ];
  const band = (line.band ?? []).filter(
    ({ x, low, high }) =>
      (axes.x === 'linear' || x > 0) && Number.isFinite(low) && (axes.y === 'linear' || high > 0),
  );
  const edge = (side: 'low' | 'high') =>
    plot(
      [`name path=band${i}${side}`, 'draw=none', 'no marks', 'forget plot'],
      band.map((b) => ({ x: b.x, y: axes.y === 'log' ? Math.max(b[side], floor) : b[side] })),
    );
  return [
    // TeX has room for so many.
    ...(line.memberCurves ?? [])
      .slice(0, MOST_RUNS_DRAWN)
      .map((each) => drawable(each, axes))
      .filter((each) => each.length > 0)
      .map((each) => plot([colourOf(style), 'very thin', 'opacity=0.25', 'no marks', 'forget plot'], each)),
    ...(band.length > 1
      ? [
          edge('low'),
          edge('high'),
          `\\addplot[${colourOf(style)}, fill opacity=0.2, forget plot] fill between[of=band${i}low and band${i}high];`,
        ]
      : []),
    plot(options, points),
    ...(first ? [`\\addlegendentry{${tex(line.name)}}`] : []),
  ];
}

function plot(options: readonly string[], points: readonly { x: number; y: number }[]): string {
  const coordinates = points.map(({ x, y }) => `  (${x}, ${y})`).join('\n');
  return `\\addplot[${options.join(', ')}] coordinates {\n${coordinates}\n};`;
}

function colourOf({ colour }: LineStyle): string {
  return `line${PRINT_COLOURS.indexOf(colour) + 1}`;
}

function dashes(dash: readonly number[]): string {
  return dash.map((length, i) => `${i % 2 === 0 ? 'on' : 'off'} ${length * 0.5}pt`).join(' ');
}

const MARKS: Record<Marker, string> = {
  circle: '*',
  rect: 'square*',
  triangle: 'triangle*',
  rectRot: 'diamond*',
  crossRot: 'x',
  star: 'asterisk',
};
