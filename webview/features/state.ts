/** What the picture of the features shows, as a pure function of what has happened. */
import type { Condition } from '../../src/conditions/types.js';
import type { Subject } from '../../src/shared/messages.js';
import { figureOf, pointsOf } from './figure.js';
import { type Frame, frameAround, type XY } from './frame.js';
import { areVectorsWritten, type Choice, type Place, type Told } from './local.js';
import { arrowsOf } from './many.js';
import { MOST_BARS, rewardScale, type Scale } from './rewards.js';
import { type Coordinates, shownOf } from './trapFigure.js';

/** The numbers during a drag, which the text may not have yet. */
export interface Held {
  readonly kind: 'features' | 'reward';
  readonly action: number;
  readonly values: readonly number[];
}

export interface FeaturesState {
  /** The URI of the document; null: none yet. */
  readonly document: string | null;
  /** The latest numbers; null: none yet. */
  readonly subject: Subject | null;
  /** Are they those of the text? */
  readonly isCurrent: boolean;
  /** The state whose numbers they are; null: they are a bandit's. */
  readonly place: Place | null;
  /** For a process: which states can be chosen. */
  readonly choice: Choice | null;
  readonly conditions: readonly Condition[];
  /** The features drawn to the right and upwards; −1: there is none, or none is chosen yet. */
  readonly coordinates: Coordinates;
  /** The condition whose geometry the user has chosen; null: none yet. */
  readonly chosen: string | null;
  readonly held: Held | null;
  /** Is the drag in progress? */
  readonly isHolding: boolean;
  /** The width of the picture in pixels; 0: not known yet. */
  readonly width: number;
  /** The size of its letters in pixels; 0: not known yet. */
  readonly fontSize: number;
  /** null: nothing can be drawn yet. */
  readonly frame: Frame | null;
  /** The scale of the reward bars; null: nothing can be drawn yet. */
  readonly scale: Scale | null;
  /** The actions that have a bar, ascending. */
  readonly bars: readonly number[];
  /** Does every action have a bar, however many there are? */
  readonly hasAllBars: boolean;
  /** If there are too many vectors for all to be arrows, which page of them is, counted from 0. */
  readonly page: number;
  /** The action whose dot is under the pointer; null: none. */
  readonly pointed: number | null;
}

export type FeaturesEvent =
  | {
      readonly type: 'analysed';
      readonly document: string;
      /** null: the text has no numbers. */
      readonly told: Told | null;
      /** Has a change been sent that the text does not have yet? */
      readonly isEditPending: boolean;
    }
  | { readonly type: 'figureChosen'; readonly option: string }
  | { readonly type: 'axisChosen'; readonly axis: 0 | 1; readonly feature: number }
  | { readonly type: 'barsToggled' }
  | { readonly type: 'vectorsTurned'; readonly by: number }
  | { readonly type: 'vectorPointed'; readonly action: number | null }
  | { readonly type: 'resized'; readonly width: number }
  | { readonly type: 'lettersResized'; readonly fontSize: number }
  | { readonly type: 'moved'; readonly held: Held }
  | { readonly type: 'released' };

export const NO_FEATURES: FeaturesState = {
  document: null,
  subject: null,
  isCurrent: false,
  place: null,
  choice: null,
  conditions: [],
  coordinates: [-1, -1],
  chosen: null,
  held: null,
  isHolding: false,
  width: 0,
  fontSize: 0,
  frame: null,
  scale: null,
  bars: [],
  hasAllBars: false,
  page: 0,
  pointed: null,
};

export function reduce(state: FeaturesState, event: FeaturesEvent): FeaturesState {
  switch (event.type) {
    case 'analysed':
      return fitted(afterAnalysis(state, event));
    case 'figureChosen':
      return fitted({ ...state, chosen: event.option });
    case 'axisChosen': {
      const [right, up] = state.coordinates;
      const coordinates: Coordinates = event.axis === 0 ? [event.feature, up] : [right, event.feature];
      return fitted({ ...state, coordinates, frame: null });
    }
    case 'barsToggled':
      return fitted({ ...state, hasAllBars: !state.hasAllBars });
    case 'vectorsTurned':
      return fitted({ ...state, page: pageAfter(state, event.by), pointed: null });
    case 'vectorPointed':
      return state.isHolding || event.action === state.pointed ? state : { ...state, pointed: event.action };
    case 'resized':
      return event.width === state.width
        ? state
        : fitted({ ...state, width: event.width, frame: state.isHolding ? state.frame : null });
    case 'lettersResized':
      return event.fontSize === state.fontSize ? state : fitted({ ...state, fontSize: event.fontSize });
    case 'moved':
      return fitted({ ...state, held: event.held, isHolding: true });
    case 'released':
      return fitted({ ...state, isHolding: false });
  }
}

function afterAnalysis(
  before: FeaturesState,
  { document, told, isEditPending }: Extract<FeaturesEvent, { type: 'analysed' }>,
): FeaturesState {
  // Of another text nothing is shown, even where this one has no numbers.
  const state =
    before.document === document ? before : { ...unlaid(before), document, choice: null, subject: null };
  // After a drag its numbers are shown until the text has them.
  const held = state.isHolding || isEditPending ? state.held : null;
  if (told === null) return { ...state, held, isCurrent: false };
  const { choice, bandit } = told;
  if (bandit === null) {
    const isKnown = state.place !== null && state.place.state === choice?.chosen;
    return isKnown
      ? { ...state, held, choice, isCurrent: false }
      : { ...unlaid(state), choice, subject: null, isCurrent: true };
  }
  const { subject, conditions, place } = bandit;
  const isOther = state.subject === null || state.place?.state !== place?.state;
  const kept = isOther ? unlaid(state) : { ...state, held };
  return { ...kept, choice, subject, conditions, place, isCurrent: true };
}

/** Without the parts that belong to the numbers of another text or state. */
function unlaid(state: FeaturesState): FeaturesState {
  const { held, isHolding, conditions, coordinates, page, pointed } = NO_FEATURES;
  return { ...state, held, isHolding, conditions, coordinates, page, pointed, place: null, frame: null };
}

function pageAfter({ subject, page }: FeaturesState, by: number): number {
  return subject === null ? 0 : arrowsOf(subject, arrowsOf(subject, page, null).page.at + by, null).page.at;
}

/** Chooses existing coordinates and a frame with room for everything. What is being dragged never moves away from the pointer. */
function fitted(state: FeaturesState): FeaturesState {
  const { subject, width, fontSize, isHolding } = state;
  if (subject === null || width === 0) return state;
  const coordinates = existing(state.coordinates, subject);
  const now = { ...state, coordinates };
  const points: XY[] = [[0, 0], ...headsOf(now, subject), ...pointsOf(figureOf(subject, now).figure)];
  const height = dimensions(subject) === 1 ? 110 : Math.round(Math.min(340, Math.max(220, 0.75 * width)));
  const stays = state.frame !== null && (isHolding || fits(state.frame, points, width, height));
  const frame = stays ? state.frame : frameAround(points, width, height, MARGIN);
  const scale =
    state.scale !== null && isHolding
      ? state.scale
      : rewardScale(rewardsOf(now, subject), subject.actions, width, fontSize);
  // During a drag no bar disappears or appears.
  const bars = isHolding && state.bars.length > 0 ? state.bars : barsOf(now, subject);
  return { ...now, frame, scale, bars };
}

/** The number of bars, those of the greatest rewards, if there are too many. */
const FOLDED_TO = 20;

function barsOf({ hasAllBars }: FeaturesState, { rewards }: Subject): number[] {
  const all = [...rewards.keys()];
  if (hasAllBars || all.length <= MOST_BARS) return all;
  return all
    .sort((a, b) => rewards[b]! - rewards[a]!)
    .slice(0, FOLDED_TO)
    .sort((a, b) => a - b);
}

const MARGIN = 44;

function existing(coordinates: Coordinates, { features }: Subject): Coordinates {
  const d = features[0]!.length;
  if (d === 1) return [0, -1];
  return coordinates.every((k) => k >= 0 && k < d) ? coordinates : telling(features);
}

/** The features that can be shown; if they cannot be changed, only those in which the actions differ. */
export function offered(subject: Subject, { coordinates }: FeaturesState): number[] {
  const { features } = subject;
  const all = [...features[0]!.keys()];
  const isOffered = differing(features);
  return areVectorsWritten({ subject }) ? all : all.filter((k) => isOffered(k) || coordinates.includes(k));
}

function differing([first, ...others]: readonly (readonly number[])[]): (feature: number) => boolean {
  return (k) => others.some((row) => row[k] !== first![k]);
}

/** The first two features in which the actions differ, if there are such. */
function telling(features: readonly (readonly number[])[]): Coordinates {
  const differs = differing(features);
  const all = [...features[0]!.keys()];
  const [i, j] = [...all.filter(differs), ...all.filter((k) => !differs(k))]
    .slice(0, 2)
    .sort((a, b) => a - b);
  return [i!, j!];
}

/** The number of coordinates in the picture: 1 or 2. */
export const dimensions = ({ features }: Subject): number => Math.min(2, features[0]!.length);

/** The place of each action in the two coordinates; an action that is being dragged is at the pointer. */
export function headsOf(
  { held, coordinates }: Pick<FeaturesState, 'held' | 'coordinates'>,
  { features }: Subject,
): XY[] {
  return features.map((row, action) => {
    if (held?.kind !== 'features' || held.action !== action) return shownOf(row, coordinates);
    return [held.values[0]!, held.values[1] ?? 0];
  });
}

export function rewardsOf({ held }: Pick<FeaturesState, 'held'>, { rewards }: Subject): number[] {
  return rewards.map((reward, action) =>
    held?.kind === 'reward' && held.action === action ? held.values[0]! : reward,
  );
}

/** Is everything inside the frame, and not only in a corner of it? */
function fits(frame: Frame, points: readonly XY[], width: number, height: number): boolean {
  if (frame.width !== width || frame.height !== height) return false;
  const wanted = frameAround(points, width, height, MARGIN);
  const inside = points.every(([x, y]) => {
    const across = Math.abs(x - frame.centre[0]) * frame.scale;
    const up = Math.abs(y - frame.centre[1]) * frame.scale;
    return across < width / 2 - 20 && up < height / 2 - 20;
  });
  return inside && wanted.scale < 1.6 * frame.scale;
}
