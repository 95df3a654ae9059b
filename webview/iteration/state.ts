/** What is shown of the iteration that is taken apart, as a pure function of what has happened. */
import type { ChartedExperiment, Subject } from '../../src/shared/messages.js';
import { subjectOfRun } from '../problem.js';
import type { View } from '../view.js';
import { type Looked, lookedAt } from './looked.js';
import { type Stages, stagesOf } from './pipeline.js';

export interface IterationState {
  readonly experiment: ChartedExperiment | null;
  readonly view: Pick<View, 'run' | 'cursor'>;
  /** Is it open? A closed section is not computed. */
  readonly isOpen: boolean;
  readonly looked: Looked;
  /** The problem of the run; null: not known yet. */
  readonly subject: Subject | null;
  /** null: nothing can be taken apart. */
  readonly stages: Stages | null;
}

export type IterationEvent =
  | {
      readonly type: 'looked';
      readonly experiment: ChartedExperiment | null;
      readonly view: Pick<View, 'run' | 'cursor'>;
    }
  | { readonly type: 'toggled'; readonly isOpen: boolean };

const AT_FIRST: IterationState['view'] = { run: 0, cursor: null };

export const NO_ITERATION: IterationState = {
  experiment: null,
  view: AT_FIRST,
  isOpen: false,
  looked: lookedAt(null, AT_FIRST),
  subject: null,
  stages: null,
};

export function reduce(state: IterationState, event: IterationEvent): IterationState {
  switch (event.type) {
    case 'looked': {
      const { experiment, view } = event;
      const isSame =
        experiment === state.experiment && view.run === state.view.run && view.cursor === state.view.cursor;
      return isSame ? state : takenApart({ ...state, experiment, view });
    }
    case 'toggled':
      return event.isOpen === state.isOpen ? state : takenApart({ ...state, isOpen: event.isOpen });
  }
}

function takenApart(state: IterationState): IterationState {
  const { experiment, isOpen } = state;
  if (!isOpen) return state;
  const looked = lookedAt(experiment, state.view);
  const { run, position } = looked;
  const subject = experiment && run ? subjectOfRun(experiment, run) : null;
  if (run === state.looked.run && subject === state.subject && position === state.looked.position)
    return { ...state, looked };
  return { ...state, looked, subject, stages: run && subject ? stagesOf(run, subject, position) : null };
}
