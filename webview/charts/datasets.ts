/** Converts lines to what Chart.js draws. */
import type { ChartDataset } from 'chart.js';
import type { Theme } from '../theme.js';
import { type Axes, drawable, drawableBand, type Line } from './series.js';
import { type LineStyle, lineStyle, markerPositions } from './style.js';

export interface XY {
  x: number;
  y: number;
}

/** A dataset that knows which line it belongs to, or that it is only a helper. */
export type Dataset = ChartDataset<'line', XY[]> & {
  /** The same in every update. */
  key: string;
  /** Edges of bands, references and fits are not measurements: their values are not read. */
  helper: boolean;
};

export function styleOf(line: Line, theme: Theme): LineStyle {
  return lineStyle({ index: line.style, isEmphasised: line.emphasis, pin: line.pin }, theme);
}

/**
 * A line, its markers, and under it its band as the area between two lines that are not drawn. The markers are a dataset of their own: if one option
 * differs from point to point, Chart.js resolves all options point by point, which takes longer than the whole rest of an update.
 */
export function lineDatasets(
  line: Line,
  axes: Axes,
  theme: Theme,
  { hidden }: { readonly hidden: boolean },
): Dataset[] {
  const style = styleOf(line, theme);
  const points = drawable(line.points, axes);
  const marks = markerPositions(points, line.style, axes.x);
  const drawn: Dataset = {
    ...base(line.key, line.name, style),
    data: points,
    hidden,
  };
  const markers: Dataset = {
    ...base(`${line.key}\u0000markers`, `${line.name} markers`, style),
    helper: true,
    data: points.filter((_, i) => marks.has(i)),
    hidden,
    showLine: false,
    pointRadius: 4,
    pointHoverRadius: 4,
    pointHitRadius: 0,
  };
  if (line.band === null) return [markers, drawn];
  const band = drawableBand(line, axes);
  const edge = (side: 'low' | 'high'): Dataset => ({
    ...base(`${line.key}\u0000${side}`, `${line.name} ${side}`, style),
    helper: true,
    // On a log axis, the band of a mean whose lower end is not positive reaches to the bottom.
    data: band.map((b) => ({ x: b.x, y: axes.y === 'log' ? Math.max(b[side], Number.MIN_VALUE) : b[side] })),
    hidden,
    borderWidth: 0,
    pointRadius: 0,
    pointHitRadius: 0,
    fill: side === 'low' ? false : '-1',
    backgroundColor: translucent(style.colour, 22),
  });
  return [edge('low'), edge('high'), markers, drawn];
}

/** A straight line for comparison. */
export function helperDataset(
  key: string,
  label: string,
  style: LineStyle,
  data: XY[],
  { hidden }: { readonly hidden: boolean },
): Dataset {
  return { ...base(key, label, style), helper: true, data, hidden, pointHitRadius: 0 };
}

/**
 * Keeps the object of a line, so that Chart.js moves it instead of making a new one. Not if its colour or marker has changed, for example
 * with a theme: without animation, Chart.js never renews the options that the points of one object share.
 */
export function renewed(before: readonly Dataset[], datasets: readonly Dataset[]): Dataset[] {
  const known = new Map(before.map((dataset) => [dataset.key, dataset]));
  return datasets.map((dataset) => {
    const old = known.get(dataset.key);
    const looksTheSame =
      old?.pointBackgroundColor === dataset.pointBackgroundColor && old?.pointStyle === dataset.pointStyle;
    return old && looksTheSame ? Object.assign(old, dataset) : dataset;
  });
}

function base(key: string, label: string, style: LineStyle): Omit<Dataset, 'data'> {
  return {
    key,
    helper: false,
    label,
    borderColor: style.colour,
    backgroundColor: style.colour,
    borderDash: [...style.dash],
    borderWidth: style.width,
    pointStyle: style.marker === 'none' ? false : style.marker,
    pointRadius: 0,
    pointHoverRadius: 5,
    pointBorderColor: style.colour,
    pointBackgroundColor: style.colour,
    tension: 0,
  };
}

/** The theme's colours have the forms #rgb, #rrggbb(aa) or rgb(…), so the canvas itself has to mix them. */
export function translucent(colour: string, percent: number): string {
  return `color-mix(in srgb, ${colour} ${percent}%, transparent)`;
}
