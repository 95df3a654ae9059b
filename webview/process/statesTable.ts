/** All states at the chosen iteration, in a table that is filled when it is opened. */
import { h, memo, setText } from '../dom.js';
import { count, figure, probability } from '../format.js';
import { createTable, tableRow } from '../ui/table.js';
import { rowsOf, stateWords } from './format.js';
import type { Moment } from './stateTable.js';
import { likeliest } from './strip.js';

/** The most rows of the table; more are in the exported data. */
const MOST_STATES = 500;

const TABLE = {
  caption: 'All states at this iteration',
  columns: ['state', 'likeliest', 'π', 'V', 'V*', 'd', 'look at'],
};

export interface StatesTable {
  readonly element: HTMLElement;
  update(moment: Moment | null): void;
}

export function createStatesTable(choose: (state: number) => void): StatesTable {
  const states = h('tbody');
  const more = h('p', { class: 'note' });
  const summary = h('summary');
  const element = h(
    'details',
    { class: 'data', id: 'states' },
    summary,
    h(
      'div',
      { class: 'data-scroll', tabindex: 0, role: 'region', 'aria-label': 'All states: table' },
      createTable(TABLE, states),
      more,
    ),
  );
  let latest: Moment | null = null;
  const draw = memo((moment: Moment | null, isOpen: boolean) => {
    if (moment === null || !isOpen) return;
    const names = moment.experiment.subject.process!.states;
    states.replaceChildren(
      ...names.slice(0, MOST_STATES).map((name, state) => tableRow(name, cellsOf(moment, state, choose))),
    );
    setText(
      more,
      names.length > MOST_STATES
        ? `${count(names.length - MOST_STATES)} more states are in the exported data.`
        : '',
    );
  });
  element.addEventListener('toggle', () => draw(latest, element.open));
  return {
    element,
    update(moment) {
      latest = moment;
      if (moment) setText(summary, stateWords(moment.experiment.subject).Many);
      draw(moment, element.open);
    },
  };
}

function cellsOf(
  { experiment: { subject, optimum }, policy, values }: Moment,
  state: number,
  choose: (state: number) => void,
): (string | HTMLElement)[] {
  const row = likeliest(policy, rowsOf(subject, state));
  const name = subject.process!.states[state];
  const look = h('button', { type: 'button', class: 'link', title: `Look at ${name}` }, 'its actions');
  look.addEventListener('click', () => choose(state));
  return [
    subject.process!.actionNames[row]!,
    probability(policy[row]!),
    values ? figure(values.values[state]!, 6) : '',
    optimum ? figure(optimum.values[state]!, 6) : '',
    values ? figure(values.occupancy[state]!) : '',
    look,
  ];
}
