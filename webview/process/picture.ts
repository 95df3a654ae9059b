/** The policy as a picture: a store for its state, and its view. */
import type { PictureActs } from '../export/menu.js';
import { createStore } from '../store.js';
import type { Theme } from '../theme.js';
import { NO_PICTURE, reduce } from './pictureState.js';
import { createPictureView } from './pictureView.js';
import type { Range } from './shade.js';
import type { Moment } from './stateTable.js';

export interface Picture {
  readonly element: HTMLElement;
  /** @param selected the chosen state. @param range the range of values that the shades cover */
  update(moment: Moment | null, selected: number | null, range: Range, theme: Theme): void;
}

export function createPicture(choose: (state: number | null) => void, takeAlong: PictureActs): Picture {
  let theme: Theme | null = null;
  const draw = () => {
    if (theme !== null) view.draw(store.state, theme);
  };
  const store = createStore(NO_PICTURE, reduce, draw);
  const view = createPictureView(
    store.dispatch,
    (state) => choose(store.state.selected === state ? null : state),
    takeAlong,
  );
  return {
    element: view.element,
    update(moment, selected, range, nextTheme) {
      const isRepainted = theme !== nextTheme;
      theme = nextTheme;
      store.dispatch({ type: 'received', moment, selected, range });
      if (isRepainted) draw();
    },
  };
}
