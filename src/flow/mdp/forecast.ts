/** Where gradient ascent on J with small steps leads from given starts. A forecast, never a proof. */
import type { PolicyEnd } from '../../conditions/policies/types.js';
import { Evaluation } from '../../engine/mdp/evaluation.js';
import type { Work } from '../../math/work.js';
import type { NumericProcess } from '../../model/numericMdp.js';
import { MAX_STEPS } from '../follow.js';
import type { MdpFlow, MdpLimit } from './flow.js';

/** The most multiplications for one start: of a large process fewer steps are followed. */
const MOST_OF_ONE = 5e9;
/** Two finite ends whose policies are this close are the same one. */
const SAME = 1e-6;

export interface FollowedStarts {
  readonly followed: number;
  /** The most frequent end first. */
  readonly ends: readonly PolicyEnd[];
}

/**
 * Where the flow ends, in short steps.
 *
 * @param shortfalls V* − Q* of each pair, exactly 0 where it is optimal. @param starts d entries each. @param budget multiplications; once they are spent, no new start is followed.
 */
export function* followStarts(
  flow: MdpFlow,
  shortfalls: Float64Array,
  starts: Iterable<readonly number[]>,
  budget: number,
): Work<FollowedStarts> {
  const ends: PolicyEnd[] = [];
  let [spent, followed] = [0, 0];
  const maxSteps = Math.min(MAX_STEPS, Math.ceil(MOST_OF_ONE / flow.stepCost));
  for (const start of starts) {
    if (spent > budget) break;
    const { limit, steps } = yield* flow.following(start, { maxSteps });
    spent += steps * flow.stepCost;
    followed++;
    const end = endOf(limit, flow.problem.input, shortfalls);
    const known = ends.findIndex((other) => isSame(other, end));
    if (known < 0) ends.push(end);
    else ends[known] = { ...ends[known]!, count: ends[known]!.count + 1 };
  }
  return { followed, ends: ends.sort((a, b) => b.count - a.count) };
}

function endOf(limit: MdpLimit, numbers: NumericProcess, shortfalls: Float64Array): PolicyEnd {
  if (limit.kind === 'undecided') return { kind: 'undecided', gap: null, reason: limit.reason, count: 1 };
  const { value } = limit;
  if (limit.kind === 'policy') {
    const gap = gapOf(oneOf(limit.rows, numbers), numbers, shortfalls);
    return { kind: 'policy', pairs: limit.rows, value, gap, count: 1 };
  }
  const policy = Array.from(limit.policy);
  const common = { policy, value, gap: gapOf(policy, numbers, shortfalls), count: 1 };
  return limit.kind === 'face'
    ? { kind: 'face', pairs: limit.rows, ...common }
    : { kind: 'finite', maximum: limit.maximum, ...common };
}

/** One of the policies that take these rows, which are tied. */
function oneOf(rows: readonly (readonly number[])[], { rewards, offsets }: NumericProcess): number[] {
  const policy = new Array<number>(rewards.length).fill(0);
  rows.forEach((own, state) => {
    if (own.length === 0) policy[offsets[state]!] = 1;
    for (const row of own) policy[row] = 1 / own.length;
  });
  return policy;
}

/**
 * J* − J = Σ_s d(s) Σ_a π(a|s) (V*(s) − Q*(s, a)) (the lemma of the performance difference, Kakade and Langford 2002): a sum of what is not negative, so that it is
 * exactly 0 at optimal policies, and right to all digits at those that are worse by next to nothing.
 */
function gapOf(policy: readonly number[], numbers: NumericProcess, shortfalls: Float64Array): number {
  const evaluation = new Evaluation(numbers);
  evaluation.setPolicy(policy);
  evaluation.evaluate();
  let gap = 0;
  numbers.start.forEach((_, s) => {
    for (let i = numbers.offsets[s]!; i < numbers.offsets[s + 1]!; i++)
      gap += evaluation.occupancy[s]! * policy[i]! * shortfalls[i]!;
  });
  return gap;
}

function isSame(a: PolicyEnd, b: PolicyEnd): boolean {
  if (a.kind === 'policy')
    return b.kind === 'policy' && a.pairs.every((pairs, s) => pairs.join() === b.pairs[s]!.join());
  if (a.kind === 'finite' || a.kind === 'face')
    return b.kind === a.kind && a.policy.every((p, i) => Math.abs(p - b.policy[i]!) < SAME);
  return b.kind === 'undecided' && a.reason.code === b.reason.code;
}
