/** Where gradient ascent on J with small steps leads from given starts. A forecast, never a proof. */
import type { PolicyEnd } from '../../conditions/policies/types.js';
import type { Work } from '../../math/work.js';
import type { MdpFlow, MdpLimit } from './flow.js';

/** Two finite ends whose policies are this close are the same one. */
const SAME = 1e-6;
/** A gap of at most this fraction of 1 + |J*| may be rounding error. */
const ROUNDING = 1e-10;

export interface FollowedStarts {
  readonly followed: number;
  /** The most frequent end first. */
  readonly ends: readonly PolicyEnd[];
}

/**
 * Where the flow ends, in short steps.
 *
 * @param best J*. @param starts d entries each. @param budget multiplications; once they are spent, no new start is followed.
 */
export function* followStarts(
  flow: MdpFlow,
  best: number,
  starts: Iterable<readonly number[]>,
  budget: number,
): Work<FollowedStarts> {
  const ends: PolicyEnd[] = [];
  let [spent, followed] = [0, 0];
  for (const start of starts) {
    if (spent > budget) break;
    const { limit, steps } = yield* flow.following(start);
    spent += steps * flow.stepCost;
    followed++;
    const end = endOf(limit, best);
    const known = ends.findIndex((other) => isSame(other, end));
    if (known < 0) ends.push(end);
    else ends[known] = { ...ends[known]!, count: ends[known]!.count + 1 };
  }
  return { followed, ends: ends.sort((a, b) => b.count - a.count) };
}

function endOf(limit: MdpLimit, best: number): PolicyEnd {
  if (limit.kind === 'undecided') return { kind: 'undecided', gap: null, reason: limit.reason, count: 1 };
  const { value } = limit;
  const below = best - value;
  const gap = below <= ROUNDING * (1 + Math.abs(best)) ? 0 : below;
  return limit.kind === 'policy'
    ? { kind: 'policy', pairs: limit.rows, value, gap, count: 1 }
    : { kind: 'finite', policy: Array.from(limit.policy), maximum: limit.maximum, value, gap, count: 1 };
}

function isSame(a: PolicyEnd, b: PolicyEnd): boolean {
  if (a.kind === 'policy')
    return b.kind === 'policy' && a.pairs.every((pairs, s) => pairs.join() === b.pairs[s]!.join());
  if (a.kind === 'finite')
    return b.kind === 'finite' && a.policy.every((p, i) => Math.abs(p - b.policy[i]!) < SAME);
  return b.kind === 'undecided' && a.reason.code === b.reason.code;
}
