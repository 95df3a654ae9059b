/** Which limits of flows count as the same end. A basin of attraction belongs to an end. */
import type { Limit } from './flow.js';
import type { MdpLimit } from './mdp/flow.js';

/** The end of a flow as plain data. Actions are indices in the order of the text; rows are the pairs of a process, in the same order. */
export type End =
  | { readonly kind: 'action'; readonly action: number; readonly value: number }
  | { readonly kind: 'set'; readonly actions: readonly number[]; readonly value: number }
  | {
      readonly kind: 'finite';
      readonly theta: readonly number[];
      readonly policy: readonly number[];
      readonly value: number;
      readonly maximum: boolean;
    }
  /** For a process: the rows of each state that the policy tends to, one or several tied ones; none for a state that it does not visit. */
  | { readonly kind: 'policy'; readonly rows: readonly (readonly number[])[]; readonly value: number }
  /** For a process: a mixture of these rows of each state, with the probability of each row, that is reached only as ‖θ‖ → ∞. */
  | {
      readonly kind: 'face';
      readonly rows: readonly (readonly number[])[];
      readonly policy: readonly number[];
      readonly value: number;
    }
  | { readonly kind: 'undecided' };

/** Two finite ends whose policies are this close are the same one. */
const SAME = 1e-6;

/** The limit of a flow as plain data. */
export function endOf(limit: Limit | MdpLimit): End {
  switch (limit.kind) {
    case 'finite':
      return { ...limit, theta: Array.from(limit.theta), policy: Array.from(limit.policy) };
    case 'face':
      return { ...limit, policy: Array.from(limit.policy) };
    case 'undecided':
      return { kind: 'undecided' };
    default:
      return limit;
  }
}

/** Are two ends the same? Finite ones are if their policies agree up to 1e-6. */
export function sameEnd(a: End, b: End): boolean {
  if (a.kind === 'action') return b.kind === 'action' && a.action === b.action;
  if (a.kind === 'set') {
    return (
      b.kind === 'set' &&
      a.actions.length === b.actions.length &&
      a.actions.every((x, i) => x === b.actions[i])
    );
  }
  if (a.kind === 'finite' || a.kind === 'face') {
    return b.kind === a.kind && a.policy.every((p, i) => Math.abs(p - b.policy[i]!) < SAME);
  }
  if (a.kind === 'policy') {
    return b.kind === 'policy' && a.rows.every((rows, s) => rows.join() === b.rows[s]!.join());
  }
  return b.kind === 'undecided';
}

/** A list distinguishes at most this many ends, so that a position fits into a byte with one value to spare. */
const MOST_ENDS = 254;

/** The position of an end in a list. A new end is added; if the list is full, it counts as undecided. */
export function indexOfEnd(ends: End[], end: End): number {
  const known = ends.findIndex((other) => sameEnd(other, end));
  if (known >= 0) return known;
  if (ends.length >= MOST_ENDS && end.kind !== 'undecided') return indexOfEnd(ends, { kind: 'undecided' });
  return ends.push(end) - 1;
}
