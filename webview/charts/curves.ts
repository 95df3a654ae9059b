/** The curves that are chosen, in a grid, under one toolbar and with one cursor. */
import type { ChartedExperiment, Comparison } from '../../src/shared/messages.js';
import { h } from '../dom.js';
import type { Theme } from '../theme.js';
import type { ChangeView, CurveId, View } from '../view.js';
import { createQuantityChart, type QuantityChart } from './chart.js';
import type { Drawing } from './drawing.js';
import { scaleOf } from './drawingOf.js';
import { eventOf } from './keys.js';
import { type Quantity, shownQuantities } from './quantities.js';
import { createToolbar } from './toolbar.js';
import { type CurvesEvent, recordedIterations, viewAfter, wholeRange } from './viewEvents.js';

export interface Curves {
  readonly element: HTMLElement;
  /** The chart that was last pointed at, or the first, as it is drawn; null while there is none. */
  drawing(): Drawing | null;
  update(experiment: ChartedExperiment | null, comparison: Comparison, view: View, theme: Theme): void;
}

/** What the buttons ask for. */
export interface CurveActs {
  /** Puts a picture of a chart on the clipboard. */
  copy(drawing: Drawing): void;
  /** Asks for a format and a place. */
  save(): void;
  /** Keeps the charted run in sight beside later ones, or no more. */
  pin(run: number): void;
}

const HINT =
  'Drag to zoom, Shift+drag to pan, Ctrl+wheel to zoom, double-click to reset; with a chart in focus: ← → move the cursor, + − zoom the iterations, ↑ ↓ the vertical axis, Shift and an arrow pan, 0 resets.';

/** @param change how the toolbar, the mouse and the keyboard change the view. */
export function createCurves(change: ChangeView, acts: CurveActs): Curves {
  let view: View | null = null;
  let experiment: ChartedExperiment | null = null;
  const dispatch = (event: CurvesEvent) => change((now) => viewAfter(now, event));
  const toolbar = createToolbar(dispatch, () => {
    if (experiment) acts.pin(experiment.stamp.run);
  });
  const grid = h('div', { class: 'charts' });
  const element = h(
    'section',
    { class: 'curves', id: 'charts', 'aria-label': 'Curves' },
    toolbar.element,
    grid,
    h('p', { class: 'note' }, HINT),
  );
  const charts = new Map<CurveId, QuantityChart>();

  function createChart(quantity: Quantity): QuantityChart {
    const { id } = quantity;
    const chart = createQuantityChart(
      quantity,
      {
        hide: (name) => dispatch({ type: 'lineToggled', name }),
        zoom: (x, y) => dispatch({ type: 'zoomed', id, x, y }),
        reset: () => dispatch({ type: 'zoomReset' }),
        point: (iteration) =>
          dispatch({ type: 'pointed', id, iteration, recorded: recordedIterations(experiment) }),
        key: (event) => press(event, quantity),
      },
      {
        toggleScale: (scale) => dispatch({ type: 'verticalScaleToggled', id, scale }),
        copy: acts.copy,
        save() {
          dispatch({ type: 'chartChosen', id });
          acts.save();
        },
      },
    );
    charts.set(id, chart);
    return chart;
  }

  function press(event: KeyboardEvent, quantity: Quantity): void {
    if (view === null || experiment === null || event.altKey || event.ctrlKey || event.metaKey) return;
    const { look } = view;
    const { min, max } = charts.get(quantity.id)!.frame.chart.scales.y!;
    const found = eventOf(event, {
      id: quantity.id,
      view,
      recorded: recordedIterations(experiment),
      whole: wholeRange(look.iterations, experiment),
      vertical: { scale: scaleOf(quantity, look), range: { min, max } },
    });
    if (found === null) return;
    event.preventDefault();
    dispatch(found);
  }

  /** The shown charts in their order; the others leave the page and are destroyed. */
  function arrange(shown: readonly Quantity[]): QuantityChart[] {
    for (const [id, { frame }] of charts) {
      if (shown.some((quantity) => quantity.id === id)) continue;
      frame.chart.destroy();
      frame.element.remove();
      charts.delete(id);
    }
    return shown.map((quantity, i) => {
      const chart = charts.get(quantity.id) ?? createChart(quantity);
      const place = grid.children[i] ?? null;
      if (place !== chart.frame.element) grid.insertBefore(chart.frame.element, place);
      return chart;
    });
  }

  return {
    element,
    drawing() {
      const [first] = charts.values();
      const pointed = view?.chart ? charts.get(view.chart) : undefined;
      return pointed?.frame.drawing() ?? first?.frame.drawing() ?? null;
    },
    update(charted, { pinned, chartedIsPinned }, now, theme) {
      view = now;
      experiment = charted;
      toolbar.update(charted, now, { isPinned: chartedIsPinned });
      const shown = charted === null ? [] : shownQuantities(now.look.curves, charted.subject);
      for (const chart of arrange(shown)) {
        chart.draw(charted, pinned, now.look, theme);
        chart.frame.cursor(now.cursor);
      }
    },
  };
}
