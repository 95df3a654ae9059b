/** What a chart shows, as plain data. */
import type { Range } from '../view.js';
import type { XY } from './datasets.js';
import type { Axes, Line } from './series.js';

/** A straight line that a curve is compared with. */
export interface Helper {
  readonly name: string;
  readonly points: XY[];
  /** The line whose colour it takes; null: a muted one. */
  readonly of: Line | null;
}

export interface Drawing {
  readonly title: string;
  /** The words of the vertical axis. */
  readonly y: string;
  readonly axes: Axes;
  readonly lines: readonly Line[];
  /** Right end of the iteration axis. */
  readonly last: number;
  readonly helpers: readonly Helper[];
  /** Ends of the vertical axis when it is linear and not zoomed; null: as the values need. */
  readonly bounds: readonly [number, number] | null;
  readonly zoomX: Range | null;
  readonly zoomY: Range | null;
  readonly hidden: ReadonlySet<string>;
  /** Sentences under the chart, before what the axes leave out. */
  readonly note: string;
}
