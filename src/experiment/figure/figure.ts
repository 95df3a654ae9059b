/** Figures as SVG text: a grid of panels with logarithmic axes. */
import { decadesAround, type Range, scale } from '../../drawing/axis.js';
import {
  area,
  type Box,
  clipped,
  group,
  levelLine,
  line,
  type Markup,
  type Point as Pixel,
  svg as page,
  powerOfTen,
  rect,
  text,
  textUpwards,
} from '../../drawing/svg.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Series {
  /** In drawing order. Values ≤ 0 are left out, since a logarithmic axis has no place for them. */
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
  /** The number of panels in a row. */
  readonly columns: number;
  readonly panels: readonly Panel[];
  readonly legend: readonly { readonly label: string; readonly colour: string }[];
}

const PANEL = { width: 220, height: 190, left: 58, top: 30, gapX: 36, gapY: 44 };
const MARGIN = 8;
/** The estimated width of a letter in the title, and in an entry of the legend. */
const LETTER = 8.4;
const ENTRY = 80;
const GRID = '#e4e4e4';

/** All panels share their axes, so that they can be compared. */
export function svg(figure: Figure): string {
  const { panels, columns, title } = figure;
  const rows = Math.ceil(panels.length / columns);
  const grid = PANEL.left + columns * (PANEL.width + PANEL.gapX) - PANEL.gapX + 2 * MARGIN;
  const width = Math.ceil(Math.max(grid, title.length * LETTER));
  const start = (width - grid) / 2 + PANEL.left;
  const bottom = 34 + rows * (PANEL.height + PANEL.gapY);
  const perRow = Math.max(1, Math.floor((width - PANEL.left) / ENTRY));
  const height = bottom + 36 + Math.ceil(figure.legend.length / perRow) * 20;
  const ranges = rangesOf(panels);
  const drawn = panels.map((panel, n) => {
    const left = start + (n % columns) * (PANEL.width + PANEL.gapX);
    const top = 34 + PANEL.top + Math.floor(n / columns) * (PANEL.height + PANEL.gapY);
    // Unique within a page that shows several figures.
    const id = `${title} ${n}`.replaceAll(/\W+/g, '-');
    const box: Box = { left, top, width: PANEL.width, height: PANEL.height };
    return drawPanel(panel, id, placeOf(box, ranges), { hasNumbersUp: n % columns === 0 });
  });
  const font = { 'font-family': 'system-ui, sans-serif', 'font-size': 11, fill: '#222' };
  const bold = { 'font-size': 14, 'font-weight': 600, 'text-anchor': 'middle' };
  return page({ title, width, height, size: 'fixed', font, background: 'white' }, [
    text([width / 2, 22], title, bold),
    ...drawn.flat(),
    text([width / 2 + PANEL.left / 2, bottom + 24], figure.xLabel, { 'text-anchor': 'middle' }),
    textUpwards([start - 44, bottom / 2 + 20], figure.yLabel),
    ...legend(figure, bottom + 48, perRow),
  ]);
}

interface Ranges {
  readonly x: Range;
  readonly y: Range;
}

/** Whole decades that contain all values. */
function rangesOf(panels: readonly Panel[]): Ranges {
  const points = panels.flatMap(({ series, areas }) => [
    ...series.flatMap((one) => one.points),
    ...areas.flatMap(({ low, high }) => [...low, ...high]),
  ]);
  const nothing = { min: 1, max: 10 };
  return {
    x: decadesAround(points.map(({ x }) => x)) ?? nothing,
    y: decadesAround(points.map(({ y }) => y)) ?? nothing,
  };
}

/** The position of positive numbers in a panel. */
interface Place {
  readonly box: Box;
  readonly ranges: Ranges;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function placeOf(box: Box, ranges: Ranges): Place {
  const { left, top, width, height } = box;
  return {
    box,
    ranges,
    x: scale('log', ranges.x, left, left + width),
    y: scale('log', ranges.y, top + height, top),
  };
}

/** @param options.hasNumbersUp does its vertical axis have numbers? */
function drawPanel(
  panel: Panel,
  id: string,
  place: Place,
  { hasNumbersUp }: { readonly hasNumbersUp: boolean },
): Markup[] {
  const { box } = place;
  const { left, top, width, height } = box;
  const areas = panel.areas.map(({ low, high, colour }) =>
    area(pixels([...high, ...low.toReversed()], place), { fill: colour, 'fill-opacity': 0.18 }),
  );
  const series = panel.series.map(({ points, colour, width: thick, opacity, dashed }) =>
    line(pixels(points, place), {
      stroke: colour,
      'stroke-width': thick,
      'stroke-opacity': opacity,
      'stroke-dasharray': dashed ? '4 3' : null,
    }),
  );
  return [
    text([left + width / 2, top - 8], panel.title, { 'text-anchor': 'middle', 'font-weight': 600 }),
    ...axisX(place),
    ...axisY(place, { hasNumbersUp }),
    clipped(id, box, [...areas, ...series]),
    rect(box, { fill: 'none', stroke: '#888' }),
    ...(panel.note ? [text([left + 6, top + height - 7], panel.note, { fill: '#555' })] : []),
  ];
}

function axisX({ box: { top, height }, ranges, x }: Place): Markup[] {
  const { all, isLabelled } = decades(ranges.x);
  return all.flatMap((e) => {
    const at = x(10 ** e);
    const ends: Pixel[] = [
      [at, top],
      [at, top + height],
    ];
    const grid = line(ends, { stroke: GRID });
    return isLabelled(e)
      ? [grid, powerOfTen([at, top + height + 15], e, { 'text-anchor': 'middle' })]
      : [grid];
  });
}

function axisY(
  { box: { left, width }, ranges, y }: Place,
  { hasNumbersUp }: { readonly hasNumbersUp: boolean },
): Markup[] {
  const { all, isLabelled } = decades(ranges.y);
  return all.flatMap((e) => {
    const at = y(10 ** e);
    const ends: Pixel[] = [
      [left, at],
      [left + width, at],
    ];
    const grid = line(ends, { stroke: GRID });
    return hasNumbersUp && isLabelled(e)
      ? [grid, powerOfTen([left - 6, at + 4], e, { 'text-anchor': 'end' })]
      : [grid];
  });
}

/** The exponents of an axis that ends at whole decades, and which of them are labelled. */
function decades({ min, max }: Range) {
  const [low, high] = [Math.round(Math.log10(min)), Math.round(Math.log10(max))];
  const step = high - low > 5 ? 2 : 1;
  return {
    all: Array.from({ length: high - low + 1 }, (_, i) => low + i),
    isLabelled: (e: number) => e % step === 0,
  };
}

/** A logarithmic axis has no place for values ≤ 0. */
function pixels(points: readonly Point[], { x, y }: Place): Pixel[] {
  return points.filter((point) => point.x > 0 && point.y > 0).map((point) => [x(point.x), y(point.y)]);
}

function legend({ legend: entries }: Figure, top: number, perRow: number): Markup[] {
  return entries.map(({ label, colour }, n) => {
    const x = PANEL.left + (n % perRow) * ENTRY;
    const y = top + Math.floor(n / perRow) * 20;
    return group({}, [
      levelLine([x, y - 4], 16, { stroke: colour, 'stroke-width': 2.5 }),
      text([x + 20, y], label),
    ]);
  });
}
