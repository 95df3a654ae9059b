/** The chosen curves in a grid, with one toolbar and one cursor. */
import type { ChartedExperiment, Comparison } from '../../src/shared/messages.js';
import { h } from '../dom.js';
import type { PictureActs } from '../export/menu.js';
import type { Theme } from '../theme.js';
import type { View } from '../view.js';
import type { ViewEvent } from '../viewEvents.js';
import { createQuantityChart, type QuantityChart } from './chart.js';
import type { Drawing } from './drawing.js';
import { scaleOf } from './drawingOf.js';
import { createChartGrid } from './grid.js';
import { recordedIterations, wholeRange } from './iterations.js';
import { eventOf } from './keys.js';
import { type Quantity, shownQuantities } from './quantities.js';
import { createToolbar } from './toolbar.js';

export interface Curves {
  readonly element: HTMLElement;
  /** The chart that was last under the pointer, or the first, as it is drawn; null if there is none. */
  drawing(): Drawing | null;
  update(experiment: ChartedExperiment | null, comparison: Comparison, view: View, theme: Theme): void;
}

/** The actions of the buttons. */
export interface CurveActs {
  /** Exports a picture of the chart that was last under the pointer. */
  readonly picture: PictureActs;
  /** Saves the data; the host asks for a format and a place. */
  save(): void;
  /** Keeps the charted run visible beside later ones, or no longer. */
  pin(run: number): void;
}

const HINT =
  'Drag to zoom, Shift+drag to pan, Ctrl+wheel to zoom, double-click to reset; with a chart in focus: ← → move the cursor, + − zoom the iterations, ↑ ↓ the vertical axis, Shift and an arrow pan, 0 resets.';

/** What is drawn. */
interface Drawn {
  readonly view: View;
  readonly experiment: ChartedExperiment;
}

/** @param dispatch receives the changes of the view by toolbar, mouse and keyboard */
export function createCurves(dispatch: (event: ViewEvent) => void, acts: CurveActs): Curves {
  let drawn: Drawn | null = null;
  const toolbar = createToolbar(dispatch, () => {
    if (drawn) acts.pin(drawn.experiment.stamp.run);
  });
  const grid = createChartGrid((quantity) => {
    const { id } = quantity;
    const choose = () => {
      dispatch({ type: 'chartChosen', id });
      // The page is drawn a frame later, but a picture is taken at once.
      drawn = drawn && { ...drawn, view: { ...drawn.view, chart: id } };
    };
    const chart: QuantityChart = createQuantityChart(
      quantity,
      {
        hide: (name) => dispatch({ type: 'lineToggled', name }),
        zoom: (x, y) => dispatch({ type: 'zoomed', id, x, y }),
        reset: () => dispatch({ type: 'zoomReset' }),
        point(iteration) {
          const recorded = recordedIterations(drawn?.experiment ?? null);
          dispatch({ type: 'pointed', id, iteration, recorded });
        },
        key(event) {
          const asked = drawn && askedBy(event, quantity, chart, drawn);
          if (asked === null) return;
          event.preventDefault();
          dispatch(asked);
        },
      },
      {
        toggleScale: (scale) => dispatch({ type: 'verticalScaleToggled', id, scale }),
        picture: {
          copy(inTheme) {
            choose();
            acts.picture.copy(inTheme);
          },
          save(order) {
            choose();
            acts.picture.save(order);
          },
        },
        save() {
          choose();
          acts.save();
        },
      },
    );
    return chart;
  });
  const element = h(
    'section',
    { class: 'curves', id: 'charts', 'aria-label': 'Curves' },
    toolbar.element,
    grid.element,
    h('p', { class: 'note' }, HINT),
  );
  return {
    element,
    drawing() {
      const chart = (drawn?.view.chart && grid.chart(drawn.view.chart)) || grid.first();
      return chart?.frame.drawing() ?? null;
    },
    update(experiment, { pinned, chartedIsPinned }, view, theme) {
      drawn = experiment && { view, experiment };
      toolbar.update(experiment, view, { isPinned: chartedIsPinned });
      const shown = experiment === null ? [] : shownQuantities(view.look.curves, experiment.subject);
      for (const chart of grid.arrange(shown)) {
        chart.draw(experiment, pinned, view.look, theme);
        chart.frame.cursor(view.cursor);
      }
    },
  };
}

/** @returns null for a key that the charts do not use */
function askedBy(
  event: KeyboardEvent,
  quantity: Quantity,
  { frame }: QuantityChart,
  { view, experiment }: Drawn,
): ViewEvent | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const { min, max } = frame.chart.scales.y!;
  return eventOf(event, {
    id: quantity.id,
    view,
    recorded: recordedIterations(experiment),
    whole: wholeRange(view.look.iterations, experiment),
    vertical: { scale: scaleOf(quantity, view.look), range: { min, max } },
  });
}
