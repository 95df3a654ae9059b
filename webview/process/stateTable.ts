/** The chosen state at the chosen iteration, in a table. */
import type { ChartedExperiment, FromPanel } from '../../src/shared/messages.js';
import { h, memo, scrollBox, setText } from '../dom.js';
import { count, equal, figure, probability } from '../format.js';
import { createTable, tableRow } from '../ui/table.js';
import type { PolicyValues } from './evaluation.js';
import { rowsOf, type StateWords, stateName, stateWords } from './format.js';

/** What is known at the chosen iteration. */
export interface Moment {
  readonly experiment: ChartedExperiment;
  readonly policy: readonly number[];
  /** null: not known. */
  readonly values: PolicyValues | null;
}

export interface StateTable {
  /** The state, or how to choose one. */
  readonly elements: readonly HTMLElement[];
  /** @param state null: none is chosen */
  update(moment: Moment | null, state: number | null): void;
}

/** Contexts do not have the last but one, since nothing follows them. */
const TABLE = {
  caption: 'Actions of the state',
  columns: ['action', 'π', 'Q − V', 'V* − Q*', 'reward', 'leads to', 'go to'],
};

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
    scrollBox('Actions of the state: table', createTable(TABLE, actions)),
  );
  const hint = h('p', { class: 'note' });
  const draw = memo((moment: Moment | null, state: number | null) => {
    chosen.hidden = moment === null || state === null;
    chosen.classList.toggle('of-context', moment?.experiment.subject.process?.kind === 'contexts');
    hint.hidden = !chosen.hidden;
    if (moment !== null) setText(hint, hintSentence(stateWords(moment.experiment.subject)));
    if (moment === null || state === null) return;
    const { subject } = moment.experiment;
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
        return tableRow(isOptimal ? `${name} (optimal)` : name, cellsOf(moment, row, send));
      }),
    );
  });

  return { elements: [chosen, hint], update: draw };
}

const hintSentence = ({ one }: StateWords) =>
  `Choose a ${one}, by a click or with the arrow keys and Enter: its actions are listed here, shown in the chart of probabilities, and drawn below as a bandit of their own.`;

function cellsOf(moment: Moment, row: number, send: (message: FromPanel) => void): (string | HTMLElement)[] {
  const { policy, values, experiment } = moment;
  const { subject, optimum } = experiment;
  const title = `Go to ${subject.actions[row]} in the text`;
  const go = h('button', { type: 'button', class: 'link', title }, 'text');
  go.addEventListener('click', () => send({ type: 'reveal', action: row }));
  return [
    probability(policy[row]!),
    values ? figure(values.advantages[row]!) : '',
    optimum ? figure(optimum.shortfalls[row]!) : '',
    figure(subject.rewards[row]!, 6),
    targets(moment, row),
    go,
  ];
}

function stateFacts({ experiment, values }: Moment, state: number): string {
  const { subject, optimum } = experiment;
  const said = [];
  if (values) said.push(`V ${equal(values.values[state]!, 6)}`);
  if (optimum) said.push(`V* ${equal(optimum.values[state]!, 6)}`);
  const start = figure(subject.process!.start[state]!);
  // Nothing follows a context: d is its probability.
  if (subject.process!.kind === 'contexts') said.push(`probability ${start}`);
  else {
    if (values) said.push(`d = Σ γ^t Pr(s_t = s) ${equal(values.occupancy[state]!)}`);
    said.push(`start probability ${start}`);
  }
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
