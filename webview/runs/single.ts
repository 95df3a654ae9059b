/** Single runs, one row each. Pure. */
import { duration } from '../../src/experiment/pace.js';
import type { ChartedRun, Subject } from '../../src/shared/messages.js';
import { count, figure, probability } from '../format.js';
import { nameOf, outcomeWords } from '../sections/outcome.js';
import { rateText } from './facts.js';

/** Titles, and shares of the width that keep every word whole. */
export const singleColumns = ({ process }: Subject) =>
  [
    ['run', 2.2],
    ['outcome', 1.9],
    ['η', 1.8],
    ['T', 1.5],
    [process ? 'final J* − J' : 'final gap', 1.7],
    [process ? 'acting optimally' : 'most probable', 1.8],
    ['time', 1.1],
  ] as const;

/** The cells for the columns of `singleColumns`. */
export function singleCells(run: ChartedRun, subject: Subject): string[] {
  const { facts: chosen, recording } = run;
  const policy = recording.policy.at(-1);
  const loss = recording.logLoss.at(-1);
  return [
    nameOf(run),
    outcomeWords(run, subject),
    rateText(run),
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
