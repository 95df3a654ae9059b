/** What all charts over iterations share: axes, lines, bands, legend, cursor, text alternative and data. */
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
import { h, setAttribute, setText } from '../dom.js';
import { count, figure } from '../format.js';
import type { Theme } from '../theme.js';
import type { CurveId, Range } from '../view.js';
import { createCursor } from './cursor.js';
import { type Dataset, helperDataset, lineDatasets, renewed, styleOf, type XY } from './datasets.js';
import type { Drawing, Helper } from './drawing.js';
import { SHORTCUTS } from './keys.js';
import { createLegend, type LegendEntry } from './legend.js';
import { createMemberCurves } from './memberCurves.js';
import { applyTheme, axisOptions, firstOptions } from './options.js';
import { belowAxis, rangeX, rangeY } from './range.js';
import { type Line, notes, readAt } from './series.js';
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

/** The user's actions on a chart. */
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
  /** The controls of this chart alone, beside its title. */
  readonly controls: HTMLElement;
  readonly chart: Chart<'line', XY[]>;
  /** The drawing that is shown. */
  drawing(): Drawing | null;
  update(drawing: Drawing, theme: Theme): void;
  /** Shows the value of every line at an iteration. */
  cursor(iteration: number | null): void;
}

export function createChartFrame(id: CurveId, acts: ChartActs): ChartFrame {
  const canvas = h('canvas', { id: `chart-${id}`, 'aria-hidden': 'true' });
  const words = createWords(`chart-${id}`, canvas, acts.hide);
  const cursor = createCursor();
  const memberCurves = createMemberCurves();
  const chart = new Chart<'line', XY[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: firstOptions({ zoomed: acts.zoom }),
    plugins: [cursor.plugin, memberCurves.plugin],
  });
  listen(words.box, canvas, chart, acts);
  let drawing: Drawing | null = null;
  let at: number | null = null;
  return {
    element: words.element,
    controls: words.controls,
    chart,
    drawing: () => drawing,
    update(next, theme) {
      drawing = next;
      const { lines, hidden, axes } = next;
      chart.data.datasets = renewed(chart.data.datasets as Dataset[], datasetsOf(next, theme));
      chart.options.scales = {
        x: axisOptions({ direction: 'x', scale: axes.x, title: 'iteration', range: rangeX(next) }, theme),
        y: axisOptions({ direction: 'y', scale: axes.y, title: next.y, range: rangeY(next) }, theme),
      } as NonNullable<typeof chart.options.scales>;
      applyTheme(chart.options, theme);
      cursor.colour = theme.foreground;
      const shown = lines.filter((line) => !hidden.has(line.name));
      memberCurves.update(shown, axes, theme);
      chart.update('none');
      words.update(next, theme);
      words.read(next, at);
    },
    cursor(iteration) {
      if (iteration === at) return;
      at = iteration;
      cursor.move(chart, iteration);
      if (drawing) words.read(drawing, at);
    },
  };
}

function listen(
  box: HTMLElement,
  canvas: HTMLCanvasElement,
  chart: Chart<'line', XY[]>,
  acts: ChartActs,
): void {
  box.addEventListener('keydown', acts.key);
  canvas.addEventListener('dblclick', acts.reset);
  canvas.addEventListener('pointermove', ({ offsetX, buttons }) => {
    const { left, right } = chart.chartArea;
    if (buttons === 0 && offsetX >= left && offsetX <= right) {
      acts.point(chart.scales.x!.getValueForPixel(offsetX)!);
    }
  });
}

/** The texts around the canvas, and those that replace it for a screen reader. */
interface Words {
  readonly element: HTMLElement;
  readonly controls: HTMLElement;
  /** The box in which the keyboard moves the cursor. */
  readonly box: HTMLElement;
  update(drawing: Drawing, theme: Theme): void;
  /** Shows the values at an iteration, in the legend and for a screen reader; null: those at the end, and none in the legend. */
  read(drawing: Drawing, at: number | null): void;
}

function createWords(name: string, canvas: HTMLCanvasElement, hide: (line: string) => void): Words {
  const description = h('p', { class: 'visually-hidden', id: `${name}-description` });
  const box = h(
    'div',
    {
      class: 'canvas-box',
      role: 'slider',
      tabindex: 0,
      'aria-describedby': `${name}-description`,
      'aria-keyshortcuts': SHORTCUTS,
    },
    canvas,
  );
  const note = h('p', { class: 'note' });
  const controls = h('div', { class: 'chart-controls' });
  const heading = h('h2', { id: `${name}-title` });
  const legend = createLegend(hide);
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
  return {
    element,
    controls,
    box,
    update(drawing, theme) {
      const { title, lines, axes } = drawing;
      legend.update(legendOf(drawing, theme), drawing.hidden);
      setText(heading, title);
      summary.update(title, drawing.y, lines);
      data.update(title, lines);
      const said = [drawing.note, ...belowAxis(drawing), ...notes(lines, axes).slice(0, 4)];
      setText(note, said.filter((one) => one !== '').join(' '));
      setText(description, describe(drawing));
      setAttribute(box, 'aria-label', `${title}: iteration at which the curves are read`);
    },
    read(drawing, at) {
      const values = at === null ? new Map<string, string>() : valuesAt(drawing, at);
      legend.read(values);
      const said = [...values].slice(0, 8).map(([line, value]) => `${line} ${value}`);
      box.setAttribute('aria-valuemin', '0');
      box.setAttribute('aria-valuemax', String(drawing.last));
      box.setAttribute('aria-valuenow', String(at ?? drawing.last));
      setAttribute(box, 'aria-valuetext', `iteration ${count(at ?? drawing.last)}: ${said.join(', ')}`);
    },
  };
}

/** For lines with the same name, the value of the first. */
function valuesAt({ lines }: Drawing, at: number): Map<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const point = readAt(line, at);
    if (point && !values.has(line.name)) values.set(line.name, figure(point.y));
  }
  return values;
}

function datasetsOf({ lines, helpers, hidden, axes }: Drawing, theme: Theme): Dataset[] {
  const drawn = lines.flatMap((line) => lineDatasets(line, axes, theme, { hidden: hidden.has(line.name) }));
  const compared = helpers.map((helper) => {
    const { name, points, of } = helper;
    const isHidden = hidden.has(name) || (of !== null && hidden.has(of.name));
    const key = `helper ${name} ${of?.key ?? ''}`;
    return helperDataset(key, name, helperStyle(helper, theme), points, { hidden: isHidden });
  });
  return [...drawn, ...compared];
}

/** One entry for each name. */
function legendOf({ lines, helpers }: Drawing, theme: Theme): LegendEntry[] {
  const entries = [
    ...lines.map((line) => ({ name: line.name, style: styleOf(line, theme) })),
    ...helpers.map((helper) => ({ name: helper.name, style: helperStyle(helper, theme) })),
  ];
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}

/** Thin and in the colour of its line, or dotted and muted. */
function helperStyle({ of }: Pick<Helper, 'of'>, theme: Theme): LineStyle {
  const muted: LineStyle = { colour: theme.muted, dash: [3, 5], marker: 'none', width: 1.5 };
  return of ? { ...muted, colour: styleOf(of, theme).colour, dash: [], width: 1 } : muted;
}

/** Describes the chart in one or two sentences, for a screen reader. */
function describe({ title, axes, lines }: Drawing): string {
  if (lines.length === 0) return `${title}: nothing recorded yet.`;
  const each = lines.slice(0, 8).map(({ name, points }: Line) => {
    const first = points[0]!;
    const last = points.at(-1)!;
    return `${name} from ${figure(first.y)} at iteration ${first.x} to ${figure(last.y)} at iteration ${last.x}`;
  });
  const more = lines.length > 8 ? `; and ${lines.length - 8} lines more` : '';
  const said = { log: 'logarithmic', linear: 'linear' };
  return `${title}, ${said[axes.x]} iteration axis, ${said[axes.y]} vertical axis: ${each.join('; ')}${more}.`;
}
