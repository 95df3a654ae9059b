/** Which limits of flows are the same end: what a basin of attraction is the basin of. */
import type { Limit } from './flow.js';
import type { MdpLimit } from './mdp/flow.js';

/** The end of a flow as plain data. Actions are indices in the order of the text, and so are rows, the pairs of a process. */
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
  /** Of a process: the rows of each state that the policy tends to, one or tied ones; none of states that it does not come to. */
  | { readonly kind: 'policy'; readonly rows: readonly (readonly number[])[]; readonly value: number }
  | { readonly kind: 'undecided' };

/** Two finite ends with policies this close are the same one. */
const SAME = 1e-6;

export function endOf(limit: Limit | MdpLimit): End {
  switch (limit.kind) {
    case 'finite':
      return { ...limit, theta: Array.from(limit.theta), policy: Array.from(limit.policy) };
    case 'undecided':
      return { kind: 'undecided' };
    default:
      return limit;
  }
}

export function sameEnd(a: End, b: End): boolean {
  if (a.kind === 'action') return b.kind === 'action' && a.action === b.action;
  if (a.kind === 'set') {
    return (
      b.kind === 'set' &&
      a.actions.length === b.actions.length &&
      a.actions.every((x, i) => x === b.actions[i])
    );
  }
  if (a.kind === 'finite') {
    return b.kind === 'finite' && a.policy.every((p, i) => Math.abs(p - b.policy[i]!) < SAME);
  }
  if (a.kind === 'policy') {
    return b.kind === 'policy' && a.rows.every((rows, s) => rows.join() === b.rows[s]!.join());
  }
  return b.kind === 'undecided';
}

/** So many different ends a list tells apart, so that a position fits into a byte with one to spare. */
const MOST_ENDS = 254;

/** The position of an end in a list, to which it is added if it is new. In a full list it counts as undecided. */
export function indexOfEnd(ends: End[], end: End): number {
  const known = ends.findIndex((other) => sameEnd(other, end));
  if (known >= 0) return known;
  if (ends.length >= MOST_ENDS && end.kind !== 'undecided') return indexOfEnd(ends, { kind: 'undecided' });
  return ends.push(end) - 1;
}
