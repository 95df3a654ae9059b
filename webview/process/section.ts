/** The policy of a run in every state, over its iterations: a slider, a heat strip, a picture, and the chosen state. */
import './process.css';
import type { Picture } from '../../src/drawing/picture.js';
import type { ChartedExperiment, ChartedRun, FromPanel, Subject } from '../../src/shared/messages.js';
import { stateLooked } from '../charts/drawingOf.js';
import { h, memo } from '../dom.js';
import type { PictureActs } from '../export/menu.js';
import { count } from '../format.js';
import { lookedAt } from '../iteration/looked.js';
import { createIterationPicker } from '../iteration/picker.js';
import { memoOne } from '../memo.js';
import type { PictureColours } from '../pictures/colours.js';
import { policyPicture } from '../pictures/policy.js';
import { type DrawnStrip, stripPicture } from '../pictures/strip.js';
import type { Theme } from '../theme.js';
import type { View } from '../view.js';
import type { ViewEvent } from '../viewEvents.js';
import { valuesOf } from './evaluation.js';
import { stateWords } from './format.js';
import { createPicture } from './picture.js';
import { type Range, rangeOf } from './shade.js';
import { createStatesTable } from './statesTable.js';
import { createStateTable, type Moment } from './stateTable.js';
import { type StripRow, stripOf } from './strip.js';
import { createStripView } from './stripView.js';

export interface ProcessSection {
  readonly element: HTMLElement;
  /** The picture of the policy in its present view, for export; null: nothing is drawn. */
  policy(colours: PictureColours): Picture | null;
  /** The heat strip, to take along; null: nothing is drawn. */
  strip(colours: PictureColours): Picture | null;
  update(experiment: ChartedExperiment | null, view: View, theme: Theme): void;
}

export function createProcess(
  dispatch: (event: ViewEvent) => void,
  send: (message: FromPanel) => void,
  takeAlong: Readonly<Record<'policy' | 'strip', PictureActs>>,
): ProcessSection {
  let recorded: readonly number[] = [];
  let names: readonly string[] = [];
  const choose = (state: number | null) =>
    dispatch({ type: 'stateChosen', state: state === null ? null : (names[state] ?? null) });
  const moveTo = (column: number) => {
    const iteration = recorded[column];
    if (iteration !== undefined) dispatch({ type: 'cursorMoved', iteration });
  };
  const picker = createIterationPicker('policy-slider', dispatch);
  const strip = createStripView((state, column) => {
    moveTo(column);
    choose(state);
  }, takeAlong.strip);
  const picture = createPicture(choose, takeAlong.policy);
  let drawn: { readonly moment: Moment; readonly range: Range; readonly iteration: number } | null = null;
  let drawnStrip: DrawnStrip | null = null;
  const table = createStateTable(send, choose);
  const states = createStatesTable(choose);
  const element = h(
    'section',
    { class: 'process', id: 'process', 'aria-labelledby': 'process-title' },
    h('h2', { id: 'process-title' }, 'Policy'),
    picker.element,
    h('div', { class: 'pictures' }, strip.element, picture.element),
    h('div', { class: 'state-tables', 'aria-live': 'off' }, ...table.elements, states.element),
  );

  const stripFor = memoOne((subject: Subject, recording: ChartedRun['recording']): readonly StripRow[] =>
    stripOf(subject, recording),
  );
  const momentFor = memoOne((experiment: ChartedExperiment, policy: readonly number[]): Moment => {
    const { subject, optimum } = experiment;
    return { experiment, policy, values: optimum ? valuesOf(subject, policy) : null };
  });

  const draw = memo((experiment: ChartedExperiment, view: View, theme: Theme) => {
    const { subject, optimum } = experiment;
    const looked = lookedAt(experiment, view);
    const { run: shown, position: column } = looked;
    names = subject.process!.states;
    recorded = looked.recorded;
    picker.update(looked);
    const policy = shown?.recording.policy[column];
    const state = stateLooked(subject, view.look);
    strip.element.hidden = policy === undefined;
    drawnStrip =
      shown && policy
        ? { rows: stripFor(subject, shown.recording), names: subject.actions, iterations: recorded }
        : null;
    if (drawnStrip) strip.update({ ...drawnStrip, of: stateWords(subject), column, state }, theme);
    const moment = policy ? momentFor(experiment, policy) : null;
    const range: Range =
      optimum && shown ? rangeAlong(subject, optimum, shown.recording.policy) : { low: 0, high: 0 };
    drawn = moment && { moment, range, iteration: recorded[column]! };
    picture.update(moment, state, range, theme);
    table.update(moment, state);
    states.update(moment);
  });

  return {
    element,
    policy: (colours) =>
      drawn && policyPicture(drawn.moment, drawn.range, `at iteration ${count(drawn.iteration)}`, colours),
    strip: (colours) => drawnStrip && stripPicture(drawnStrip, colours),
    update(experiment, view, theme) {
      // The instances of a family have a table of their own.
      const isProcess = experiment?.subject.process !== undefined && experiment.family === null;
      element.hidden = !isProcess;
      if (!isProcess) {
        drawn = null;
        drawnStrip = null;
      }
      if (experiment === null || !isProcess) return;
      draw(experiment, view, theme);
    },
  };
}

/** From the least value at the run's two ends to the greatest value of the best policy, so that shades keep their meaning along the slider. */
function rangeAlong(
  subject: Subject,
  optimum: NonNullable<ChartedExperiment['optimum']>,
  policies: readonly (readonly number[])[],
): Range {
  const ends = [policies[0], policies.at(-1)].map((policy) => policy && valuesOf(subject, policy));
  return rangeOf(optimum.values, ...ends.map((each) => each?.values ?? []));
}
