/** What every chart over iterations has in common: axes, lines, bands, legend, cursor, text alternative and data. */
import {
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import Zoom from 'chartjs-plugin-zoom';
import { h, setText } from '../dom.js';
import type { Theme } from '../theme.js';
import type { CurveId, Range } from '../view.js';
import { count, figure } from '../words.js';
import { createCursor } from './cursor.js';
import { type Dataset, helperDataset, lineDatasets, renewed, styleOf, type XY } from './datasets.js';
import type { Drawing } from './drawing.js';
import { createLegend } from './legend.js';
import { applyTheme, axisOptions, firstOptions } from './options.js';
import { belowAxis, rangeX, rangeY } from './range.js';
import { type Line, notes, readAt } from './series.js';
import { createStrands } from './strands.js';
import type { LineStyle } from './style.js';
import { createDataTable, createSummaryTable } from './tables.js';

Chart.register(
  LineController,
  LineElement,
  PointElement,
  LinearScale,
  LogarithmicScale,
  Filler,
  Tooltip,
  Zoom,
);

/** What a person does with a chart. */
export interface ChartActs {
  hide(name: string): void;
  zoom(x: Range, y: Range): void;
  reset(): void;
  /** The mouse or the keyboard points at an iteration. */
  point(iteration: number): void;
  /** Steps the cursor along the recorded iterations. */
  key(event: KeyboardEvent): void;
}

export interface ChartFrame {
  readonly element: HTMLElement;
  /** Controls of this chart alone, beside its title. */
  readonly controls: HTMLElement;
  readonly chart: Chart<'line', XY[]>;
  /** As it was last drawn. */
  drawing(): Drawing | null;
  update(drawing: Drawing, theme: Theme): void;
  /** Reads every line at an iteration. */
  cursor(iteration: number | null): void;
}

export function createChartFrame(id: CurveId, acts: ChartActs): ChartFrame {
  const name = `chart-${id}`;
  const canvas = h('canvas', { id: name, 'aria-hidden': 'true' });
  const description = h('p', { class: 'visually-hidden', id: `${name}-description` });
  const box = h(
    'div',
    {
      class: 'canvas-box',
      role: 'slider',
      tabindex: 0,
      'aria-describedby': `${name}-description`,
      'aria-keyshortcuts': 'ArrowLeft ArrowRight Home End + - 0',
    },
    canvas,
  );
  const note = h('p', { class: 'note' });
  const controls = h('div', { class: 'chart-controls' });
  const heading = h('h2', { id: `${name}-title` });
  const legend = createLegend(acts.hide);
  const summary = createSummaryTable(name);
  const data = createDataTable();
  const element = h(
    'section',
    { class: 'chart', 'aria-labelledby': `${name}-title` },
    h('div', { class: 'chart-head' }, heading, controls),
    legend.element,
    box,
    description,
    summary.element,
    note,
    data.element,
  );
  const cursor = createCursor();
  const strands = createStrands();
  const chart = new Chart<'line', XY[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: firstOptions({ zoomed: acts.zoom }),
    plugins: [cursor.plugin, strands.plugin],
  });
  let drawing: Drawing | null = null;
  let at: number | null = null;

  box.addEventListener('keydown', acts.key);
  canvas.addEventListener('dblclick', acts.reset);
  canvas.addEventListener('pointermove', ({ offsetX, buttons }) => {
    const { left, right } = chart.chartArea;
    if (buttons === 0 && offsetX >= left && offsetX <= right) {
      acts.point(chart.scales.x!.getValueForPixel(offsetX)!);
    }
  });

  function update(next: Drawing, theme: Theme): void {
    drawing = next;
    const { lines, hidden, axes } = next;
    const datasets = lines.flatMap((line) => lineDatasets(line, axes, theme, hidden.has(line.name)));
    const muted: LineStyle = { colour: theme.muted, dash: [3, 5], marker: 'none', width: 1.5 };
    const helperStyle = (of: Line | null): LineStyle =>
      of ? { ...muted, colour: styleOf(of, theme).colour, dash: [], width: 1 } : muted;
    for (const { name: helperName, points, of } of next.helpers) {
      const style = helperStyle(of);
      const isHidden = hidden.has(helperName) || (of !== null && hidden.has(of.name));
      datasets.push(
        helperDataset(`helper ${helperName} ${of?.key ?? ''}`, helperName, style, points, isHidden),
      );
    }
    chart.data.datasets = renewed(chart.data.datasets as Dataset[], datasets);
    chart.options.scales = {
      x: axisOptions({ direction: 'x', scale: axes.x, title: 'iteration', range: rangeX(next) }, theme),
      y: axisOptions({ direction: 'y', scale: axes.y, title: next.y, range: rangeY(next) }, theme),
    } as NonNullable<typeof chart.options.scales>;
    applyTheme(chart.options, theme);
    cursor.colour = theme.foreground;
    strands.update(
      lines.filter((line) => !hidden.has(line.name)),
      axes,
      theme,
    );
    chart.update('none');
    const named = new Map(lines.map((line) => [line.name, { name: line.name, style: styleOf(line, theme) }]));
    for (const { name: helperName, of } of next.helpers)
      named.set(helperName, { name: helperName, style: helperStyle(of) });
    legend.update([...named.values()], hidden);
    setText(heading, next.title);
    summary.update(next.title, next.y, lines);
    data.update(next.title, lines);
    const said = [next.note, ...belowAxis(next), ...notes(lines, axes).slice(0, 4)];
    setText(note, said.filter((one) => one !== '').join(' '));
    setText(description, describe(next));
    box.setAttribute('aria-label', `${next.title}: iteration at which the curves are read`);
    read();
  }

  /** The values at the cursor, in the legend and for a screen reader. */
  function read(): void {
    if (drawing === null) return;
    const values = new Map<string, string>();
    for (const line of drawing.lines) {
      const point = at === null ? null : readAt(line, at);
      if (point && !values.has(line.name)) values.set(line.name, figure(point.y));
    }
    legend.read(values);
    const said = [...values].slice(0, 8).map(([line, value]) => `${line} ${value}`);
    box.setAttribute('aria-valuemin', '0');
    box.setAttribute('aria-valuemax', String(drawing.last));
    box.setAttribute('aria-valuenow', String(at ?? drawing.last));
    box.setAttribute('aria-valuetext', `iteration ${count(at ?? drawing.last)}: ${said.join(', ')}`);
  }

  return {
    element,
    controls,
    chart,
    drawing: () => drawing,
    update,
    cursor(iteration) {
      if (iteration === at) return;
      at = iteration;
      cursor.move(chart, iteration);
      read();
    },
  };
}

/** The chart in a sentence or two, for who cannot see it. */
function describe({ title, axes, lines }: Drawing): string {
  if (lines.length === 0) return `${title}: nothing recorded yet.`;
  const each = lines.slice(0, 8).map((line) => {
    const first = line.points[0]!;
    const last = line.points.at(-1)!;
    return `${line.name} from ${figure(first.y)} at iteration ${first.x} to ${figure(last.y)} at iteration ${last.x}`;
  });
  const more = lines.length > 8 ? `; and ${lines.length - 8} lines more` : '';
  const said = { log: 'logarithmic', linear: 'linear' };
  return `${title}, ${said[axes.x]} iteration axis, ${said[axes.y]} vertical axis: ${each.join('; ')}${more}.`;
}
