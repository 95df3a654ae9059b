/** What every chart over iterations has in common: axes, lines, bands, legend, text alternative and data. */
import {
  Chart,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import { h, setText } from '../dom.js';
import type { Theme } from '../theme.js';
import { count, figure } from '../words.js';
import { decadesAround, setLogTicks } from './axis.js';
import { createLegend, type LegendEntry } from './legend.js';
import { drawable, type Line, notes } from './series.js';
import { type LineStyle, lineStyle, markerPositions } from './style.js';
import { createDataTable, createSummaryTable } from './tables.js';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Filler, Tooltip);

export interface ChartWords {
  readonly id: string;
  readonly title: string;
  /** The quantity on the vertical axis. */
  readonly y: string;
  readonly scale: 'log' | 'linear';
}

export interface Drawing {
  readonly lines: readonly Line[];
  /** Right end of the iteration axis. */
  readonly last: number;
  readonly reference: { readonly name: string; readonly points: { x: number; y: number }[] } | null;
}

export interface ChartFrame {
  readonly element: HTMLElement;
  /** Controls of this chart alone, beside its title. */
  readonly controls: HTMLElement;
  update(drawing: Drawing, theme: Theme): void;
}

type Dataset = ChartDataset<'line', { x: number; y: number }[]>;

const REFERENCE_KEY = '\u0000reference';

export function createChartFrame(words: ChartWords): ChartFrame {
  const canvas = h('canvas', { role: 'img', id: words.id });
  const note = h('p', { class: 'note' });
  const controls = h('div', { class: 'chart-controls' });
  const hidden = new Set<string>();
  let latest: { drawing: Drawing; theme: Theme } | null = null;
  const legend = createLegend((key) => {
    if (!hidden.delete(key)) hidden.add(key);
    if (latest) draw(latest.drawing, latest.theme);
  });
  const summary = createSummaryTable(words);
  const data = createDataTable(words);
  const heading = h('h2', { id: `${words.id}-title` }, words.title);
  const element = h(
    'section',
    { class: 'chart', 'aria-labelledby': `${words.id}-title` },
    h('div', { class: 'chart-head' }, heading, controls),
    legend.element,
    h('div', { class: 'canvas-box' }, canvas),
    summary.element,
    note,
    data.element,
  );
  const chart = new Chart<'line', { x: number; y: number }[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      scales: {
        x: {
          type: 'logarithmic',
          min: 1,
          max: 10,
          title: { display: true, text: 'iteration' },
          afterBuildTicks: (scale) => setLogTicks(scale, 48),
          ticks: { autoSkip: false, maxRotation: 0, callback: (_, i, ticks) => ticks[i]?.label ?? '' },
        },
        y:
          words.scale === 'log'
            ? {
                type: 'logarithmic',
                title: { display: true, text: words.y },
                afterBuildTicks: (scale) => setLogTicks(scale, 32),
                ticks: { autoSkip: false, callback: (_, i, ticks) => ticks[i]?.label ?? '' },
              }
            : { type: 'linear', min: 0, max: 1, title: { display: true, text: words.y } },
      },
      plugins: {
        tooltip: {
          filter: (item) => !isHelper(item.dataset as Dataset),
          callbacks: {
            title: ([item]) => (item ? `iteration ${count(item.parsed.x ?? 0)}` : ''),
            label: (item) => ` ${item.dataset.label}: ${figure(item.parsed.y, 4)}`,
          },
        },
      },
    },
  });

  function draw(drawing: Drawing, theme: Theme): void {
    latest = { drawing, theme };
    const styled = drawing.lines.map((line) => ({
      line,
      style: lineStyle(line.style, line.emphasis, theme),
    }));
    const referenceStyle: LineStyle = { colour: theme.muted, dash: [3, 5], marker: 'none', width: 1.5 };
    const before = new Map(chart.data.datasets.map((dataset) => [keyOf(dataset), dataset]));
    const datasets = styled.flatMap(({ line, style }) => lineDatasets(line, style, words.scale, hidden));
    if (drawing.reference) {
      datasets.push({
        ...base(REFERENCE_KEY, drawing.reference.name, referenceStyle),
        data: drawing.reference.points,
        hidden: hidden.has(REFERENCE_KEY),
      });
    }
    // The same line stays the same object, so that Chart.js moves it rather than making it anew.
    chart.data.datasets = datasets.map((dataset) =>
      Object.assign(before.get(keyOf(dataset)) ?? ({} as Dataset), dataset),
    );
    setRange(drawing);
    applyTheme(chart, theme);
    chart.update('none');
    const entries: LegendEntry[] = styled.map(({ line, style }) => ({
      key: line.key,
      name: line.name,
      style,
    }));
    if (drawing.reference) {
      entries.push({ key: REFERENCE_KEY, name: drawing.reference.name, style: referenceStyle });
    }
    legend.update(entries, hidden);
    summary.update(drawing.lines);
    data.update(drawing.lines);
    setText(note, notes(drawing.lines, words.scale).slice(0, 4).join(' '));
    canvas.setAttribute('aria-label', describe(words, drawing.lines));
  }

  /** Iterations from 1 to T; whole decades of the values. While nothing is drawn, the axes stay as they were. */
  function setRange({ lines, last, reference }: Drawing): void {
    const scales = chart.options.scales!;
    if (lines.length === 0) return;
    scales.x!.max = last;
    if (words.scale === 'linear') return;
    const values = lines.flatMap((line) => drawable(line.points, 'log').map((point) => point.y));
    const range = decadesAround([...values, ...(reference?.points.map((point) => point.y) ?? [])]);
    if (range) Object.assign(scales.y!, range);
  }

  return { element, controls, update: draw };
}

/** A line, and under it its band as the area between two lines that are not drawn. */
function lineDatasets(
  line: Line,
  style: LineStyle,
  scale: 'log' | 'linear',
  hiddenKeys: ReadonlySet<string>,
): Dataset[] {
  const hidden = hiddenKeys.has(line.key);
  const points = drawable(line.points, scale);
  const marks = markerPositions(points, line.style);
  const drawn: Dataset = {
    ...base(line.key, line.name, style),
    data: points,
    hidden,
    pointRadius: points.map((_, i) => (marks.has(i) ? 4 : 0)),
  };
  if (line.band === null) return [drawn];
  const band = line.band.filter(
    ({ x, low, high }) => x > 0 && Number.isFinite(low) && (scale === 'linear' || high > 0),
  );
  const edge = (side: 'low' | 'high'): Dataset => ({
    ...base(`${line.key}\u0000${side}`, `${line.name} ${side}`, style),
    // On a log axis the band of a mean whose lower end is not positive reaches to the bottom.
    data: band.map((b) => ({ x: b.x, y: scale === 'log' ? Math.max(b[side], Number.MIN_VALUE) : b[side] })),
    hidden,
    borderWidth: 0,
    pointRadius: 0,
    pointHitRadius: 0,
    fill: side === 'low' ? false : '-1',
    backgroundColor: translucent(style.colour),
  });
  return [edge('low'), edge('high'), drawn];
}

function base(key: string, label: string, style: LineStyle): Omit<Dataset, 'data'> & { key: string } {
  return {
    key,
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

function keyOf(dataset: Dataset): string {
  return (dataset as Dataset & { key: string }).key;
}

/** Edges of bands and the reference line are not measurements. */
function isHelper(dataset: Dataset): boolean {
  return keyOf(dataset).includes('\u0000');
}

/** The theme's colours come as #rgb, #rrggbb(aa) or rgb(…): the canvas itself mixes them. */
function translucent(colour: string): string {
  return `color-mix(in srgb, ${colour} 22%, transparent)`;
}

function applyTheme(chart: Chart<'line', { x: number; y: number }[]>, theme: Theme): void {
  const { options } = chart;
  options.font = { family: theme.fontFamily, size: theme.fontSize - 1 };
  options.color = theme.foreground;
  for (const scale of Object.values(options.scales!)) {
    scale!.grid ??= {};
    scale!.border ??= {};
    Object.assign(scale!.grid, { color: theme.grid, tickColor: theme.grid, lineWidth: 0.5 });
    Object.assign(scale!.border, { color: theme.muted });
    Object.assign(scale!.ticks!, { color: theme.foreground });
    Object.assign((scale as { title: object }).title, { color: theme.foreground });
  }
  Object.assign(options.plugins!.tooltip!, {
    backgroundColor: theme.tooltipBackground,
    titleColor: theme.tooltipForeground,
    bodyColor: theme.tooltipForeground,
    borderColor: theme.tooltipBorder,
    borderWidth: 1,
    cornerRadius: 3,
    usePointStyle: true,
  });
}

/** The chart in a sentence or two, for who cannot see it. */
function describe(words: ChartWords, lines: readonly Line[]): string {
  if (lines.length === 0) return `${words.title}: nothing recorded yet.`;
  const each = lines.slice(0, 8).map((line) => {
    const first = line.points[0]!;
    const last = line.points.at(-1)!;
    return `${line.name} from ${figure(first.y)} at iteration ${first.x} to ${figure(last.y)} at iteration ${last.x}`;
  });
  const more = lines.length > 8 ? `; and ${lines.length - 8} lines more` : '';
  const axes = words.scale === 'log' ? 'logarithmic on both axes' : 'logarithmic iteration axis';
  return `${words.title}, ${axes}: ${each.join('; ')}${more}.`;
}
