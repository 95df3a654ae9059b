/** The charted runs: what they did, and their results. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { memo } from '../dom.js';
import type { Section } from '../sections/section.js';
import { createStore } from '../store.js';
import { NO_RUNS, reduce } from './state.js';
import { createRunsView } from './view.js';

export function createRuns(): Section {
  const store = createStore(NO_RUNS, reduce, (state) => view.draw(state));
  const view = createRunsView(store.dispatch);
  view.draw(store.state);
  const chart = memo((experiment: ChartedExperiment | null) =>
    store.dispatch({ type: 'charted', experiment }),
  );
  return { element: view.element, update: (state) => chart(state.experiment) };
}
