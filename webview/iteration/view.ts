/** The iteration that is taken apart, on the page. */
import type { Subject } from '../../src/shared/messages.js';
import { h, memo, scrollBox, setText } from '../dom.js';
import { figure, probability, vector } from '../format.js';
import { undrawnLine } from '../sentences.js';
import { createTable, tableRow } from '../ui/table.js';
import type { ViewEvent } from '../viewEvents.js';
import { createIterationPicker } from './picker.js';
import type { Stages } from './pipeline.js';
import { updateSentence } from './sentences.js';
import type { IterationEvent, IterationState } from './state.js';

const ACTIONS = {
  caption: 'Each action, from its features to its weight in the gradient',
  columns: ['action', 'features x', 'logit ⟨x, θ⟩', 'policy π', 'reward r', 'r − V', 'weight π (r − V)'],
  look: 'stages',
};

const PARAMETERS = {
  caption: 'Each parameter, its gradient and the next step',
  columns: ['parameter', 'θ', '∇f = Σ weight · x', 'step', 'next θ'],
  look: 'stages',
};

export interface IterationView {
  readonly element: HTMLElement;
  draw(state: IterationState): void;
}

/**
 * @param dispatch for changes of the view
 * @param own for changes of this section alone
 */
export function createIterationView(
  dispatch: (event: ViewEvent) => void,
  own: (event: IterationEvent) => void,
): IterationView {
  const picker = createIterationPicker('iteration-slider', dispatch);
  const value = h('p', { class: 'note', id: 'iteration-value' });
  const actions = h('tbody');
  const parameters = h('tbody');
  const update = h('p', { class: 'note' });
  const element = h(
    'details',
    { class: 'iteration', id: 'iteration' },
    h('summary', {}, h('h2', {}, 'One iteration')),
    h(
      'div',
      {},
      picker.element,
      value,
      scrollBox('Actions: table', createTable(ACTIONS, actions)),
      scrollBox('Parameters: table', createTable(PARAMETERS, parameters)),
      update,
    ),
  );
  element.addEventListener('toggle', () => own({ type: 'toggled', isOpen: element.open }));

  const drawStages = memo((stages: Stages | null, subject: Subject | null) => {
    actions.replaceChildren(...(stages && subject ? actionRows(stages, subject) : []));
    parameters.replaceChildren(...(stages ? parameterRows(stages) : []));
  });
  return {
    element,
    draw({ experiment, isOpen, looked, subject, stages }) {
      element.hidden = experiment === null;
      if (!isOpen) return;
      picker.update(looked);
      setText(
        value,
        stages
          ? `V = π·r = ${figure(stages.value, 6)}`
          : ((subject && undrawnLine(subject)) ?? 'Nothing finite is recorded here.'),
      );
      drawStages(stages, subject);
      setText(update, stages && looked.run ? updateSentence(looked.run, stages) : '');
    },
  };
}

function actionRows({ actions }: Stages, subject: Subject): HTMLElement[] {
  return actions.map((action, a) =>
    tableRow(subject.actions[a]!, [
      vector(action.features),
      figure(action.logit, 4),
      probability(action.probability),
      figure(action.reward, 4),
      figure(action.advantage),
      figure(action.weight),
    ]),
  );
}

function parameterRows({ theta, gradient, next }: Stages): HTMLElement[] {
  return theta.map((value, k) =>
    tableRow(`θ(${k + 1})`, [
      figure(value, 6),
      figure(gradient[k]!),
      next ? figure(next[k]! - value) : 'not finite',
      next ? figure(next[k]!, 6) : 'not finite',
    ]),
  );
}
