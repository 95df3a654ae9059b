/**
 * The verdict in words: one claim at three lengths, for the status bar, a heading, and a sentence. Every place that shows a verdict takes its text
 * from here.
 */

import type { Analysis, Basis, CertificateTerm, Condition, VerdictKind } from '../conditions/types.js';
import type { Bandit } from '../model/bandit.js';
import type { RunSection } from '../model/run.js';
import { evidence } from './evidence.js';
import { attractors, either, list, mixture, withReward } from './format.js';
import { sizeInWords } from './reasons.js';
import { caveat, scopeOf, scopeText } from './scope.js';

export interface VerdictWords {
  /** `converges from almost every start`. */
  readonly claim: string;
  /** null: no claim is made. */
  readonly basis: Basis | null;
  /** `for exact gradients and small steps`, if the experiment goes beyond them; null: it does not, or no claim is made. */
  readonly scope: string | null;
  /** Why, and what the scope means, in sentences. */
  readonly reason: string;
  /** `converges from almost every start (proved, for small steps)`. */
  readonly status: string;
  /** `Converges from almost every start`. */
  readonly heading: string;
  /** The whole sentence: `Converges from almost every start (proved): the order of the rewards is preserved …`. */
  readonly sentence: string;
}

/** The claim about one bandit. */
export const CLAIM: Readonly<Record<VerdictKind, string>> = {
  always: 'converges from almost every start',
  depends: 'depends on the start',
  never: 'never reaches the best action',
  undecided: 'undecided',
};

/** The claim about several bandits, after their number. */
export const CLAIM_OF_MANY: Readonly<Record<VerdictKind, string>> = {
  always: 'converge from almost every start',
  depends: 'depend on the start',
  never: 'never reach the best action',
  undecided: 'undecided',
};

/** @param run null: the text has no experiment */
export function verdictWords(bandit: Bandit, analysis: Analysis, run: RunSection | null): VerdictWords {
  const { kind, basis: known, complete } = analysis.verdict;
  const basis = kind === 'undecided' ? null : known;
  const claim = claimOf(bandit, analysis);
  // Whatever no parameter represents is out of reach of every method, and an open question promises nothing, so neither needs a scope.
  const bounded = kind === 'always' || kind === 'depends' ? scopeOf(bandit, run) : null;
  const scope = bounded && scopeText(bounded);
  const reason = complete || kind !== 'undecided' ? reasonOf(bandit, analysis) : STILL_CHECKING;
  const whole = bounded ? `${reason} ${caveat(bounded)}` : reason;
  return wordsOf({ claim, basis, scope, reason: whole });
}

/** The claim at its three lengths. @param parts `reason` begins with a lower-case letter */
export function wordsOf({
  claim,
  basis,
  scope,
  reason,
}: Pick<VerdictWords, 'claim' | 'basis' | 'scope' | 'reason'>): VerdictWords {
  const heading = capital(claim);
  const inBrackets = [basis, scope].filter((one) => one !== null).join(', ');
  return {
    claim,
    basis,
    scope,
    reason: capital(reason),
    status: inBrackets ? `${claim} (${inBrackets})` : claim,
    heading,
    sentence: `${heading}${inBrackets ? ` (${inBrackets})` : ''}: ${reason}`,
  };
}

const STILL_CHECKING = 'some conditions are still being checked.';

function claimOf(bandit: Bandit, { verdict: { kind, complete, optimal } }: Analysis): string {
  if (kind === 'undecided' && !complete) return 'not decided yet';
  return kind === 'always' && optimal.length === bandit.names.length
    ? 'every policy is optimal'
    : CLAIM[kind];
}

function reasonOf(bandit: Bandit, analysis: Analysis): string {
  const { verdict, conditions } = analysis;
  const best = list(verdict.optimal.map((action) => withReward(bandit, action)));
  switch (verdict.kind) {
    case 'never': {
      const exposed = conditions.find(({ id }) => id === 'exposed')!;
      return `no parameter θ gives a near-optimal policy. ${hidden(bandit, exposed.actions[0]!, exposed.certificate ?? [])}`;
    }
    case 'depends':
      return `from an open set of initial θ, Lin-SPG converges to ${attractors(bandit, conditions, verdict.traps)} instead of ${either(
        verdict.optimal.map((action) => withReward(bandit, action)),
      )}.`;
    case 'always':
      return verdict.optimal.length === bandit.names.length
        ? 'every action has the same reward.'
        : `the order of the rewards is preserved and no action traps, so Lin-SPG converges to ${verdict.optimal.length === 1 ? best : `the best reward, shared by ${best}`}${unless(bandit, conditions)}.`;
    case 'undecided':
      return [
        undecided(bandit, conditions),
        ...(analysis.maxima ? [evidence(bandit, analysis.maxima)] : []),
      ].join(' ');
  }
}

function unless(bandit: Bandit, conditions: readonly Condition[]): string {
  const unchecked = conditions.filter(({ unlessCoincidence }) => unlessCoincidence);
  const names = unchecked.map(({ action }) => bandit.names[action!]!);
  return names.length > 0
    ? `, unless features coincide exactly at ${list(names, 3)}: the search for that was cut short`
    : '';
}

function hidden(bandit: Bandit, action: number, terms: readonly CertificateTerm[]): string {
  const name = bandit.names[action]!;
  if (terms.length === 1)
    return `${name} has the same features as ${withReward(bandit, terms[0]!.to)}, so it never has more probability than ${bandit.names[terms[0]!.to]}.`;
  return `The features of ${name} lie between those of other actions: x(${name}) ${mixture(bandit, terms)}.`;
}

function undecided(bandit: Bandit, conditions: readonly Condition[]): string {
  if (
    conditions.some(({ id, tooLarge }) => tooLarge && (id === 'exposed' || id === 'order' || id === 'trap'))
  ) {
    const shape = { actions: bandit.names.length, dimensions: bandit.features[0]!.length };
    return `${sizeInWords(shape)} are too many for the conditions that decide; cheap conditions only. The experiment runs all the same.`;
  }
  const open = conditions.filter(({ id, holds }) => id === 'trap' && holds === null);
  const names = list(open.map(({ action }) => bandit.names[action!]!));
  if (conditions.find(({ id }) => id === 'order')?.holds) {
    return `the order of the rewards is preserved, but ${names} may trap Lin-SPG: a boundary case that the conditions leave open.`;
  }
  return open.length > 0
    ? `the order of the rewards is not preserved, so a finite local maximum is not excluded, and ${names} may trap Lin-SPG: a boundary case.`
    : 'no action traps Lin-SPG, but the order of the rewards is not preserved, so a finite local maximum is not excluded.';
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
