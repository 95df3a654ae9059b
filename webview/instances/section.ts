/** The instances of a family in a table, by pages: what is proved of each, and what its runs did. A row opens its instance. */
import type { ChartedExperiment, FromPanel } from '../../src/shared/messages.js';
import { memo } from '../dom.js';
import type { Section } from '../sections/section.js';
import { createStore } from '../store.js';
import { NO_INSTANCES, reduce } from './state.js';
import { createInstancesView } from './view.js';

export function createInstances(send: (message: FromPanel) => void): Section {
  const store = createStore(NO_INSTANCES, reduce, (state) => view.draw(state));
  const view = createInstancesView(store.dispatch, (instance) => {
    const { experiment } = store.state;
    if (experiment) send({ type: 'openInstance', run: experiment.stamp.run, instance });
  });
  view.draw(store.state);
  const chart = memo((experiment: ChartedExperiment | null) =>
    store.dispatch({ type: 'charted', experiment }),
  );
  return { element: view.element, update: (state) => chart(state.experiment) };
}
