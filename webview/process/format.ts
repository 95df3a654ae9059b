/** Texts about pairs, states and values of a process. Pure. */
import type { ChartedRun, Subject } from '../../src/shared/messages.js';
import { count, figure, probability } from '../format.js';

/** The most places that are named; the others are counted. */
const NAMED = 3;

/** The state of a row. */
export function stateOf({ offsets }: Pick<Subject, 'offsets'>, row: number): number {
  let [low, high] = [0, offsets.length - 2];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (offsets[middle]! <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The rows of a state, ascending. */
export function rowsOf({ offsets }: Pick<Subject, 'offsets'>, state: number): number[] {
  const from = offsets[state]!;
  return Array.from({ length: offsets[state + 1]! - from }, (_, i) => from + i);
}

/** What a text calls the places where an action is chosen. */
export interface StateWords {
  readonly one: string;
  readonly many: string;
  /** At the beginning of a sentence. */
  readonly Many: string;
}

const WORDS: Readonly<Record<'contexts' | 'mdp', StateWords>> = {
  contexts: { one: 'context', many: 'contexts', Many: 'Contexts' },
  mdp: { one: 'state', many: 'states', Many: 'States' },
};

/** Of a process. */
export function stateWords({ process }: Subject): StateWords {
  return WORDS[process!.kind];
}

/** The name of a state of a process. */
export function stateName({ process }: Pick<Subject, 'process'>, state: number): string {
  return process?.states[state] ?? `state ${state + 1}`;
}

/** `a2 in s3, a1 in s4 and 5 more`. */
export function placesInWords(subject: Subject, rows: readonly number[]): string {
  const named = rows.slice(0, NAMED).map((row) => {
    const action = subject.process?.actionNames[row] ?? subject.actions[row]!;
    return `${action} in ${stateName(subject, stateOf(subject, row))}`;
  });
  const more = rows.length - named.length;
  return `${named.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`;
}

/** What the probability of acting optimally means if there are several states. */
export const ACTING_OPTIMALLY =
  'Acting optimally: the geometric mean of the probability of the optimal actions over the states, weighted by how much of its discounted time an optimal policy spends in each, (1 − γ)d*(s).';

/** `J* − J = 0.0412, probability of acting optimally 0.93` at the end of a run. */
export function reachedInWords({ recording }: Pick<ChartedRun, 'recording'>): string {
  const loss = recording.logLoss.at(-1);
  const gap = `J* − J = ${figure(recording.gap.at(-1) ?? null)}`;
  return loss === undefined || !Number.isFinite(loss)
    ? gap
    : `${gap}, probability of acting optimally ${probability(Math.exp(-loss))}`;
}

/** What the picture of the policy shows, and how to read it. */
export function pictureSentence({ process }: Subject, isDrawn: boolean): string {
  const { grid, kind, transitions } = process!;
  if (!isDrawn)
    return transitions === null
      ? 'The process is not drawn, and no values are told: it has too many transitions to be listed here.'
      : 'This process is not drawn: it has too many states or transitions. The table of states has its numbers.';
  if (grid !== null)
    return 'An arrow is an action that goes this way, as long and as dark as it is likely; those of one direction are one arrow.';
  if (kind === 'contexts')
    return 'Each context has its value, and its likeliest action with the probability of that.';
  return 'Strong lines are where the likeliest action leads, with the probabilities of its transitions; thin ones where another action may lead.';
}
