/** Pictures of a text that no panel shows, as a panel would show them at first. Pure: no page is needed. */
import type { Picture } from '../../src/drawing/picture.js';
import { pixelEnds, refining } from '../../src/flow/basins.js';
import type { PanelState } from '../../src/shared/messages.js';
import type { KnownText } from '../../src/shared/unseen.js';
import { drawingOf } from '../charts/drawingOf.js';
import { shownQuantities } from '../charts/quantities.js';
import { figureOf } from '../features/figure.js';
import { toldOf } from '../features/local.js';
import { type FeaturesState, reduce as featuresAfter, NO_FEATURES } from '../features/state.js';
import { nextOrder } from '../plane/request.js';
import { COLOURS, type Colours, NO_PLANE, type PlaneState, reduce as planeAfter } from '../plane/state.js';
import { valuesOf } from '../process/evaluation.js';
import { rangeOf } from '../process/shade.js';
import type { Moment } from '../process/stateTable.js';
import { stripOf } from '../process/strip.js';
import { FIRST_VIEW, type Look } from '../view.js';
import { chartPicture } from './chart.js';
import type { PictureColours } from './colours.js';
import { featuresPicture } from './features.js';
import { planePicture } from './plane.js';
import { policyPicture } from './policy.js';
import { rewardsPicture } from './rewards.js';
import { stripPicture } from './strip.js';

/** In pixels: about the width of a panel beside a text. */
const WIDTH = 480;
const SIDE = 420;
const LETTERS = 13;

/** The features in the initial view. @param figure the condition whose geometry is drawn; null: the first of interest */
function featuresState(
  { subject, analysis }: KnownText,
  figure: string | null,
  state: string | null,
): FeaturesState {
  const told = toldOf(subject, analysis, state);
  const sized = [
    { type: 'resized', width: WIDTH },
    { type: 'lettersResized', fontSize: LETTERS },
    { type: 'analysed', document: '', told, isEditPending: false },
    ...(figure === null ? [] : [{ type: 'figureChosen', option: figure } as const]),
  ] as const;
  return sized.reduce<FeaturesState>(featuresAfter, NO_FEATURES);
}

/** The conditions whose geometry can be drawn, the first of interest first; none of a family, whose instances have the features. */
export function figuresOf(known: KnownText): readonly string[] {
  if (known.subject.features.length === 0) return [];
  const state = featuresState(known, null, null);
  return state.subject === null ? [] : figureOf(state.subject, state).options;
}

/** @param state for a process, the state whose local bandit is drawn */
export function featuresOf(
  known: KnownText,
  colours: PictureColours,
  { figure = null, state = null }: { readonly figure?: string | null; readonly state?: string | null } = {},
): Picture | null {
  return known.subject.features.length === 0
    ? null
    : featuresPicture(featuresState(known, figure, state), colours);
}

/** @param state of a process, the state whose actions have the bars */
export function rewardsOf(
  known: KnownText,
  colours: PictureColours,
  state: string | null = null,
): Picture | null {
  return known.subject.features.length === 0
    ? null
    : rewardsPicture(featuresState(known, null, state), colours);
}

/** @param ground basins, or the value of the policy */
export function planeOf(
  known: KnownText,
  colours: PictureColours,
  ground: Colours = COLOURS[0],
): Picture | null {
  if (known.subject.features.length === 0) return null;
  const state = planeState(known, ground);
  return planePicture(ground === COLOURS[0] ? mapped(state, known) : state, colours);
}

function planeState(known: KnownText, ground: Colours): PlaneState {
  const seen = [
    { type: 'resized', side: SIDE },
    { type: 'coloursChosen', colours: ground },
    { type: 'received', panel: panelOf(known), news: null, isEditPending: false },
  ] as const;
  return seen.reduce<PlaneState>(planeAfter, NO_PLANE);
}

/** With its basins, which take some seconds if there are many features. */
function mapped(state: PlaneState, known: KnownText): PlaneState {
  const order = nextOrder(state, { isEditPending: false });
  if (order === null || state.problem === null) return state;
  const { flow } = state.problem;
  const steps = refining(order.square, order.most);
  let step = steps.next();
  while (!step.done)
    step = steps.next(
      step.value.kind === 'wanted' ? pixelEnds(flow, order.square, step.value.pixels) : undefined,
    );
  const asked = planeAfter(state, { type: 'mapRequested', id: 1, square: order.square });
  const news = { request: 1, map: step.value };
  return planeAfter(asked, { type: 'received', panel: panelOf(known), news, isEditPending: false });
}

function panelOf({ subject, analysis, experiment }: KnownText): PanelState {
  return {
    document: '',
    subject,
    analysis,
    textVersion: 1,
    experiment,
    run: { kind: 'idle' },
    freshness: { kind: 'current' },
    comparison: { past: [], pinned: [], chartedIsPinned: false },
  };
}

/** The policy at the end of the first run; null if nothing has run. */
export function policyOf({ experiment }: KnownText, colours: PictureColours): Picture | null {
  const recording = experiment?.results[0]?.recording;
  const policy = recording?.policy.at(-1);
  if (!experiment?.subject.process || experiment.family || policy === undefined) return null;
  const { subject, optimum } = experiment;
  const moment: Moment = { experiment, policy, values: valuesOf(subject, policy) };
  const range = rangeOf(optimum?.values ?? [], moment.values?.values ?? []);
  return policyPicture(moment, range, `at iteration ${recording!.iterations.at(-1)}`, colours);
}

/** The heat strip of the first run; null: there is none. */
export function stripDrawingOf({ experiment }: KnownText, colours: PictureColours): Picture | null {
  const recording = experiment?.results[0]?.recording;
  if (!experiment?.subject.process || experiment.family || recording === undefined) return null;
  const { subject } = experiment;
  const { iterations } = recording;
  return stripPicture({ rows: stripOf(subject, recording), names: subject.actions, iterations }, colours);
}

/** A chart for each of the chosen curves. @param curves null: those that are shown by default */
export function curvesOf(
  { experiment }: KnownText,
  colours: PictureColours,
  curves: Look['curves'] | null = null,
): Picture[] {
  if (experiment === null) return [];
  const look: Look = { ...FIRST_VIEW.look, ...(curves && { curves }) };
  return shownQuantities(look.curves, experiment.subject).map((quantity) =>
    chartPicture(drawingOf(quantity, experiment, [], look), colours),
  );
}
