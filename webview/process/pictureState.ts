/** What the picture of the policy shows, as a pure function of what has happened. */
import { layoutOf } from './layout.js';
import { type Layout, neighbour } from './places.js';
import type { Range } from './shade.js';
import type { Moment } from './stateTable.js';

export interface PictureState {
  /** null: there is nothing to be drawn. */
  readonly moment: Moment | null;
  /** The range of values that the shades cover. */
  readonly range: Range;
  /** The chosen state; null: none. */
  readonly selected: number | null;
  /** The state that the keyboard has reached; null: none yet. */
  readonly reached: number | null;
  /** In pixels; 0: not known yet. */
  readonly width: number;
  /** null: too many states to be drawn, or nothing is known yet. */
  readonly layout: Layout | null;
}

export type PictureEvent =
  | {
      readonly type: 'received';
      readonly moment: Moment | null;
      readonly selected: number | null;
      readonly range: Range;
    }
  | { readonly type: 'resized'; readonly width: number }
  /** By the mouse. */
  | { readonly type: 'reached'; readonly state: number }
  /** From that state, by an arrow key. */
  | { readonly type: 'stepped'; readonly state: number; readonly key: string };

export const NO_PICTURE: PictureState = {
  moment: null,
  range: { low: 0, high: 0 },
  selected: null,
  reached: null,
  width: 0,
  layout: null,
};

export function reduce(state: PictureState, event: PictureEvent): PictureState {
  switch (event.type) {
    case 'received': {
      const { moment, selected, range } = event;
      const isSame =
        moment === state.moment &&
        selected === state.selected &&
        range.low === state.range.low &&
        range.high === state.range.high;
      return isSame ? state : laidOut(state, { ...state, moment, selected, range });
    }
    case 'resized':
      return event.width === state.width ? state : laidOut(state, { ...state, width: event.width });
    case 'reached':
      return { ...state, reached: event.state };
    case 'stepped':
      return state.layout === null
        ? state
        : { ...state, reached: neighbour(state.layout.places, event.state, event.key) };
  }
}

/** The state that the keyboard focuses. */
export function reachable({ reached, selected, layout }: PictureState): number {
  return reached ?? selected ?? layout?.places[0]?.state ?? 0;
}

/** Lays the states out again if the process or the width has changed. */
function laidOut(before: PictureState, now: PictureState): PictureState {
  const subject = now.moment?.experiment.subject;
  const last = before.moment?.experiment.subject;
  if (subject === undefined || now.width === 0) return { ...now, layout: null };
  if (subject === last && now.width === before.width && before.layout !== null) return now;
  const isOther = subject.process?.states.length !== last?.process?.states.length;
  return { ...now, layout: layoutOf(subject, now.width), reached: isOther ? null : now.reached };
}
