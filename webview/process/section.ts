/** The policy of a run in every state, over its iterations: a slider, a heat strip, a picture, and the state that is looked at. */
import './process.css';
import type { ChartedExperiment, ChartedRun, FromPanel, Subject } from '../../src/shared/messages.js';
import { stateLooked } from '../charts/drawingOf.js';
import { nearest } from '../charts/navigate.js';
import { h, memo, setText } from '../dom.js';
import { count } from '../format.js';
import { nameOf } from '../sections/outcome.js';
import type { Theme } from '../theme.js';
import { createDropdown } from '../ui/controls.js';
import { type ChangeView, changeLook, type View } from '../view.js';
import { valuesOf } from './evaluation.js';
import { graphLayout } from './graph.js';
import { createPicture } from './picture.js';
import { gridLayout, type Layout, rowLayout } from './places.js';
import { type Range, rangeOf } from './shade.js';
import { createStateTable, type Moment } from './stateTable.js';
import { type StripRow, stripOf } from './strip.js';
import { createStripView } from './stripView.js';

/** Runs that can be chosen by name; the others are in the exported data. */
const MOST_RUNS = 200;

export interface ProcessSection {
  readonly element: HTMLElement;
  update(experiment: ChartedExperiment | null, view: View, theme: Theme): void;
}

export function createProcess(change: ChangeView, send: (message: FromPanel) => void): ProcessSection {
  let recorded: readonly number[] = [];
  let names: readonly string[] = [];
  const choose = (state: number | null) =>
    change(changeLook({ state: state === null ? null : (names[state] ?? null) }));
  const run = createDropdown('Run', (name) => {
    const index = Number(/^\d+/.exec(name)?.[0] ?? 1) - 1;
    change((view) => ({ ...view, run: index }));
  });
  const slider = h('input', {
    type: 'range',
    min: 0,
    step: 1,
    id: 'policy-slider',
    'aria-label': 'Iteration',
  });
  const moveTo = (column: number) => {
    const cursor = recorded[column];
    if (cursor !== undefined) change((view) => ({ ...view, cursor }));
  };
  slider.addEventListener('input', () => moveTo(Number(slider.value)));
  const at = h('output', { for: 'policy-slider', class: 'glass-at' });
  const strip = createStripView((state, column) => {
    moveTo(column);
    choose(state);
  });
  const picture = createPicture(choose);
  const table = createStateTable(send, choose);
  const element = h(
    'section',
    { class: 'process', id: 'process', 'aria-labelledby': 'process-title' },
    h('h2', { id: 'process-title' }, 'Policy'),
    h('div', { class: 'glass-head' }, slider, at, run.element),
    h('div', { class: 'pictures' }, strip.element, picture.element),
    table.element,
  );

  const stripFor = memoOne((subject: Subject, recording: ChartedRun['recording']): readonly StripRow[] =>
    stripOf(subject, recording),
  );
  const momentFor = memoOne((experiment: ChartedExperiment, policy: readonly number[]): Moment => {
    const { subject, optimum } = experiment;
    return { experiment, policy, values: optimum ? valuesOf(subject, optimum, policy) : null };
  });

  const draw = memo((experiment: ChartedExperiment, shown: ChartedRun | null, view: View, theme: Theme) => {
    const { subject, optimum } = experiment;
    names = subject.process!.states;
    recorded = shown?.recording.iterations ?? [];
    const column =
      view.cursor === null ? recorded.length - 1 : recorded.indexOf(nearest(recorded, view.cursor));
    slider.max = String(Math.max(0, recorded.length - 1));
    slider.value = String(column);
    const policy = shown?.recording.policy[column];
    const iteration = recorded[column];
    const words =
      iteration === undefined
        ? 'nothing recorded'
        : `iteration ${count(iteration)} of ${count(shown!.facts.iterations)}`;
    slider.setAttribute('aria-valuetext', words);
    setText(at, words);
    const state = stateLooked(subject, view.look);
    strip.element.hidden = policy === undefined;
    if (shown && policy)
      strip.update(
        {
          rows: stripFor(subject, shown.recording),
          names: subject.actions,
          iterations: recorded,
          column,
          state,
        },
        theme,
      );
    const moment = policy ? momentFor(experiment, policy) : null;
    const range: Range =
      optimum && shown ? rangeAlong(subject, optimum, shown.recording.policy) : { low: 0, high: 0 };
    picture.update(moment, state, range, layoutOf, theme);
    table.update(moment, state);
  });

  return {
    element,
    update(experiment, view, theme) {
      const isProcess = experiment?.subject.process !== undefined;
      element.hidden = !isProcess;
      if (experiment === null || !isProcess) return;
      const runs = experiment.results;
      const index = view.run < runs.length ? view.run : 0;
      const called = runs.slice(0, MOST_RUNS).map((each, i) => `${i + 1}. ${nameOf(each)}`);
      run.element.hidden = called.length < 2;
      run.update(called, called[index] ?? '');
      draw(experiment, runs[index] ?? null, view, theme);
    },
  };
}

/** From the least value at the run's two ends to the greatest of the best policy: shades keep their meaning along the slider. */
function rangeAlong(
  subject: Subject,
  optimum: NonNullable<ChartedExperiment['optimum']>,
  policies: readonly (readonly number[])[],
): Range {
  const ends = [policies[0], policies.at(-1)].map((policy) => policy && valuesOf(subject, optimum, policy));
  return rangeOf(optimum.values, ...ends.map((each) => each?.values ?? []));
}

function layoutOf(subject: Subject, width: number): Layout | null {
  const { process } = subject;
  if (process!.grid !== null) return process!.transitions === null ? null : gridLayout(process!, width);
  return process!.kind === 'contexts' ? rowLayout(process!, width) : graphLayout(subject, width);
}

/** The last result again where the arguments are the same objects. */
function memoOne<A extends readonly unknown[], R>(compute: (...inputs: A) => R): (...inputs: A) => R {
  let last: { readonly inputs: A; readonly result: R } | null = null;
  return (...inputs) => {
    if (last === null || !inputs.every((input, i) => Object.is(input, last!.inputs[i])))
      last = { inputs, result: compute(...inputs) };
    return last.result;
  };
}
