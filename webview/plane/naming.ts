/** The names of the ends of flows and of their values, for a bandit and for a process. Pure. */
import { shortPolicyName } from '../../src/diagnostics/policyShort.js';
import { type End, sameEnd } from '../../src/flow/ends.js';
import type { Subject } from '../../src/shared/messages.js';
import { equal, figure, probability } from '../format.js';
import { rowsOf } from '../process/format.js';
import { likeliest } from '../process/strip.js';
import { finiteNumbers } from './endLooks.js';
import type { PlaneProblem } from './problem.js';
import type { Known } from './slices.js';

export interface Naming {
  readonly subject: Subject;
  /** The greatest value of any policy. */
  readonly greatest: number;
  /** For a process, the best policy in reach: a row for each state; null: not known. */
  readonly best: readonly number[] | null;
}

/** A difference of values below this fraction of 1 + the greatest value may be rounding error. */
const ROUNDING = 1e-12;
/** The most actions, or states, that are listed for a policy. */
const MOST_TOLD = 4;

export function namingOf({ subject, field }: Pick<PlaneProblem, 'subject' | 'field'>, known: Known): Naming {
  return { subject, greatest: field.greatest, best: known?.policies?.best ?? null };
}

/** The symbol of the climbed function. */
export function valueSymbol({ process }: Pick<Subject, 'process'>): 'f' | 'J' {
  return process ? 'J' : 'f';
}

/** @param ends those of the shown map, whose finite points have numbers */
export function endName(end: End, naming: Naming, ends: readonly End[] = []): string {
  const { subject, best } = naming;
  const { actions, optimal, process } = subject;
  switch (end.kind) {
    case 'action':
      return `${actions[end.action] ?? '?'}${optimal.includes(end.action) ? ' (optimal)' : ''}`;
    case 'set':
      return `a mixture of ${end.actions.map((a) => actions[a] ?? '?').join(', ')}`;
    case 'policy': {
      const name = shortPolicyName(process!, end.rows, best);
      if (gapOf(end.value, naming) === 0 && (best === null || name === 'best')) return `${name} (optimal)`;
      return name === 'best' ? 'best in reach' : name;
    }
    case 'face':
      return `a mixture of ${end.rows
        .filter(({ length }) => length > 1)
        .flat()
        .map((row) => actions[row] ?? '?')
        .join(', ')}`;
    case 'finite': {
      const known = ends.find((other) => sameEnd(other, end));
      const number = known && finiteNumbers(ends).get(known);
      return `${number === undefined ? 'a finite point' : `finite point ${number}`}, ${valueSymbol(subject)} ${equal(end.value)}`;
    }
    case 'undecided':
      return 'undecided';
  }
}

/** Where the flow from a point ends, in a clause. */
export function forecastLine(end: End, naming: Naming, ends: readonly End[] = []): string {
  if (end.kind === 'undecided') return 'undecided';
  const gap = gapOf(end.value, naming);
  const below = gap > 0 ? `, ${figure(gap)} below the best` : '';
  switch (end.kind) {
    case 'action':
      return `ends at ${naming.subject.actions[end.action]}${below || ', the best'}`;
    case 'policy':
      return `ends at ${endName(end, naming)}, J ${equal(end.value)}${below}`;
    case 'set':
    case 'face':
      return `ends at ${endName(end, naming, ends)}${below}`;
    case 'finite':
      return `stops at ${endName(end, naming, ends)}${below}`;
  }
}

/** The most probable actions: `a2 95.1 %, a1 3.0 %`; for a process, those of the first states with a choice. */
export function policyLine(policy: ArrayLike<number>, subject: Subject): string {
  const { actions, offsets, process } = subject;
  const told = process
    ? offsets
        .slice(1)
        .map((_, state) => rowsOf(subject, state))
        .filter((rows) => rows.length > 1)
        .map((rows) => likeliest(policy, rows))
    : Array.from(policy, (_, action) => action).sort((a, b) => policy[b]! - policy[a]!);
  return told
    .slice(0, MOST_TOLD)
    .map((row) => `${actions[row]} ${probability(policy[row]!)}`)
    .join(', ');
}

function gapOf(value: number, { greatest }: Naming): number {
  const gap = greatest - value;
  return gap <= ROUNDING * (1 + Math.abs(greatest)) ? 0 : gap;
}
