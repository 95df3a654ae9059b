/** Faint lines under a chart's lines: the curves that a mean or a median stands for. Nobody reads a value off them. */
import type { Plugin } from 'chart.js';
import type { Theme } from '../theme.js';
import { styleOf, translucent } from './datasets.js';
import { type Axes, drawable, type Line } from './series.js';

interface Bundle {
  readonly colour: string;
  readonly strands: readonly (readonly { x: number; y: number }[])[];
}

export interface Strands {
  readonly plugin: Plugin<'line'>;
  /** Sets what is drawn from the next drawing on. */
  update(lines: readonly Line[], axes: Axes, theme: Theme): void;
}

export function createStrands(): Strands {
  let bundles: readonly Bundle[] = [];
  return {
    plugin: {
      id: 'strands',
      beforeDatasetsDraw({ ctx, chartArea, scales: { x, y } }) {
        if (!x || !y) return;
        const { left, top, width, height } = chartArea;
        ctx.save();
        ctx.beginPath();
        ctx.rect(left, top, width, height);
        ctx.clip();
        ctx.lineWidth = 1;
        for (const { colour, strands } of bundles) {
          ctx.strokeStyle = colour;
          for (const strand of strands) {
            ctx.beginPath();
            for (const point of strand) ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.y));
            ctx.stroke();
          }
        }
        ctx.restore();
      },
    },
    update(lines, axes, theme) {
      bundles = lines.flatMap((line) =>
        line.strands
          ? [
              {
                colour: translucent(styleOf(line, theme).colour, faintness(line.strands.length, theme)),
                strands: line.strands.map((points) => drawable(points, axes)),
              },
            ]
          : [],
      );
    },
  };
}

/** Percent of the colour: the more lines, the fainter each. */
function faintness(strands: number, { highContrast }: Theme): number {
  const percent = Math.max(5, Math.min(45, 1200 / strands));
  return highContrast ? 1.5 * percent : percent;
}
