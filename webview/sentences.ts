/** Sentences about the states of a run and of the charts. Pure. */
import { duration, pace } from '../src/experiment/pace.js';
import type { Freshness, RunState, Subject } from '../src/shared/messages.js';
import { count, moment } from './format.js';
import { isEvaluable } from './process/evaluation.js';

/** The present activity, in one line. */
export function runLine(run: RunState): string {
  switch (run.kind) {
    case 'idle':
      return 'Not run yet.';
    case 'running':
      return 'Running…';
    case 'finished':
      return `Finished in ${duration(run.milliseconds)}.`;
    case 'stopped':
      return 'Stopped: the curves end where the run did.';
    case 'failed':
      return `The run failed: ${run.message}`;
    case 'unknown':
      return 'Not known whether the run goes on.';
  }
}

/** Why there are no pictures of the features; null: there are. */
export function undrawnLine(subject: Subject): string | null {
  const { actions, undrawn, process, family } = subject;
  if (undrawn === undefined) {
    if (process === undefined || family || isEvaluable(subject, process)) return null;
    return process.transitions === null
      ? 'The plane is not shown: the process has too many transitions to be listed here.'
      : 'The plane is not shown: the states are tied together so closely that evaluating a policy takes too long.';
  }
  const { dimensions, most } = undrawn;
  const numbers = count(actions.length * dimensions);
  const pictures = process ? 'Local bandits and plane are' : 'Features, plane and single iterations are';
  return `${pictures} not shown: the features are ${numbers} numbers (${count(actions.length)} ${process ? 'pairs of a state and an action' : 'actions'} × ${count(dimensions)}), and at most ${count(most)} are drawn.`;
}

/** Do the charts belong to another text, while none of the present one are coming? */
export function isStale({ kind }: Freshness): boolean {
  return kind === 'edited' || kind === 'broken' || kind === 'other-data';
}

/** The progress of a run, and when it is expected to end. */
export function progressLine({
  doneIterations,
  totalIterations,
  milliseconds,
}: Extract<RunState, { readonly kind: 'running' }>): string {
  const done = `${count(doneIterations)} of ${count(totalIterations)} iterations`;
  const words = pace(doneIterations, totalIterations, milliseconds);
  return words === null ? done : `${done} · ${words}`;
}

/** How a charted experiment is introduced if the text has changed. */
export interface Introduced {
  readonly ranAt: number | null;
  readonly recalled?: { readonly run: number; readonly name: string };
  /** `converged`. */
  readonly outcome: string;
}

/** `the run of 14:02:31 (converged)`, with the date if it was another day. @param now in milliseconds since 1970 */
function introduction({ ranAt, outcome }: Introduced, now: number): string {
  const at = ranAt === null ? '' : ` of ${moment(ranAt, now)}`;
  return `the run${at}${outcome === '' ? '' : ` (${outcome})`}`;
}

/** What the charts show if they are not those of the text; null if they are. */
export function staleLine(freshness: Freshness, charted: Introduced | null, now: number): string | null {
  if (freshness.kind === 'broken') {
    const errors = freshness.errors === 1 ? 'an error' : `${freshness.errors} errors`;
    return charted
      ? `The text has ${errors}. The charts show the last version that ran: ${introduction(charted, now)}.`
      : `The text has ${errors}: see the Problems view. Nothing has run yet.`;
  }
  if (charted !== null && freshness.kind === 'other-data')
    return `A file that the text names has changed. The charts show what it held before: ${introduction(charted, now)}; press Run to run the new numbers.`;
  if (charted === null || freshness.kind !== 'edited') return null;
  if (charted.recalled !== undefined) {
    const { run, name } = charted.recalled;
    return `Charted again: run #${run}${name === '' ? '' : `, ${name}`}: ${introduction(charted, now)}. The text is another.`;
  }
  return freshness.saved
    ? `Edited and saved. The charts show the version before: ${introduction(charted, now)}.`
    : `Edited. The charts show the version before: ${introduction(charted, now)}; press Run to run this one.`;
}
