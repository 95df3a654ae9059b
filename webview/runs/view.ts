/** The charted runs on the page: for a single run what it did; for more, a row for each label, with the single runs collapsed below. */
import './runs.css';
import { duration } from '../../src/experiment/pace.js';
import type { ChartedExperiment } from '../../src/shared/messages.js';
import { h, memo, scrollBox, setText } from '../dom.js';
import { count, figure } from '../format.js';
import { createDataGrid } from '../ui/controls.js';
import { createPager } from '../ui/pager.js';
import { createSortHead } from '../ui/sortHead.js';
import { tableRow } from '../ui/table.js';
import { factsOf } from './facts.js';
import { COLUMNS, type Column, type RunsRow } from './rows.js';
import { meanText, medianText, outcomesText, runsNote, runsText } from './sentences.js';
import { singleCells, singleColumns } from './single.js';
import { isRepeated, pageOf, type RunsEvent, type RunsState } from './state.js';

export interface RunsView {
  readonly element: HTMLElement;
  draw(state: RunsState): void;
}

export function createRunsView(dispatch: (event: RunsEvent) => void): RunsView {
  const list = h('dl', { id: 'facts' });
  const table = createLabelsTable(dispatch);
  const single = createSingleRuns((isOpen) => dispatch({ type: 'toggled', isOpen }));
  const element = h(
    'section',
    { class: 'facts', id: 'runs', 'aria-label': 'Runs' },
    h('h2', {}, 'Observed'),
    list,
    table.element,
    single.element,
  );
  const drawFacts = memo((experiment: ChartedExperiment) =>
    list.replaceChildren(...factsOf(experiment.results[0]!, experiment)),
  );
  return {
    element,
    draw(state) {
      const { experiment } = state;
      const runs = experiment?.results.length ?? 0;
      element.hidden = runs === 0;
      if (experiment === null || runs === 0) return;
      const isOnly = runs === 1 && experiment.family === null;
      list.hidden = !isOnly;
      table.element.hidden = isOnly;
      if (isOnly) drawFacts(experiment);
      else table.draw(state, experiment);
      // The instances of a family have a table of their own.
      single.element.hidden = isOnly || experiment.family !== null;
      if (!single.element.hidden) single.draw(state, experiment);
    },
  };
}

/** The table with a row for each label. */
function createLabelsTable(dispatch: (event: RunsEvent) => void) {
  const head = createSortHead(COLUMNS, (by) => dispatch({ type: 'columnPressed', by }));
  const body = h('tbody');
  const pager = createPager((by) => dispatch({ type: 'pageTurned', by }));
  const note = h('p', { class: 'note' });
  const caption = h(
    'caption',
    { class: 'visually-hidden' },
    'The runs of each line: what they did, and how they came out',
  );
  const table = h('table', { id: 'labels' }, caption, head.element, body);
  return {
    element: h('div', {}, scrollBox('Runs: table', table), pager.element, note),
    draw(state: RunsState, { subject, family }: ChartedExperiment): void {
      const repeated = isRepeated(state);
      // If every label has a single run, there is nothing to summarize, and those columns are hidden.
      table.classList.toggle('single', !repeated);
      head.update(state.order, headings({ isRepeated: repeated, isProcess: subject.process !== undefined }));
      const page = pageOf(state);
      pager.update(page, state.rows.length);
      body.replaceChildren(...state.rows.slice(page.from, page.to).map(labelRow));
      setText(note, runsNote({ ofFamily: family !== null && family.count > 1, isRepeated: repeated }));
    },
  };
}

function headings({
  isRepeated,
  isProcess,
}: {
  readonly isRepeated: boolean;
  readonly isProcess: boolean;
}): Record<Column, string> {
  const gap = isProcess ? 'J* − J' : 'gap';
  return {
    label: 'runs of',
    runs: 'runs',
    outcome: 'outcome',
    rate: 'η',
    median: `median ${gap}`,
    mean: isRepeated ? `mean ${gap} ± SE` : `final ${gap}`,
    time: 'time',
  };
}

function labelRow(row: RunsRow): HTMLElement {
  const { label, gap, rate, rule, ended, milliseconds } = row;
  const exact = gap === null ? null : `mean ${gap.mean}, median ${gap.median}, n = ${gap.n}`;
  return tableRow(label, [
    runsText(row),
    outcomesText(row),
    rate === null ? rule : figure(rate, 4),
    medianText(gap),
    exact === null ? meanText(row) : h('span', { title: exact }, meanText(row)),
    ended === 0 ? '' : duration(milliseconds),
  ]);
}

/** The most rows of the table of single runs; the rest is in the exported data. */
const MOST_ROWS = 200;

/** One row for each run, made when the table is opened. */
function createSingleRuns(toggled: (isOpen: boolean) => void) {
  const grid = createDataGrid('Single runs');
  const more = h('p', { class: 'note' });
  const title = h('summary');
  const element = h(
    'details',
    { id: 'single-runs' },
    title,
    scrollBox('Single runs: table', grid.element),
    more,
  );
  element.addEventListener('toggle', () => toggled(element.open));
  const fill = memo(({ subject, results }: ChartedExperiment) =>
    grid.update(
      singleColumns(subject),
      results.slice(0, MOST_ROWS).map((run) => singleCells(run, subject)),
    ),
  );
  return {
    element,
    draw({ isOpen }: RunsState, experiment: ChartedExperiment): void {
      const { length } = experiment.results;
      setText(title, `Single runs (${count(length)})`);
      if (isOpen) fill(experiment);
      more.hidden = length <= MOST_ROWS;
      setText(more, `${count(length - MOST_ROWS)} more runs are in the exported data.`);
    },
  };
}
