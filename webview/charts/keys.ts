/** What keys do in a chart that has the focus. Pure. */
import type { AxisScale, CurveId, Range, View } from '../view.js';
import type { ViewEvent } from '../viewEvents.js';
import { panned, stepped, zoomed } from './navigate.js';

/** What a chart shows when a key is pressed. */
export interface KeyContext {
  readonly id: CurveId;
  readonly view: View;
  /** The recorded iterations, ascending. */
  readonly recorded: readonly number[];
  /** The iteration axis without zoom. */
  readonly whole: Range;
  readonly vertical: { readonly scale: AxisScale; readonly range: Range };
}

export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey'>;

/** These keys, in the form of `aria-keyshortcuts`. */
export const SHORTCUTS = [
  'ArrowLeft ArrowRight Home End',
  'Plus = - 0',
  'ArrowUp ArrowDown',
  'Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown',
].join(' ');

const CLOSER = 0.6;
const PART = 0.2;

/** @returns null for a key that the charts do not use */
export function eventOf({ key, shiftKey }: Key, context: KeyContext): ViewEvent | null {
  const { view, recorded, whole } = context;
  const at = view.cursor ?? whole.max;
  const cursor = (iteration: number): ViewEvent => ({ type: 'cursorMoved', iteration });
  switch (shiftKey && key.startsWith('Arrow') ? `Shift+${key}` : key) {
    case 'ArrowLeft':
      return cursor(stepped(recorded, at, -1));
    case 'ArrowRight':
      return cursor(stepped(recorded, at, 1));
    case 'Home':
      return cursor(recorded[0] ?? 0);
    case 'End':
      return cursor(recorded.at(-1) ?? 0);
    case '+':
    case '=':
      return iterationsCloser(context, CLOSER);
    case '-':
      return iterationsCloser(context, 1 / CLOSER);
    case '0':
      return { type: 'zoomReset' };
    case 'ArrowUp':
      return verticallyCloser(context, CLOSER);
    case 'ArrowDown':
      return verticallyCloser(context, 1 / CLOSER);
    case 'Shift+ArrowUp':
      return verticallyPanned(context, PART);
    case 'Shift+ArrowDown':
      return verticallyPanned(context, -PART);
    case 'Shift+ArrowLeft':
      return iterationsPanned(context, -PART);
    case 'Shift+ArrowRight':
      return iterationsPanned(context, PART);
    default:
      return null;
  }
}

/** Zooms around the cursor. */
function iterationsCloser({ view, whole }: KeyContext, factor: number): ViewEvent {
  const { iterations, zoom } = view.look;
  const about = view.cursor ?? whole.max;
  return { type: 'iterationsZoomed', x: zoomed(zoom.x ?? whole, iterations, factor, about, whole) };
}

function iterationsPanned({ view, whole }: KeyContext, part: number): ViewEvent {
  const { iterations, zoom } = view.look;
  return { type: 'iterationsZoomed', x: panned(zoom.x ?? whole, iterations, part, whole) };
}

/** Zooms around the middle. */
function verticallyCloser({ id, vertical: { range, scale } }: KeyContext, factor: number): ViewEvent {
  const y = zoomed(range, scale, factor, middle(range, scale), ANYWHERE[scale]);
  return { type: 'verticallyZoomed', id, y };
}

function verticallyPanned({ id, vertical: { range, scale } }: KeyContext, part: number): ViewEvent {
  return { type: 'verticallyZoomed', id, y: panned(range, scale, part, ANYWHERE[scale]) };
}

/** How far a vertical axis may be zoomed out. */
const ANYWHERE: Readonly<Record<AxisScale, Range>> = {
  log: { min: 1e-320, max: 1e308 },
  linear: { min: -1e308, max: 1e308 },
};

function middle({ min, max }: Range, scale: AxisScale): number {
  return scale === 'log' ? 10 ** ((Math.log10(min) + Math.log10(max)) / 2) : (min + max) / 2;
}
