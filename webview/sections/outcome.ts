/** What a run was observed to do, in a sentence that claims nothing about what it would have done. */
import { SETTLED, type Signature, signatureOf } from '../../src/experiment/signature.js';
import type { ChartedRun, Subject } from '../../src/shared/messages.js';
import { slopeText } from '../charts/reference.js';
import { count, figure, probability } from '../format.js';
import { placesInWords, reachedInWords } from '../process/format.js';
import { explanationOf } from './explain.js';

/** Its line, and the number of the run within this line. */
export function nameOf(
  { facts }: ChartedRun,
  { ofFamily = false }: { readonly ofFamily?: boolean } = {},
): string {
  const instance = ofFamily ? `, instance ${facts.instance}` : '';
  return `${facts.label}${instance}${facts.gradient === 'sampled' ? `, repeat ${facts.repeat + 1}` : ''}`;
}

/** One or two words, for a cell. */
export function signatureWords(run: ChartedRun, subject: Subject): string {
  const signature = signatureOf(run, subject);
  if (signature === null) return run.ending === null ? 'not ended' : '';
  switch (signature.kind) {
    case 'converged':
      return 'converged';
    case 'slow':
      return 'slow';
    case 'stuck':
      return subject.process
        ? `stuck: ${placesInWords(subject, signature.rows)}`
        : `${STUCK}${subject.actions[signature.rows[0]!]}`;
    case 'finite-point':
      return 'at a finite point';
    case 'exploding':
      return 'exploding';
    case 'unsettled':
      return 'not converged by T';
  }
}

/** The words for each recording that has ended, since a table of many runs asks for them at every update. */
const known = new WeakMap<ChartedRun['recording'], { readonly subject: Subject; readonly words: string }>();

/** `signatureWords` with what explains the outcome. */
export function outcomeWords(run: ChartedRun, subject: Subject): string {
  if (run.ending === null) return signatureWords(run, subject);
  const found = known.get(run.recording);
  if (found?.subject === subject) return found.words;
  const words = explainedWords(run, subject);
  known.set(run.recording, { subject, words });
  return words;
}

function explainedWords(run: ChartedRun, subject: Subject): string {
  const words = signatureWords(run, subject);
  const stuck = words.startsWith(STUCK) ? words.slice(STUCK.length) : null;
  switch (explanationOf(run, subject)) {
    case 'slow':
      return stuck === null ? 'slow' : `slow: still on ${stuck} at T`;
    case 'saddle':
      return stuck === null ? 'at a saddle' : `on a boundary, at ${stuck}`;
    case 'maximum':
      return 'at a local maximum';
    case 'sampled':
      return `${words}, sampled`;
    case 'large-steps':
      return `${words}, large steps`;
    case null:
      return words;
  }
}

const STUCK = 'stuck on ';

/** A sentence about what explains a run that has not arrived; null: nothing does. */
export function explanationLine(run: ChartedRun, subject: Subject): string | null {
  const best = subject.optimal.map((action) => subject.actions[action]).join(', ');
  switch (explanationOf(run, subject)) {
    case 'slow':
      return `It is slow: from where it stands the flow goes on to ${best}.`;
    case 'saddle':
      return `It stands at a saddle or on a boundary, where only starts of measure zero lead: from beside it the flow goes on to ${best}.`;
    case 'maximum':
      return 'It stands at a finite local maximum of the expected reward.';
    case 'sampled':
      return 'Its gradients are sampled: the verdict and the forecast are about exact ones.';
    case 'large-steps':
      return 'Its steps are longer than the theory rate: the verdict and the forecast are about small ones.';
    case null:
      return null;
  }
}

export function endLine(run: ChartedRun, subject: Subject): string {
  const { ending, recording } = run;
  const policy = recording.policy.at(-1);
  const signature = signatureOf(run, subject);
  if (signature?.kind === 'exploding') {
    return `Exploding: a number left the finite ones at iteration ${count(signature.at)}; the steps are too large.`;
  }
  if (policy === undefined) return 'Nothing recorded yet.';
  const at = count(recording.iterations.at(-1) ?? 0);
  const where = whereIn(run, policy, subject);
  if (signature === null) return `At iteration ${at} so far: ${where}.`;
  const when =
    ending?.kind === 'stopped'
      ? `iteration ${at}, stopped by its ${ending.by} rule`
      : ending?.kind === 'stalled'
        ? `T = ${at} (backtracking found no step from iteration ${count(ending.at)} on)`
        : `T = ${at}`;
  const why = signature.kind === 'slow' ? null : explanationLine(run, subject);
  return `${judged(signature, subject, when)} ${where}.${why === null ? '' : ` ${why}`}`;
}

/** The policy at the end, by states. */
function whereIn(run: ChartedRun, policy: readonly number[], { actions, process }: Subject): string {
  if (process) return reachedInWords(run);
  const best = policy.indexOf(Math.max(...policy));
  const likeliest = `${actions[best]} has probability ${probability(policy[best]!)}`;
  return run.ending === null ? likeliest : `${likeliest}, gap ${figure(run.recording.gap.at(-1) ?? null)}`;
}

function judged(
  signature: Exclude<Signature, { kind: 'exploding' }>,
  subject: Subject,
  when: string,
): string {
  switch (signature.kind) {
    case 'converged': {
      const slope =
        signature.slope === null ? '' : `, gap ~ t^${slopeText(signature.slope)} over the last decade`;
      const optimal = `Converged by ${when} to optimal actions, which have ${probability(SETTLED)} or more together`;
      return subject.process
        ? `${optimal} in ${statesInWords(signature.states)}${slope}:`
        : `${optimal}${slope}:`;
    }
    case 'slow':
      return `Slow: not converged by ${when}, but the gap falls${signature.slope === null ? '' : ` like t^${slopeText(signature.slope)}`} over the last decade:`;
    case 'stuck':
      return subject.process
        ? `Stuck on ${placesInWords(subject, signature.rows)}, not optimal: not converged by ${when}, and the gap does not fall:`
        : `Stuck on ${subject.actions[signature.rows[0]!]}, which is not optimal: not converged by ${when}, and the gap does not fall:`;
    case 'finite-point':
      return `Not converged by ${when}: the gradient is all but 0 (‖${subject.process ? '∇J' : '∇f'}‖ = ${figure(signature.gradientNorm)}) while ${subject.process ? 'in some state ' : ''}no action is settled on:`;
    case 'unsettled':
      return `Not converged by ${when}; nothing more can be said of it:`;
  }
}

/** `each of the 17 states that an optimal policy visits`. */
export function statesInWords(states: number): string {
  return states === 1
    ? 'the one state that an optimal policy visits'
    : `each of the ${count(states)} states that an optimal policy visits`;
}
