/**
 * A start inside the trap of an action: far enough along the min-norm point p of {x_i − x_j : r_j < r_i} the flow only ever goes on.
 */

import { dot } from '../math/dot.js';
import { finish, type Work } from '../math/work.js';
import { directionOf } from './dominance.js';
import type { Flow } from './flow.js';

/** Greatest number of doublings of the distance. */
const DOUBLINGS = 40;

/**
 * θ = t·p, rounded to three digits, from which the flow ends at `action` (or at its arm, if other actions have the same row). The least such
 * t of a doubling sequence. null: the action does not attract, or no start was found.
 */
export function trapStart(flow: Flow, action: number): number[] | null {
  return finish(trapStarting(flow, action));
}

export function* trapStarting(flow: Flow, action: number): Work<number[] | null> {
  const { problem } = flow;
  const { rank, rows, rewards, members, input } = problem;
  const i = members.findIndex((arm) => arm.includes(action));
  const difference = (j: number) =>
    Float64Array.from({ length: rank }, (_, k) => rows[i * rank + k]! - rows[j * rank + k]!);
  const arms = [...rewards.keys()].filter((j) => j !== i);
  const worse = arms.filter((j) => rewards[j]! < rewards[i]!).map(difference);
  if (worse.length === 0) return null;
  const p = directionOf(worse);
  const square = dot(p, p);
  const better = arms.filter((j) => rewards[j]! > rewards[i]!).map(difference);
  const tied = arms.filter((j) => rewards[j]! === rewards[i]!).map(difference);
  if (square === 0 || better.some((y) => dot(y, p) <= square) || tied.some((y) => dot(y, p) <= 0))
    return null;
  const origin = new Float64Array(input.d);
  // At t = 1/‖p‖² the slowest worse arm is one nat behind.
  for (let n = 0, t = 1 / square; n < DOUBLINGS; n++, t *= 2) {
    const far = problem.fromReduced(
      p.map((v) => t * v),
      origin,
    );
    const theta = roundTogether(far);
    const { limit } = yield* flow.following(theta);
    if (limit.kind === 'action' && limit.action === action) return theta;
    if (limit.kind === 'set' && members[i]!.length > 1 && sameActions(limit.actions, members[i]!))
      return theta;
  }
  return null;
}

/** Rounded to a thousandth of the greatest entry's power of ten, so the direction changes by less than 1/1000. */
function roundTogether(v: Float64Array): number[] {
  const greatest = Math.max(...v.map(Math.abs));
  const decimals = 3 - Math.ceil(Math.log10(greatest));
  return Array.from(v, (x) => roundTo(x, decimals));
}

/** x to a number of decimals (negative: tens, hundreds …), with the shortest decimal literal. */
function roundTo(x: number, decimals: number): number {
  return Number(`${Math.round(x * 10 ** decimals)}e${-decimals}`) + 0;
}

const sameActions = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x));
