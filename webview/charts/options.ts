/** Axes, tooltip and zoom of a chart over iterations. */
import type { ChartOptions, ScaleOptionsByType } from 'chart.js';
import { count, figure } from '../format.js';
import type { Theme } from '../theme.js';
import type { AxisScale, Range } from '../view.js';
import { roundTick, setLogTicks } from './axis.js';
import type { Dataset } from './datasets.js';

export type LineOptions = ChartOptions<'line'>;

/** What mouse and touch ask for: `range` of both axes after a zoom or a pan. */
export interface Gestures {
  zoomed(x: Range, y: Range): void;
}

export function firstOptions(gestures: Gestures): LineOptions {
  const told = ({ chart }: { chart: { scales: Record<string, Range> } }): void => {
    const { x, y } = chart.scales;
    gestures.zoomed({ min: x!.min, max: x!.max }, { min: y!.min, max: y!.max });
  };
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    interaction: { mode: 'nearest', axis: 'x', intersect: false },
    plugins: {
      tooltip: {
        filter: (item) => !(item.dataset as Dataset).helper,
        callbacks: {
          title: ([item]) => (item ? `iteration ${count(item.parsed.x ?? 0)}` : ''),
          label: (item) => ` ${item.dataset.label}: ${figure(item.parsed.y, 4)}`,
        },
      },
      zoom: {
        pan: { enabled: true, mode: 'xy', modifierKey: 'shift', onPanComplete: told },
        zoom: {
          mode: 'xy',
          drag: { enabled: true, threshold: 6 },
          wheel: { enabled: true, modifierKey: 'ctrl', speed: 0.15 },
          pinch: { enabled: true },
          onZoomComplete: told,
        },
      },
    },
  };
}

export interface AxisWords {
  readonly direction: 'x' | 'y';
  readonly scale: AxisScale;
  readonly title: string;
  /** null: it follows the values. */
  readonly range: Range | null;
}

export function axisOptions({ direction, scale, title, range }: AxisWords, theme: Theme): object {
  const ends = range ?? {};
  return {
    type: scale === 'log' ? 'logarithmic' : 'linear',
    ...ends,
    title: { display: true, text: title, color: theme.foreground },
    grid: { color: theme.grid, tickColor: theme.grid, lineWidth: 0.5 },
    border: { color: theme.muted },
    ...(scale === 'log' && {
      afterBuildTicks: (axis: Parameters<typeof setLogTicks>[0]) =>
        setLogTicks(axis, direction === 'x' ? 48 : 32),
    }),
    ticks: {
      color: theme.foreground,
      maxRotation: 0,
      ...(scale === 'log'
        ? { autoSkip: false, callback: ((_, i, ticks) => ticks[i]?.label ?? '') satisfies Callback }
        : { callback: ((value) => roundTick(Number(value)).label as string) satisfies Callback }),
    },
  };
}

type Callback = ScaleOptionsByType<'linear'>['ticks']['callback'];

export function applyTheme(options: LineOptions, theme: Theme): void {
  options.font = { family: theme.fontFamily, size: theme.fontSize - 1 };
  options.color = theme.foreground;
  Object.assign(options.plugins!.tooltip!, {
    backgroundColor: theme.tooltipBackground,
    titleColor: theme.tooltipForeground,
    bodyColor: theme.tooltipForeground,
    borderColor: theme.tooltipBorder,
    borderWidth: 1,
    cornerRadius: 3,
    usePointStyle: true,
  });
  Object.assign((options.plugins!.zoom!.zoom as { drag: object }).drag, {
    borderColor: theme.focus,
    borderWidth: 1,
    backgroundColor: 'transparent',
  });
}
