/** Faint lines under a chart's lines: the curves that a mean or a median summarizes. Their values are not read. */
import type { Plugin } from 'chart.js';
import type { Theme } from '../theme.js';
import { styleOf, translucent } from './datasets.js';
import { type Axes, drawable, type Line } from './series.js';

interface Bundle {
  readonly colour: string;
  readonly memberCurves: readonly (readonly { x: number; y: number }[])[];
}

export interface MemberCurves {
  readonly plugin: Plugin<'line'>;
  /** Sets what is drawn from the next drawing on. */
  update(lines: readonly Line[], axes: Axes, theme: Theme): void;
}

export function createMemberCurves(): MemberCurves {
  let bundles: readonly Bundle[] = [];
  return {
    plugin: {
      id: 'memberCurves',
      beforeDatasetsDraw({ ctx, chartArea, scales: { x, y } }) {
        if (!x || !y) return;
        const { left, top, width, height } = chartArea;
        ctx.save();
        ctx.beginPath();
        ctx.rect(left, top, width, height);
        ctx.clip();
        ctx.lineWidth = 1;
        for (const { colour, memberCurves } of bundles) {
          ctx.strokeStyle = colour;
          for (const curve of memberCurves) {
            ctx.beginPath();
            for (const point of curve) ctx.lineTo(x.getPixelForValue(point.x), y.getPixelForValue(point.y));
            ctx.stroke();
          }
        }
        ctx.restore();
      },
    },
    update(lines, axes, theme) {
      bundles = lines.flatMap((line) =>
        line.memberCurves
          ? [
              {
                colour: translucent(styleOf(line, theme).colour, faintness(line.memberCurves.length, theme)),
                memberCurves: line.memberCurves.map((points) => drawable(points, axes)),
              },
            ]
          : [],
      );
    },
  };
}

/** In percent of the colour: the more lines, the fainter each. */
function faintness(memberCurves: number, { highContrast }: Theme): number {
  const percent = Math.max(5, Math.min(45, 1200 / memberCurves));
  return highContrast ? 1.5 * percent : percent;
}
