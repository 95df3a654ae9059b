/** The instances of a family in a table with pages: what is proved about each, and what its runs did. A row opens its instance. */
import type { Picture } from '../../src/drawing/picture.js';
import type { ChartedExperiment, FromPanel } from '../../src/shared/messages.js';
import { memo } from '../dom.js';
import type { PictureActs } from '../export/menu.js';
import type { PictureColours } from '../pictures/colours.js';
import { familyPicture } from '../pictures/family.js';
import type { Section } from '../sections/section.js';
import { createStore } from '../store.js';
import { NO_INSTANCES, reduce } from './state.js';
import { createInstancesView } from './view.js';

export interface InstancesSection extends Section {
  /** The verdicts of the charted family as a picture for export; null: none is known. */
  picture(colours: PictureColours): Picture | null;
}

export function createInstances(
  send: (message: FromPanel) => void,
  takeAlong: PictureActs,
): InstancesSection {
  const store = createStore(NO_INSTANCES, reduce, (state) => view.draw(state));
  const view = createInstancesView(
    store.dispatch,
    (instance) => {
      const { experiment } = store.state;
      if (experiment) send({ type: 'openInstance', run: experiment.stamp.run, instance });
    },
    takeAlong,
  );
  view.draw(store.state);
  const chart = memo((experiment: ChartedExperiment | null) =>
    store.dispatch({ type: 'charted', experiment }),
  );
  return {
    element: view.element,
    picture(colours) {
      const family = store.state.experiment?.family;
      return family ? familyPicture(family, colours) : null;
    },
    update: (state) => chart(state.experiment),
  };
}
