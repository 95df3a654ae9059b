/** The iteration at which all curves are read, drawn as a line through a chart. */
import type { Chart, Plugin } from 'chart.js';

export interface Cursor {
  readonly plugin: Plugin<'line'>;
  /** @param iteration null: no cursor. */
  move(chart: Chart<'line', { x: number; y: number }[]>, iteration: number | null): void;
  colour: string;
}

export function createCursor(): Cursor {
  let at: number | null = null;
  const cursor: Cursor = {
    colour: 'gray',
    plugin: {
      id: 'cursor',
      afterDatasetsDraw(chart) {
        const { x } = chart.scales;
        if (at === null || x === undefined || at < x.min || at > x.max) return;
        const { ctx, chartArea } = chart;
        const pixel = Math.round(x.getPixelForValue(at)) + 0.5;
        ctx.save();
        ctx.strokeStyle = cursor.colour;
        ctx.lineWidth = 1;
        ctx.setLineDash([4, 3]);
        ctx.beginPath();
        ctx.moveTo(pixel, chartArea.top);
        ctx.lineTo(pixel, chartArea.bottom);
        ctx.stroke();
        ctx.restore();
      },
    },
    move(chart, iteration) {
      if (at === iteration) return;
      at = iteration;
      chart.draw();
    },
  };
  return cursor;
}
