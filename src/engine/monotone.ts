/** How large a constant step of exact Lin-SPG may be before one lowers f: observed by runs, not proved. */
import type { NumericProblem } from '../model/problem.js';
import { Iterate } from './iterate.js';
import type { RunJob } from './types.js';

export interface MonotoneRate {
  /** With this η no step lowered f. */
  readonly rises: number;
  /** With this larger η the step `at`, from 1 on, lowered f; null: none of those that were tried did. */
  readonly falls: { readonly rate: number; readonly at: number } | null;
}

/** The two rates are this close together. */
const RATIO = 1.001;
/** So many doublings of the first rate are tried. */
const DOUBLINGS = 10;
/** The gap is computed to about 1e−14 of itself; what it grows by within this is rounding. */
const ROUNDING = 1e-12;

/**
 * By bisection between a rate with which no step lowers f and one with which some step does. Smaller rates may lower f too: what is between was not
 * tried.
 *
 * @param theta θ₀, d entries
 * @param steps of each run
 * @param first the rate to begin with, > 0
 * @returns null: with that one a step lowers f already
 */
export function monotoneRate(
  problem: NumericProblem,
  theta: readonly number[],
  steps: number,
  first: number,
): MonotoneRate | null {
  const fallOf = (rate: number) => firstFall(problem, theta, steps, rate);
  let rises = first;
  if (fallOf(rises) !== null) return null;
  let falls: MonotoneRate['falls'] = null;
  for (let n = 0; n < DOUBLINGS && falls === null; n++) {
    const at = fallOf(2 * rises);
    if (at === null) rises *= 2;
    else falls = { rate: 2 * rises, at };
  }
  while (falls !== null && falls.rate > RATIO * rises) {
    const rate = Math.sqrt(rises * falls.rate);
    const at = fallOf(rate);
    if (at === null) rises = rate;
    else falls = { rate, at };
  }
  return { rises, falls };
}

/** The first step that lowers f; null: none does, until θ leaves the finite numbers. */
function firstFall(
  problem: NumericProblem,
  theta: readonly number[],
  steps: number,
  rate: number,
): number | null {
  const job: RunJob = {
    algorithm: 'lin-spg',
    gradient: 'exact',
    baseline: 'none',
    learningRate: { kind: 'constant', rate },
    theta,
    iterations: steps,
    checkpoints: [],
    stop: { kind: 'never' },
    stream: [0, 0, 0],
  };
  const iterate = new Iterate(problem, job);
  iterate.advance(0);
  let gap = iterate.gap();
  for (let step = 1; step <= steps; step++) {
    if (iterate.advance(step) !== null) return null;
    const next = iterate.gap();
    if (next > gap * (1 + ROUNDING)) return step;
    gap = next;
  }
  return null;
}
