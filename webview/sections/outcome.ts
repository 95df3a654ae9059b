/** Where a run was observed to be when it ended, in a sentence that claims nothing about what it would have done. */
import type { ChartedRun, Subject } from '../../src/shared/messages.js';
import { count, figure, probability } from '../words.js';

export function endLine({ ending, recording, facts }: ChartedRun, subject: Subject): string {
  const at = count(recording.iterations.at(-1) ?? 0);
  const policy = recording.policy.at(-1);
  if (ending?.kind === 'overflow') {
    return `A parameter left the finite numbers at iteration ${count(ending.at)}: the steps are too large.`;
  }
  if (policy === undefined) return 'Nothing recorded yet.';
  const when =
    ending === null
      ? `At iteration ${at} so far`
      : ending.kind === 'stopped'
        ? `Stopped at iteration ${at} by its ${ending.by} rule`
        : `At T = ${at}`;
  const best = policy.indexOf(Math.max(...policy));
  const where = `${subject.actions[best]} has probability ${probability(policy[best]!)}`;
  if (subject.optimal.includes(best))
    return `${when}: ${where}; it is optimal. Gap ${figure(recording.gap.at(-1) ?? null)}.`;
  return ending?.kind === 'finished'
    ? `Not converged by T = ${count(facts.iterations)}: ${where}; it is not optimal.`
    : `${when}: ${where}; it is not optimal.`;
}
