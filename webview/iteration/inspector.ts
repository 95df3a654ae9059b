/** One iteration taken apart: a slider over what is recorded, and the stages that make the next step of it. */
import { algorithmOf } from '../../src/engine/algorithms/catalogue.js';
import type { ChartedExperiment, ChartedRun } from '../../src/shared/messages.js';
import { nearest } from '../charts/navigate.js';
import { h, memo, scrollBox, setText } from '../dom.js';
import { count, equal, figure, probability, vector } from '../format.js';
import { subjectOfRun } from '../problem.js';
import { nameOf } from '../sections/outcome.js';
import { undrawnLine } from '../sentences.js';
import { createDropdown } from '../ui/controls.js';
import type { ChangeView, View } from '../view.js';
import { type Stages, stagesOf } from './pipeline.js';

/** Runs that can be chosen by name; the others are in the exported data. */
const MOST_RUNS = 200;

const STAGES = ['action', 'features x', 'logit ⟨x, θ⟩', 'policy π', 'reward r', 'r − V', 'weight π (r − V)'];

export interface IterationInspector {
  readonly element: HTMLElement;
  update(experiment: ChartedExperiment | null, view: View): void;
}

export function createIterationInspector(change: ChangeView): IterationInspector {
  let recorded: readonly number[] = [];
  const run = createDropdown('Run', (name) => {
    const index = Number(/^\d+/.exec(name)?.[0] ?? 1) - 1;
    change((view) => ({ ...view, run: index }));
  });
  const slider = h('input', {
    type: 'range',
    min: 0,
    step: 1,
    id: 'iteration-slider',
    'aria-label': 'Iteration',
  });
  slider.addEventListener('input', () => {
    const cursor = recorded[Number(slider.value)];
    if (cursor !== undefined) change((view) => ({ ...view, cursor }));
  });
  const at = h('output', { for: 'iteration-slider', class: 'iteration-at' });
  const value = h('p', { class: 'note', id: 'iteration-value' });
  const actions = h('tbody');
  const parameters = h('tbody');
  const update = h('p', { class: 'note' });
  const holder = h(
    'div',
    {},
    h('div', { class: 'iteration-head' }, slider, at, run.element),
    value,
    scrollBox(
      'Actions: table',
      table('Each action, from its features to its weight in the gradient', STAGES, actions),
    ),
    scrollBox(
      'Parameters: table',
      table(
        'Each parameter, its gradient and the next step',
        ['parameter', 'θ', '∇f = Σ weight · x', 'step', 'next θ'],
        parameters,
      ),
    ),
    update,
  );
  const element = h(
    'details',
    { class: 'iteration', id: 'iteration' },
    h('summary', {}, h('h2', {}, 'One iteration')),
    holder,
  );

  const draw = memo(
    (charted: ChartedRun | null, subject: ChartedExperiment['subject'] | null, cursor: number | null) => {
      recorded = charted?.recording.iterations ?? [];
      const position = cursor === null ? recorded.length - 1 : recorded.indexOf(nearest(recorded, cursor));
      slider.max = String(Math.max(0, recorded.length - 1));
      slider.value = String(position);
      const stages = charted && subject ? stagesOf(charted, subject, position) : null;
      slider.setAttribute(
        'aria-valuetext',
        stages ? `iteration ${count(stages.iteration)}` : 'nothing recorded',
      );
      if (charted === null || subject === null || stages === null) {
        setText(at, '');
        setText(value, (subject && undrawnLine(subject)) ?? 'Nothing finite is recorded here.');
        actions.replaceChildren();
        parameters.replaceChildren();
        setText(update, '');
        return;
      }
      setText(at, `iteration ${count(stages.iteration)} of ${count(charted.facts.iterations)}`);
      setText(value, `V = π·r = ${figure(stages.value, 6)}`);
      actions.replaceChildren(
        ...stages.actions.map((action, a) =>
          row(subject.actions[a]!, [
            vector(action.features),
            figure(action.logit, 4),
            probability(action.probability),
            figure(action.reward, 4),
            figure(action.advantage),
            figure(action.weight),
          ]),
        ),
      );
      parameters.replaceChildren(
        ...stages.theta.map((theta, k) =>
          row(`θ(${k + 1})`, [
            figure(theta, 6),
            figure(stages.gradient[k]!),
            stages.next ? figure(stages.next[k]! - theta) : 'not finite',
            stages.next ? figure(stages.next[k]!, 6) : 'not finite',
          ]),
        ),
      );
      setText(update, updateWords(charted, stages));
    },
  );

  let latest: { experiment: ChartedExperiment | null; view: View } | null = null;
  function show(): void {
    if (latest === null || !element.open) return;
    const { experiment, view } = latest;
    const runs = experiment?.results ?? [];
    const index = view.run < runs.length ? view.run : 0;
    const ofFamily = experiment?.family != null;
    const names = runs.slice(0, MOST_RUNS).map((each, i) => `${i + 1}. ${nameOf(each, ofFamily)}`);
    run.element.hidden = names.length < 2;
    run.update(names, names[index] ?? '');
    const shown = runs[index] ?? null;
    draw(shown, experiment && shown ? subjectOfRun(experiment, shown) : null, view.cursor);
  }
  element.addEventListener('toggle', show);
  return {
    element,
    update(experiment, view) {
      element.hidden = experiment === null;
      latest = { experiment, view };
      show();
    },
  };
}

/** How the step comes from the gradient, in one sentence. */
function updateWords({ facts }: ChartedRun, stages: Stages): string {
  const rate = facts.learningRate === null ? facts.learningRateRule : `η ${equal(facts.learningRate, 4)}`;
  const { direction } = algorithmOf(facts.algorithm);
  const norm = Math.hypot(...stages.gradient);
  const sampled =
    facts.gradient === 'sampled'
      ? ` This run samples an action a ~ π and its reward R, and steps along ${facts.baseline === 'none' ? 'R' : '(R − baseline)'} (x_a − Σ π_b x_b); shown is the step with the exact gradient, which is its mean.`
      : '';
  return `Step: ${direction}, ${rate}; ‖∇f‖ = ${figure(norm)}.${sampled}`;
}

function table(caption: string, columns: readonly string[], body: HTMLElement): HTMLElement {
  return h(
    'table',
    { class: 'stages' },
    h('caption', { class: 'visually-hidden' }, caption),
    h('thead', {}, h('tr', {}, ...columns.map((text) => h('th', { scope: 'col' }, text)))),
    body,
  );
}

function row(name: string, cells: readonly string[]): HTMLElement {
  return h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((cell) => h('td', {}, cell)));
}
