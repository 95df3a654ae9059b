/** What the picture of the plane shows, as a pure function of what has happened. */
import { type BasinSquare, isWhole } from '../../src/flow/basins.js';
import { coordinatesOf } from '../../src/flow/plane.js';
import type { AnalysisView, ChartedExperiment, PanelState, Subject } from '../../src/shared/messages.js';
import type { BasinAnswer } from '../../src/shared/requests.js';
import { isEvaluable } from '../process/evaluation.js';
import { isStale } from '../sentences.js';
import type { MappedBasins } from './basinImage.js';
import type { Gesture } from './gestures.js';
import { runPaths } from './paths.js';
import { PlaneProblem } from './problem.js';
import { endDirections, type Slice, sliceOf } from './slices.js';
import { type PlaneWindow, panned, toPixel, toPlane, windowAround, zoomed } from './window.js';

export const COLOURS = ['basins of attraction', 'value of the policy'] as const;
export type Colours = (typeof COLOURS)[number];

/** A point that was picked, as the text would have it. */
export interface Pin {
  readonly literals: readonly string[];
  readonly theta: readonly number[];
}

/** A start that is being dragged, which the text may not have yet, in the plane's coordinates. */
export interface DraggedStart {
  readonly at: readonly [number, number];
  /** Is the drag in progress? */
  readonly isHolding: boolean;
}

/** A map that has been requested. */
export interface MapRequest {
  readonly id: number;
  readonly problem: PlaneProblem;
  readonly square: BasinSquare;
  /** Has a level of it arrived? */
  readonly isAnswered: boolean;
}

export interface PlaneState {
  readonly document: string | null;
  readonly experiment: ChartedExperiment | null;
  /** Do the runs belong to an older text? */
  readonly isStale: boolean;
  /** The latest numbers; null: none yet. */
  readonly subject: Subject | null;
  /** Are they those of the text? */
  readonly isCurrent: boolean;
  /** What is known about them; null: nothing yet. */
  readonly known: AnalysisView | null;
  readonly colours: Colours;
  /** Are the pixels marked whose flow was followed? */
  readonly marksComputed: boolean;
  /** The names of the directions that the user has chosen, to the right and upwards; null: none yet. */
  readonly axes: readonly [string | null, string | null];
  /** The pixels along each side; 0: not known yet. */
  readonly side: number;
  /** null, like `problem` and `window`: nothing can be drawn yet. */
  readonly slice: Slice | null;
  readonly problem: PlaneProblem | null;
  readonly window: PlaneWindow | null;
  /** In the plane's coordinates; null: no cursor. */
  readonly cursor: readonly [number, number] | null;
  readonly pin: Pin | null;
  /** null: θ₀ is not being dragged. */
  readonly heldStart: DraggedStart | null;
  /** The latest level of a map. */
  readonly basins: MappedBasins | null;
  /** null: none for this document. */
  readonly request: MapRequest | null;
  /** The greatest id of a request so far. */
  readonly latestId: number;
}

export type PlaneEvent =
  | Gesture
  | {
      readonly type: 'received';
      readonly panel: PanelState;
      readonly news: BasinAnswer | null;
      /** Has a change been sent that the text does not have yet? */
      readonly isEditPending: boolean;
    }
  | { readonly type: 'startMoved'; readonly at: readonly [number, number] }
  | { readonly type: 'startReleased' }
  | { readonly type: 'resized'; readonly side: number }
  | { readonly type: 'coloursChosen'; readonly colours: Colours }
  | { readonly type: 'computedMarked'; readonly marksComputed: boolean }
  | { readonly type: 'axisChosen'; readonly axis: 0 | 1; readonly direction: string }
  | { readonly type: 'mapRequested'; readonly id: number; readonly square: BasinSquare };

export const NO_PLANE: PlaneState = {
  document: null,
  experiment: null,
  isStale: false,
  subject: null,
  isCurrent: false,
  known: null,
  colours: COLOURS[0],
  marksComputed: false,
  axes: [null, null],
  side: 0,
  slice: null,
  problem: null,
  window: null,
  cursor: null,
  pin: null,
  heldStart: null,
  basins: null,
  request: null,
  latestId: 0,
};

export function reduce(state: PlaneState, event: PlaneEvent): PlaneState {
  switch (event.type) {
    case 'received':
      return settled(afterNews(state, event));
    case 'startMoved':
      return { ...state, heldStart: { at: event.at, isHolding: true } };
    case 'startReleased':
      return state.heldStart === null
        ? state
        : { ...state, heldStart: { ...state.heldStart, isHolding: false } };
    case 'resized':
      return event.side === state.side ? state : settled({ ...state, side: event.side });
    case 'coloursChosen':
      return { ...state, colours: event.colours };
    case 'computedMarked':
      return { ...state, marksComputed: event.marksComputed };
    case 'axisChosen': {
      const [right, up] = state.axes;
      const axes = event.axis === 0 ? ([event.direction, up] as const) : ([right, event.direction] as const);
      return settled({ ...state, axes, window: null });
    }
    case 'mapRequested': {
      const { id, square } = event;
      const { problem } = state;
      return problem === null
        ? state
        : { ...state, latestId: id, request: { id, problem, square, isAnswered: false } };
    }
    case 'reset':
      return settled({ ...state, window: null });
    case 'cleared':
      return { ...state, pin: null, cursor: null };
    default:
      return state.window === null ? state : afterGesture(state, state.window, event);
  }
}

type MovingGesture = Exclude<Gesture, { type: 'reset' | 'cleared' }>;

function afterGesture(state: PlaneState, window: PlaneWindow, event: MovingGesture): PlaneState {
  const { side } = state;
  const cursor = state.cursor ?? ([window.x, window.y] as const);
  switch (event.type) {
    case 'hovered':
      return { ...state, cursor: event.at && toPlane(window, side, ...event.at) };
    case 'picked':
      return pinnedAt(state, toPlane(window, side, ...event.at));
    case 'cursorPicked':
      return pinnedAt(state, cursor);
    case 'panned':
      return {
        ...state,
        window: panned(window, (-2 * event.right) / side, (2 * event.down) / side),
      };
    case 'zoomed': {
      const about = event.at ? toPlane(window, side, ...event.at) : cursor;
      return { ...state, window: zoomed(window, event.by, ...about) };
    }
    case 'stepped': {
      const { right, down } = event;
      const [x, y] = toPixel(window, side, ...cursor);
      const [toX, toY] = [x + right, y + down];
      const isIn = (pixel: number) => pixel >= 0 && pixel <= side;
      // The window follows the cursor beyond its rim.
      const across = isIn(toX) ? 0 : Math.sign(right);
      const up = isIn(toY) ? 0 : -Math.sign(down);
      return { ...state, cursor: toPlane(window, side, toX, toY), window: panned(window, across, up) };
    }
  }
}

function pinnedAt(state: PlaneState, [x, y]: readonly [number, number]): PlaneState {
  const { problem, window, side } = state;
  if (problem === null || window === null) return state;
  const literals = problem.literalsAt(x, y, side / (2 * window.half));
  return { ...state, pin: { literals, theta: literals.map(Number) } };
}

function afterNews(
  before: PlaneState,
  { panel, news, isEditPending }: Extract<PlaneEvent, { type: 'received' }>,
): PlaneState {
  const { document, experiment, analysis } = panel;
  const subject = panel.subject && isDrawable(panel.subject) ? panel.subject : null;
  const isOther = before.document !== null && before.document !== document;
  const kept = isOther
    ? { ...before, window: null, pin: null, heldStart: null, basins: null, request: null, subject: null }
    : before;
  // After a drag, the start is shown there until the text has it.
  const isHeld = kept.heldStart?.isHolding === true || isEditPending;
  const hasSameNumbers = subject === null || (kept.subject !== null && sameNumbers(kept.subject, subject));
  const next: PlaneState = {
    ...afterLevel(kept, news, isEditPending),
    document,
    experiment,
    isStale: isStale(panel.freshness),
    subject: hasSameNumbers ? kept.subject : subject,
    isCurrent: subject !== null,
    heldStart: isHeld ? kept.heldStart : null,
    known: subject === null ? kept.known : knownOf(kept, subject, analysis),
  };
  const keys = Object.keys(next) as (keyof PlaneState)[];
  return keys.every((key) => next[key] === before[key]) ? before : next;
}

/** An analysis comes in stages: as long as the numbers are the same, known ends are kept, so that no slice turns meanwhile. */
function knownOf({ subject: before, known }: PlaneState, subject: Subject, analysis: AnalysisView | null) {
  const isSame = before !== null && fieldOf(before) === fieldOf(subject);
  const ends = (of: AnalysisView | null) => endDirections(subject, of).length;
  return isSame && ends(known) > ends(analysis) ? known : analysis;
}

/** For a process whose policies are not evaluated here, no flow can be followed. */
function isDrawable(subject: Subject): boolean {
  return subject.process === undefined || isEvaluable(subject, subject.process);
}

/** A level of the map that was last requested. A small map is soon complete, so its intermediate levels are skipped during a drag. */
function afterLevel(state: PlaneState, news: BasinAnswer | null, isEditPending: boolean): PlaneState {
  const { request, basins } = state;
  if (news === null || request === null || news.request !== request.id) return state;
  if (news.map === basins?.map || (isEditPending && !isWhole(news.map))) return state;
  return {
    ...state,
    request: { ...request, isAnswered: true },
    basins: { square: request.square, map: news.map },
  };
}

/** Chooses a plane, a window onto it and a pin that fit the present numbers. */
function settled(state: PlaneState): PlaneState {
  const { subject, known, axes, experiment, pin, side } = state;
  if (subject === null || side === 0) return state;
  const slice = sliceOf(subject, known, axes);
  const { plane } = slice;
  const isSame =
    state.problem !== null &&
    fieldOf(state.problem.subject) === fieldOf(subject) &&
    samePlane(state.problem.slice.plane, plane);
  const problem = isSame ? state.problem : new PlaneProblem(subject, slice);
  const window = state.window ?? firstWindow(subject, slice, experiment);
  const basins = problem.isMapped ? state.basins : null;
  const fittingPin = pin?.theta.length === plane.origin.length ? pin : null;
  const isSettled =
    isSame &&
    window === state.window &&
    basins === state.basins &&
    fittingPin === pin &&
    sameNames(state.slice, slice);
  return isSettled ? state : { ...state, slice, problem, window, basins, pin: fittingPin };
}

/** Wide enough for the start of the text and of every run. */
function firstWindow(subject: Subject, { plane }: Slice, experiment: ChartedExperiment | null): PlaneWindow {
  const { start } = subject;
  const starts = experiment ? runPaths(experiment, plane).map(({ points }) => points[0]!) : [];
  return windowAround(subject, [...(start ? [coordinatesOf(plane, start)] : []), ...starts]);
}

/** Every stage of an analysis brings the same numbers in new objects. */
function sameNumbers(a: Subject, b: Subject): boolean {
  return fieldOf(a) === fieldOf(b) && JSON.stringify(a.start) === JSON.stringify(b.start);
}

const fields = new WeakMap<Subject, string>();

/** Everything that the gradient, and so the basins, depend on; not the start. */
function fieldOf(subject: Subject): string {
  let known = fields.get(subject);
  if (known === undefined) {
    const { features, rewards, actions, optimal, process } = subject;
    known = JSON.stringify([features, rewards, actions, optimal, process]);
    fields.set(subject, known);
  }
  return known;
}

const samePlane = (a: BasinSquare['plane'], b: BasinSquare['plane']): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

const sameNames = (a: Slice | null, b: Slice): boolean => a?.across === b.across && a.up === b.up;
