/** One iteration taken apart: a slider over the recorded iterations, and the stages that lead to the next step. */
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { createStore } from '../store.js';
import type { View } from '../view.js';
import type { ViewEvent } from '../viewEvents.js';
import { NO_ITERATION, reduce } from './state.js';
import { createIterationView } from './view.js';

export interface IterationInspector {
  readonly element: HTMLElement;
  update(experiment: ChartedExperiment | null, view: View): void;
}

export function createIterationInspector(dispatch: (event: ViewEvent) => void): IterationInspector {
  const store = createStore(NO_ITERATION, reduce, (state) => view.draw(state));
  const view = createIterationView(dispatch, store.dispatch);
  view.draw(store.state);
  return {
    element: view.element,
    update: (experiment, { run, cursor }) =>
      store.dispatch({ type: 'looked', experiment, view: { run, cursor } }),
  };
}
