/** A start inside the trap of an action: far enough along the min-norm point p of {x_i − x_j : r_j < r_i}, the flow never turns back. */

import { dot } from '../math/dot.js';
import { finish, type Work } from '../math/work.js';
import { directing } from './dominance.js';
import type { Flow, Limit } from './flow.js';

/** Greatest number of doublings of the distance. */
const DOUBLINGS = 40;
/** For a trap with a margin below this fraction of ‖p‖², a start is given only if `dominance.ts` shows that its flow stays. */
const THIN = 1e-2;
/** A margin below this fraction of ‖p‖² may be rounding error. */
const ROUNDING = 1e-9;
/** The options of a second integration, which has to reach the same end. */
const FINER = { precision: 1e-3, maxSteps: 20_000 };

/**
 * θ = t·p, rounded to three digits, with the least t of a doubling sequence from which the flow ends at `action` (or at its arm, if other
 * actions have the same row), and does so too when it is followed a thousand times more finely. For a thin trap, the first point of this
 * flow at which its end is certain. null: the action does not attract, or no start was found that double precision shows to be inside.
 */
export function trapStart(flow: Flow, action: number): number[] | null {
  return finish(trapStarting(flow, action));
}

/** `trapStart` in short steps. */
export function* trapStarting(flow: Flow, action: number): Work<number[] | null> {
  const { problem } = flow;
  const { rank, rows, rewards, members, input } = problem;
  const i = members.findIndex((arm) => arm.includes(action));
  const difference = (j: number) =>
    Float64Array.from({ length: rank }, (_, k) => rows[i * rank + k]! - rows[j * rank + k]!);
  const arms = [...rewards.keys()].filter((j) => j !== i);
  const worse = arms.filter((j) => rewards[j]! < rewards[i]!).map(difference);
  if (worse.length === 0) return null;
  const p = yield* directing(worse);
  const square = dot(p, p);
  if (square <= ROUNDING ** 2) return null;
  const margins = arms
    .filter((j) => rewards[j]! > rewards[i]!)
    .map((j) => dot(difference(j), p) / square - 1)
    .concat(arms.filter((j) => rewards[j]! === rewards[i]!).map((j) => dot(difference(j), p) / square));
  const margin = margins.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  if (margin <= ROUNDING) return null;
  const ends = (limit: Limit) =>
    (limit.kind === 'action' && limit.action === action) ||
    (limit.kind === 'set' && members[i]!.length > 1 && sameActions(limit.actions, members[i]!));
  const origin = new Float64Array(input.dimensions);
  // At t = 1/‖p‖² the slowest worse arm is one nat behind.
  for (let n = 0, t = 1 / square; n < DOUBLINGS; n++, t *= 2) {
    const far = problem.fromReduced(
      p.map((v) => t * v),
      origin,
    );
    const theta = roundTogether(far, 3);
    const { limit, theta: settled } = yield* flow.following(theta);
    if (!ends(limit)) continue;
    if (margin >= THIN) {
      if (ends((yield* flow.following(theta, FINER)).limit)) return theta;
      continue;
    }
    for (const digits of [3, 6, 9, 12, 15]) {
      const inside = roundTogether(settled, digits);
      const followed = yield* flow.following(inside);
      if (followed.steps === 0 && ends(followed.limit)) return inside;
    }
  }
  return null;
}

/** v rounded to this many digits of its greatest entry: with 3, the direction changes by less than 1/1000. */
function roundTogether(v: Float64Array, digits: number): number[] {
  const greatest = Math.max(...v.map(Math.abs));
  const decimals = digits - Math.ceil(Math.log10(greatest));
  return Array.from(v, (x) => roundTo(x, decimals));
}

/** x to this many decimals (negative: tens, hundreds …), with the shortest decimal literal. */
function roundTo(x: number, decimals: number): number {
  return Number(`${Math.round(x * 10 ** decimals)}e${-decimals}`) + 0;
}

const sameActions = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((x) => b.includes(x));
