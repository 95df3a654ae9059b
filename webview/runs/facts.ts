/** The only run of an experiment: what was run, and where it was observed to end. */
import { algorithmOf } from '../../src/engine/algorithms/catalogue.js';
import { duration } from '../../src/experiment/pace.js';
import type { ChartedExperiment, ChartedRun, Subject } from '../../src/shared/messages.js';
import { h } from '../dom.js';
import { count, figure, probability, vector } from '../format.js';
import { rowsOf } from '../process/format.js';
import { endLine } from '../sections/outcome.js';

/** The most states whose final policy is named; the others are in the pictures and in the exported data. */
const MOST_STATES = 8;

/** With up to this many actions the final policy is given in full; with more, only for this many, the most probable ones. */
const MOST_ACTIONS = 12;
const LIKELIEST = 8;

/** Terms and their descriptions, for the only run of an experiment. */
export function factsOf(run: ChartedRun, { subject, optimum }: ChartedExperiment): HTMLElement[] {
  const { facts: chosen, recording } = run;
  const policy = recording.policy.at(-1);
  const gap = recording.gap.at(-1) ?? null;
  const entries: [string, string][] = [
    ['outcome', endLine(run, subject)],
    ['algorithm', `${chosen.algorithm}, ${chosen.gradient} gradients`],
    ...parametersOf(chosen),
    ['learning rate η', rateText(run)],
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

/** For a process, the most probable action of each state that has a choice. */
function policyInWords(policy: readonly number[], subject: Subject): string {
  const { actions, offsets, process } = subject;
  if (!process) return likeliestInWords(policy, actions);
  const states = [...process.states.keys()].filter((state) => offsets[state + 1]! - offsets[state]! > 1);
  const named = states.slice(0, MOST_STATES).map((state) => {
    const best = rowsOf(subject, state).reduce((a, b) => (policy[b]! > policy[a]! ? b : a));
    return `${actions[best]} ${probability(policy[best]!)}`;
  });
  const more = states.length - named.length;
  return `${named.join(', ')}${more > 0 ? `, and ${count(more)} more states` : ''}`;
}

/** Every action; if there are many, the most probable ones. */
function likeliestInWords(policy: readonly number[], actions: readonly string[]): string {
  const all = [...actions.keys()];
  const told =
    all.length <= MOST_ACTIONS ? all : all.sort((a, b) => policy[b]! - policy[a]!).slice(0, LIKELIEST);
  const words = told.map((a) => `${actions[a]}: ${probability(policy[a]!)}`).join(', ');
  return told.length < actions.length ? `${words}, and ${count(actions.length - told.length)} more` : words;
}

/** η as it was used, and the rule that it comes from. */
export function rateText({ facts: { learningRate, learningRateRule } }: ChartedRun): string {
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
