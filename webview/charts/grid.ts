/** The charts on the page, in order. */
import { h } from '../dom.js';
import type { CurveId } from '../view.js';
import type { QuantityChart } from './chart.js';
import type { Quantity } from './quantities.js';

export interface ChartGrid {
  readonly element: HTMLElement;
  /** The chart of a quantity, if it is on the page. */
  chart(id: CurveId): QuantityChart | null;
  /** null: the page has no chart. */
  first(): QuantityChart | null;
  /** Arranges the charts of these quantities in this order; all others leave the page and are destroyed. */
  arrange(shown: readonly Quantity[]): QuantityChart[];
}

export function createChartGrid(create: (quantity: Quantity) => QuantityChart): ChartGrid {
  const element = h('div', { class: 'charts' });
  const charts = new Map<CurveId, QuantityChart>();
  return {
    element,
    chart: (id) => charts.get(id) ?? null,
    first() {
      const [first] = charts.values();
      return first ?? null;
    },
    arrange(shown) {
      for (const [id, { frame }] of charts) {
        if (shown.some((quantity) => quantity.id === id)) continue;
        frame.chart.destroy();
        frame.element.remove();
        charts.delete(id);
      }
      return shown.map((quantity, i) => {
        const chart = charts.get(quantity.id) ?? create(quantity);
        charts.set(quantity.id, chart);
        const place = element.children[i] ?? null;
        if (place !== chart.frame.element) element.insertBefore(chart.frame.element, place);
        return chart;
      });
    },
  };
}
