/** The plane of parameters: basins or values as colours, the gradient, runs, ends at infinity; a click makes a forecast from there. */
import type { Picture } from '../../src/drawing/picture.js';
import type { FromPanel, PanelState } from '../../src/shared/messages.js';
import type { BasinAnswer } from '../../src/shared/requests.js';
import { onceAFrame } from '../dom.js';
import type { Edits } from '../edits.js';
import type { PictureActs } from '../export/menu.js';
import type { Movable } from '../features/handle.js';
import { movement } from '../features/movement.js';
import type { PictureColours } from '../pictures/colours.js';
import { planePicture } from '../pictures/plane.js';
import { createStore, type Store } from '../store.js';
import type { Theme } from '../theme.js';
import { isDue, nextOrder } from './request.js';
import { startLiterals, startOf } from './start.js';
import { NO_PLANE, type PlaneEvent, type PlaneState, reduce } from './state.js';
import { createPlaneView } from './view.js';

export interface PlanePicture {
  readonly element: HTMLElement;
  /** The picture for export; null: nothing is drawn. */
  picture(colours: PictureColours): Picture | null;
  update(state: PanelState, news: BasinAnswer | null, theme: Theme): void;
}

export function createPlane(
  send: (message: FromPanel) => void,
  edits: Edits,
  takeAlong: PictureActs,
): PlanePicture {
  let theme: Theme | null = null;
  const drawSoon = onceAFrame(() => {
    if (theme === null) return;
    askForMap();
    view.draw(store.state, theme);
  });
  const store = createStore(NO_PLANE, reduce, drawSoon);
  const view = createPlaneView(
    store.dispatch,
    {
      useAsInit() {
        const { pin } = store.state;
        if (pin !== null) edits.begin().end({ kind: 'init', literals: pin.literals });
      },
      start: draggedStart(edits, store),
    },
    takeAlong,
  );

  function askForMap(): void {
    const { problem, latestId } = store.state;
    const order = nextOrder(store.state, { isEditPending: edits.pending });
    if (order === null || problem === null) return;
    // Requests of an earlier panel may still be unanswered.
    const id = Math.max(latestId + 1, Date.now());
    store.dispatch({ type: 'mapRequested', id, square: order.square });
    send({ type: 'basins', request: id, ...problem.basins, ...order });
  }

  return {
    element: view.element,
    picture: (colours) => planePicture(store.state, colours),
    update(panel, news, nextTheme) {
      const isRepainted = theme !== nextTheme;
      theme = nextTheme;
      const isEditPending = edits.pending;
      store.dispatch({ type: 'received', panel, news, isEditPending });
      view.show(store.state);
      if (isRepainted || isDue(store.state, { isEditPending })) drawSoon();
    },
  };
}

/** Drags θ₀; `init` follows in the text. */
function draggedStart(edits: Edits, store: Store<PlaneState, PlaneEvent>): Movable {
  const scale = () => {
    const { side, window } = store.state;
    return window === null ? 1 : side / (2 * window.half);
  };
  const values = (): readonly number[] => {
    const { slice } = store.state;
    const [x, y] = startOf(store.state) ?? [0, 0];
    return slice?.up === '' ? [x] : [x, y];
  };
  return movement(edits, {
    isFixed: () => !store.state.subject?.start,
    values,
    scale,
    held: (held) =>
      store.dispatch(
        held === null ? { type: 'startReleased' } : { type: 'startMoved', at: [held[0]!, held[1] ?? 0] },
      ),
    change(literals) {
      const { slice, subject } = store.state;
      const at = startOf(store.state)!;
      return {
        kind: 'start',
        literals: startLiterals(slice!.plane, subject!.start!, at, literals, scale()),
      };
    },
  });
}
