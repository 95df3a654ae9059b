/** What a chart shows, as plain data. */
import type { Range } from '../view.js';
import type { XY } from './datasets.js';
import type { Axes, Line } from './series.js';

/** A straight line to which a curve is compared. */
export interface Helper {
  readonly name: string;
  readonly points: XY[];
  /** The line whose colour it has; null: a muted one. */
  readonly of: Line | null;
}

export interface Drawing {
  readonly title: string;
  /** The title of the vertical axis. */
  readonly y: string;
  readonly axes: Axes;
  readonly lines: readonly Line[];
  /** The right end of the iteration axis. */
  readonly last: number;
  readonly helpers: readonly Helper[];
  /** The ends of the vertical axis if it is linear and not zoomed; null: they follow the values. */
  readonly bounds: readonly [number, number] | null;
  readonly zoomX: Range | null;
  readonly zoomY: Range | null;
  readonly hidden: ReadonlySet<string>;
  /** Sentences under the chart, before those about what the axes leave out. */
  readonly note: string;
}
