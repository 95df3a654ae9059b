/** The picture of the features: action vectors with rewards, and the geometry of a condition. Moving something changes the text. */
import type { Picture } from '../../src/drawing/picture.js';
import type { PanelState } from '../../src/shared/messages.js';
import { onceAFrame } from '../dom.js';
import type { Edits } from '../edits.js';
import { memoOne } from '../memo.js';
import type { PictureColours } from '../pictures/colours.js';
import { featuresPicture } from '../pictures/features.js';
import { rewardsPicture } from '../pictures/rewards.js';
import { createStore } from '../store.js';
import type { Theme } from '../theme.js';
import type { View } from '../view.js';
import type { ViewEvent } from '../viewEvents.js';
import { LETTERS } from './frame.js';
import type { Movable } from './handle.js';
import { areBarsWritten, areVectorsWritten, computedFeatures, computedReward, toldOf } from './local.js';
import { movement } from './movement.js';
import { dimensions, headsOf, NO_FEATURES, reduce, rewardsOf } from './state.js';
import { createFeaturesView, type TakenAlong } from './view.js';

export interface FeaturesPicture {
  readonly element: HTMLElement;
  /** The vectors, to take along; null: nothing is drawn. */
  vectors(colours: PictureColours): Picture | null;
  /** The bars, to take along; null: nothing is drawn. */
  rewards(colours: PictureColours): Picture | null;
  update(state: PanelState, view: View, theme: Theme): void;
}

export function createFeatures(
  edits: Edits,
  look: (event: ViewEvent) => void,
  takeAlong: TakenAlong,
): FeaturesPicture {
  let theme: Theme | null = null;
  const drawSoon = onceAFrame(() => {
    if (theme !== null) view.draw(store.state, theme);
  });
  const store = createStore(NO_FEATURES, reduce, drawSoon);

  const rowOf = (action: number): number => (store.state.place?.first ?? 0) + action;

  /** Moves an arrow's head. */
  const vectorOf = (action: number): Movable =>
    movement(edits, {
      isFixed: () =>
        !areVectorsWritten(store.state) ||
        computedFeatures(store.state, action, store.state.coordinates).length > 0,
      values() {
        const { subject } = store.state;
        return subject ? headsOf(store.state, subject)[action]!.slice(0, dimensions(subject)) : [0];
      },
      scale: () => store.state.frame?.scale ?? 1,
      change: (literals) => ({
        kind: 'features',
        action: rowOf(action),
        entries: [...literals].map(([n, literal]) => ({
          feature: store.state.coordinates[n as 0 | 1],
          literal,
        })),
      }),
      held: (values) => hold(values && { kind: 'features', action, values }),
    });

  /** Moves a bar's end. */
  const barOf = (action: number): Movable =>
    movement(edits, {
      isFixed: () => !areBarsWritten(store.state) || computedReward(store.state, action).length > 0,
      values() {
        const { subject } = store.state;
        return [subject ? rewardsOf(store.state, subject)[action]! : 0];
      },
      scale: () => store.state.scale?.scale ?? 1,
      change: (literals) => ({ kind: 'reward', action: rowOf(action), literal: literals.get(0)! }),
      held: (values) => hold(values && { kind: 'reward', action, values }),
    });

  const hold = (held: typeof store.state.held): void =>
    store.dispatch(held === null ? { type: 'released' } : { type: 'moved', held });

  const chooseState = (state: string | null) => look({ type: 'stateChosen', state });
  const view = createFeaturesView(store.dispatch, { vectorOf, barOf, chooseState }, takeAlong);
  const tell = memoOne(toldOf);
  return {
    element: view.element,
    vectors: (colours) => featuresPicture(store.state, colours),
    rewards: (colours) => rewardsPicture(store.state, colours),
    update({ document, subject, analysis }, { look: { state } }, nextTheme) {
      theme = nextTheme;
      store.dispatch({ type: 'lettersResized', fontSize: LETTERS * theme.fontSize });
      const told = subject && tell(subject, analysis, state);
      store.dispatch({ type: 'analysed', document, told, isEditPending: edits.pending });
      view.show(store.state);
    },
  };
}
