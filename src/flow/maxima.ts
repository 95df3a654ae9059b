/**
 * Search for finite local maxima of f below the best reward: the flow from many starts, at several scales around 0 and far out
 * near the direction in which each action dominates. A maximum that it finds exists; one that it does not find may exist too.
 */

import type { MaximaReport } from '../conditions/types.js';
import type { Work } from '../math/work.js';
import type { NumericRows } from '../model/problem.js';
import { directing } from './dominance.js';
import { Flow } from './flow.js';
import { type FlowProblem, preparingFlow } from './flowProblem.js';

/** A finite trap: a strict local maximum of f that is not optimal. */
export interface FiniteMaximum {
  readonly theta: Float64Array;
  readonly policy: Float64Array;
  readonly value: number;
  /** How many of the starts ended here. */
  readonly starts: number;
}

export interface MaximaSearch {
  readonly starts: number;
  /** The maximum that most starts ended at comes first. */
  readonly maxima: readonly FiniteMaximum[];
  /** How many starts ended at each action alone. */
  readonly actions: ReadonlyMap<number, number>;
  /** How many starts ended at a set of actions (tied or identical ones, or a face), and how many could not be settled. */
  readonly sets: number;
  readonly undecided: number;
}

export interface MaximaOptions {
  /** Default 200. */
  readonly starts?: number;
  /** Default 0. The same seed gives the same starts. */
  readonly seed?: number;
  /** No new start is followed once the steps so far have cost this much (`Flow.stepCost`). Default: no bound. */
  readonly budget?: number;
}

/** The standard deviations of the starts around 0, in coordinates where features differ by at most 1. */
const SCALES = [0.5, 2, 8, 32, 128] as const;
/** Two maxima whose policies are this close are the same one. */
const SAME = 1e-6;

/** Searches in short steps. The starts are always followed in the same order, and the first one always to its end. */
export function* searchMaxima(input: NumericRows, options: MaximaOptions = {}): Work<MaximaSearch> {
  const flow = new Flow(input, yield* preparingFlow(input));
  yield;
  const count = options.starts ?? 200;
  const budget = options.budget ?? Number.POSITIVE_INFINITY;
  const maxima: { -readonly [key in keyof FiniteMaximum]: FiniteMaximum[key] }[] = [];
  const actions = new Map<number, number>();
  let [done, spent, sets, undecided] = [0, 0, 0, 0];
  const draw = startsOf(flow.problem, options.seed ?? 0);
  for (let n = 0; n < count && spent <= budget; n++) {
    const start = yield* draw(n);
    const { limit, steps } = yield* flow.following(start);
    if (limit.kind === 'action') actions.set(limit.action, (actions.get(limit.action) ?? 0) + 1);
    else if (limit.kind === 'set') sets++;
    else if (limit.kind === 'undecided' || !limit.maximum) undecided++;
    else {
      const { theta, policy, value } = limit;
      const known = maxima.find((found) => policy.every((p, a) => Math.abs(p - found.policy[a]!) < SAME));
      if (known) known.starts++;
      else maxima.push({ theta, policy, value, starts: 1 });
    }
    done++;
    spent += steps * flow.stepCost;
  }
  return { starts: done, maxima: maxima.sort((a, b) => b.starts - a.starts), actions, sets, undecided };
}

/**
 * The starts, in the order in which they are followed: Gaussian ones at each scale, then near the direction in which one arm dominates, arm after
 * arm.
 */
function startsOf(problem: FlowProblem, seed: number): (n: number) => Work<Float64Array> {
  const { rank, input } = problem;
  const normal = normals(seed);
  const origin = new Float64Array(input.dimensions);
  const directionOf = directionsOf(problem);
  return function* (n) {
    const scale = SCALES[n % SCALES.length]!;
    const theta = Float64Array.from({ length: rank }, () => scale * normal());
    // Every other round starts along a cone, at the same scale.
    const round = Math.floor(n / SCALES.length);
    const p = round % 2 === 1 ? yield* directionOf((round - 1) / 2) : null;
    if (p) {
      const norm = Math.hypot(...p);
      for (let k = 0; k < rank; k++) theta[k] = 0.3 * theta[k]! + (4 * scale * p[k]!) / norm;
    }
    return problem.fromReduced(theta, origin);
  };
}

/**
 * The directions in which arms dominate, repeated without end, for the arms that have one; each is computed when it is asked for. null: no arm has
 * one.
 */
function directionsOf({ arms, rank, rows }: FlowProblem): (n: number) => Work<Float64Array | null> {
  const found: Float64Array[] = [];
  let next = 0;
  return function* (n) {
    while (found.length <= n && next < arms) {
      const i = next++;
      const differences = [...Array(arms).keys()]
        .filter((j) => j !== i)
        .map((j) => Float64Array.from({ length: rank }, (_, k) => rows[i * rank + k]! - rows[j * rank + k]!));
      yield;
      const p = differences.length > 0 ? yield* directing(differences) : new Float64Array(rank);
      if (p.some((v) => v !== 0)) found.push(p);
    }
    return found.length > 0 ? found[n % found.length]! : null;
  };
}

/** Standard normal numbers from a 32-bit counter (splitmix32, Box–Muller): the search needs spread, not statistical quality. */
function normals(seed: number): () => number {
  let counter = seed >>> 0;
  const uniform = (): number => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let z = counter;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32 + 2 ** -33;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** What the search found below the best reward, and where its other starts ended, the most frequent end first. */
export function reportOf({ rewards }: Pick<NumericRows, 'rewards'>, search: MaximaSearch): MaximaReport {
  const best = Math.max(...rewards);
  return {
    starts: search.starts,
    maxima: search.maxima
      .filter(({ value }) => value < best)
      .map(({ theta, policy, value, starts }) => ({
        theta: Array.from(theta),
        policy: Array.from(policy),
        value,
        starts,
      })),
    actions: [...search.actions]
      .map(([action, starts]) => ({ action, starts }))
      .sort((a, b) => b.starts - a.starts),
    sets: search.sets,
    unsettled: search.undecided,
  };
}
