/** What was run and where it was observed to end: a list for one run, a table for a sweep. */
import { algorithmOf } from '../../src/engine/algorithms/catalogue.js';
import { duration } from '../../src/experiment/pace.js';
import type { ChartedExperiment, ChartedRun, PanelState, Subject } from '../../src/shared/messages.js';
import { h, memo, scrollBox } from '../dom.js';
import { count, figure, probability, vector } from '../format.js';
import { rowsOf } from '../process/format.js';
import { createDataGrid } from '../ui/controls.js';
import { endLine, nameOf, outcomeWords } from './outcome.js';
import type { Section } from './section.js';

/** Titles, and shares of the width that leave every word whole. */
const columnsOf = ({ process }: Subject) =>
  [
    ['run', 2.2],
    ['outcome', 1.9],
    ['η', 1.8],
    ['T', 1.5],
    [process ? 'final J* − J' : 'final gap', 1.7],
    [process ? 'acting optimally' : 'most probable', 1.8],
    ['time', 1.1],
  ] as const;

/** States of which the final policy is named; the others are in the pictures and in the exported data. */
const MOST_STATES = 8;

/** Rows of the table; the rest is in the exported data. */
const MOST_ROWS = 200;

export function createFacts(): Section {
  const list = h('dl', { id: 'facts' });
  const grid = createDataGrid('Runs');
  const more = h('p', { class: 'note' });
  const element = h(
    'section',
    { class: 'facts', 'aria-label': 'Runs' },
    h('h2', {}, 'Observed'),
    list,
    scrollBox('Runs: table', grid.element),
    more,
  );
  const draw = memo((experiment: ChartedExperiment | null) => {
    // The instances of a family have a table of their own.
    const results = experiment && experiment.family === null ? experiment.results : [];
    element.hidden = results.length === 0;
    list.hidden = results.length !== 1;
    grid.element.hidden = results.length < 2;
    more.hidden = results.length <= MOST_ROWS;
    if (experiment === null) return;
    const [only] = results;
    if (only !== undefined && results.length === 1) list.replaceChildren(...facts(only, experiment));
    if (results.length > 1) {
      grid.update(
        columnsOf(experiment.subject),
        results.slice(0, MOST_ROWS).map((run) => cells(run, experiment.subject)),
      );
      more.textContent = `${results.length - MOST_ROWS} more runs are in the exported data.`;
    }
  });
  return { element, update: (state: PanelState) => draw(state.experiment) };
}

function facts(run: ChartedRun, { subject, optimum }: ChartedExperiment): HTMLElement[] {
  const { facts: chosen, recording } = run;
  const policy = recording.policy.at(-1);
  const gap = recording.gap.at(-1) ?? null;
  const entries: [string, string][] = [
    ['outcome', endLine(run, subject)],
    ['algorithm', `${chosen.algorithm}, ${chosen.gradient} gradients`],
    ...parametersOf(chosen),
    ['learning rate η', rate(run)],
    ['start θ₀', vector(chosen.init)],
    ['iterations T', count(chosen.iterations)],
    ...(subject.process && optimum
      ? processFacts(run, subject.process.discount, optimum.value)
      : ([['final gap', figure(gap)]] as [string, string][])),
    ['final policy', policy ? policyInWords(policy, subject) : ''],
    ['final θ', vector(recording.theta.at(-1) ?? [])],
    ['time', run.milliseconds === null ? 'running' : duration(run.milliseconds)],
  ];
  return entries.map(([term, text]) => h('div', {}, h('dt', {}, term), h('dd', {}, text)));
}

function processFacts({ recording }: ChartedRun, discount: number, best: number): [string, string][] {
  const gap = recording.gap.at(-1) ?? null;
  const loss = recording.logLoss.at(-1);
  return [
    ['best value J*', figure(best, 6)],
    ['final J* − J', figure(gap)],
    ...(discount > 0
      ? ([['(1 − γ)(J* − J)', figure(gap === null ? null : (1 - discount) * gap)]] as [string, string][])
      : []),
    ['acting optimally', loss === undefined ? '' : probability(Math.exp(-loss))],
  ];
}

/** Of a process the likeliest action of each state in which there is a choice. */
function policyInWords(policy: readonly number[], subject: Subject): string {
  const { actions, offsets, process } = subject;
  if (!process) return actions.map((name, a) => `${name}: ${probability(policy[a]!)}`).join(', ');
  const states = [...process.states.keys()].filter((state) => offsets[state + 1]! - offsets[state]! > 1);
  const named = states.slice(0, MOST_STATES).map((state) => {
    const best = rowsOf(subject, state).reduce((a, b) => (policy[b]! > policy[a]! ? b : a));
    return `${actions[best]} ${probability(policy[best]!)}`;
  });
  const more = states.length - named.length;
  return `${named.join(', ')}${more > 0 ? `, and ${count(more)} more states` : ''}`;
}

function cells(run: ChartedRun, subject: Subject): string[] {
  const { facts: chosen, recording } = run;
  const policy = recording.policy.at(-1);
  const loss = recording.logLoss.at(-1);
  return [
    nameOf(run),
    outcomeWords(run, subject),
    rate(run),
    count(chosen.iterations),
    recording.gap.length > 0 ? figure(recording.gap.at(-1) ?? null) : '',
    subject.process
      ? loss === undefined
        ? ''
        : probability(Math.exp(-loss))
      : policy
        ? likeliest(policy, subject)
        : '',
    run.milliseconds === null ? 'running' : duration(run.milliseconds),
  ];
}

function likeliest(policy: readonly number[], { actions }: Subject): string {
  const best = policy.indexOf(Math.max(...policy));
  return `${actions[best]}: ${probability(policy[best]!)}`;
}

function rate({ facts: { learningRate, learningRateRule } }: ChartedRun): string {
  if (learningRate === null) return learningRateRule;
  return String(learningRate) === learningRateRule
    ? figure(learningRate, 4)
    : `${figure(learningRate, 4)} (${learningRateRule})`;
}

function parametersOf({ algorithm, parameters }: ChartedRun['facts']): [string, string][] {
  return algorithmOf(algorithm).parameters.map(({ name, title, symbol }) => [
    `${title} ${symbol}`,
    figure(parameters[name] ?? null),
  ]);
}
