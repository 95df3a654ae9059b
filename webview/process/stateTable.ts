/** A state that is looked at, and all states at the iteration that is looked at, in tables. */
import type { ChartedExperiment, FromPanel } from '../../src/shared/messages.js';
import { h, memo, scrollBox, setText } from '../dom.js';
import { count, equal, figure, probability } from '../format.js';
import type { PolicyValues } from './evaluation.js';
import { likeliest } from './strip.js';
import { rowsOf, stateName } from './words.js';

/** Rows of the table of all states; more are in the exported data. */
const MOST_STATES = 500;

/** What is known at the iteration that is looked at. */
export interface Moment {
  readonly experiment: ChartedExperiment;
  readonly policy: readonly number[];
  /** null: not known. */
  readonly values: PolicyValues | null;
}

export interface StateTable {
  readonly element: HTMLElement;
  /** @param state null: none is looked at */
  update(moment: Moment | null, state: number | null): void;
}

/** Of a context the last but one is left out: nothing follows. */
const ACTIONS = ['action', 'π', 'Q − V', 'V* − Q*', 'reward', 'leads to', 'go to'];
const STATES = ['state', 'likeliest', 'π', 'V', 'V*', 'd', 'look at'];

export function createStateTable(
  send: (message: FromPanel) => void,
  choose: (state: number | null) => void,
): StateTable {
  const heading = h('h3', { id: 'state-title' });
  const clear = h('button', { type: 'button', class: 'link' });
  clear.addEventListener('click', () => choose(null));
  const facts = h('p', { class: 'note' });
  const actions = h('tbody');
  const chosen = h(
    'div',
    { id: 'state' },
    h('div', { class: 'state-head' }, heading, clear),
    facts,
    scrollBox('Actions of the state: table', table('Actions of the state', ACTIONS, actions)),
  );
  const hint = h('p', { class: 'note' }, HINT);
  const states = h('tbody');
  const more = h('p', { class: 'note' });
  const all = h(
    'details',
    { class: 'data', id: 'states' },
    h('summary', {}, 'States'),
    h(
      'div',
      { class: 'data-scroll', tabindex: 0, role: 'region', 'aria-label': 'All states: table' },
      table('All states at this iteration', STATES, states),
      more,
    ),
  );
  const element = h('div', { class: 'state-tables', 'aria-live': 'off' }, chosen, hint, all);

  const drawState = memo((moment: Moment | null, state: number | null) => {
    chosen.hidden = moment === null || state === null;
    chosen.classList.toggle('of-context', moment?.experiment.subject.process?.kind === 'contexts');
    hint.hidden = !chosen.hidden;
    if (moment === null || state === null) return;
    const { subject, optimum } = moment.experiment;
    setText(
      heading,
      `${subject.process!.kind === 'contexts' ? 'Context' : 'State'} ${stateName(subject, state)}`,
    );
    setText(clear, subject.process!.kind === 'contexts' ? 'All contexts' : 'All states');
    setText(facts, stateFacts(moment, state));
    actions.replaceChildren(
      ...rowsOf(subject, state).map((row) => {
        const name = subject.process!.actionNames[row]!;
        const isOptimal = subject.optimal.includes(row);
        const go = h(
          'button',
          { type: 'button', class: 'link', title: `Go to ${subject.actions[row]} in the text` },
          'text',
        );
        go.addEventListener('click', () => send({ type: 'reveal', action: row }));
        return line(isOptimal ? `${name} (optimal)` : name, [
          probability(moment.policy[row]!),
          moment.values ? figure(moment.values.advantages[row]!) : '',
          optimum ? figure(optimum.shortfalls[row]!) : '',
          figure(subject.rewards[row]!, 6),
          targets(moment, row),
          go,
        ]);
      }),
    );
  });

  let latest: Moment | null = null;
  const drawAll = memo((moment: Moment | null, isOpen: boolean) => {
    if (moment === null || !isOpen) return;
    const { subject, optimum } = moment.experiment;
    const names = subject.process!.states;
    states.replaceChildren(
      ...names.slice(0, MOST_STATES).map((name, state) => {
        const row = likeliest(moment.policy, rowsOf(subject, state));
        const look = h('button', { type: 'button', class: 'link', title: `Look at ${name}` }, 'its actions');
        look.addEventListener('click', () => choose(state));
        return line(name, [
          subject.process!.actionNames[row]!,
          probability(moment.policy[row]!),
          moment.values ? figure(moment.values.values[state]!, 6) : '',
          optimum ? figure(optimum.values[state]!, 6) : '',
          moment.values ? figure(moment.values.occupancy[state]!) : '',
          look,
        ]);
      }),
    );
    setText(
      more,
      names.length > MOST_STATES
        ? `${count(names.length - MOST_STATES)} more states are in the exported data.`
        : '',
    );
  });
  all.addEventListener('toggle', () => drawAll(latest, all.open));

  return {
    element,
    update(moment, state) {
      latest = moment;
      drawState(moment, state);
      drawAll(moment, all.open);
    },
  };
}

const HINT =
  'Choose a state, by a click or with the arrow keys and Enter: its actions are told here, and the chart of probabilities shows them.';

function stateFacts({ experiment, values }: Moment, state: number): string {
  const { subject, optimum } = experiment;
  const said = [];
  if (values) said.push(`V ${equal(values.values[state]!, 6)}`);
  if (optimum) said.push(`V* ${equal(optimum.values[state]!, 6)}`);
  if (values) said.push(`d = Σ γ^t Pr(s_t = s) ${equal(values.occupancy[state]!)}`);
  said.push(`start probability ${figure(subject.process!.start[state]!)}`);
  if (subject.process!.terminal[state]) said.push('terminal');
  return `${said.join(', ')}.`;
}

/** `s1, 0.5 s2`. */
function targets({ experiment: { subject } }: Moment, row: number): string {
  const to = subject.process!.transitions?.[row] ?? [];
  const named = to
    .slice(0, 4)
    .map(([state, p]) => (p === 1 ? stateName(subject, state) : `${figure(p)} ${stateName(subject, state)}`));
  return `${named.join(', ')}${to.length > 4 ? ` and ${count(to.length - 4)} more` : ''}`;
}

function table(caption: string, columns: readonly string[], body: HTMLElement): HTMLElement {
  return h(
    'table',
    {},
    h('caption', { class: 'visually-hidden' }, caption),
    h('thead', {}, h('tr', {}, ...columns.map((text) => h('th', { scope: 'col' }, text)))),
    body,
  );
}

function line(name: string, cells: readonly (string | HTMLElement)[]): HTMLElement {
  return h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((cell) => h('td', {}, cell)));
}
