/**
 * The order of numbers as they are written. Two different numbers may have the same double, and then only the exact numbers tell them apart. Which
 * actions are optimal, and which are tied, is decided here and nowhere else.
 */
import type { Fraction } from 'fraction.js';
import type { Bandit, Real } from './bandit.js';
import { isWrittenAlike, toFraction } from './rational.js';

/** Compares the exact numbers: negative if a < b, 0 if they are equal, positive if a > b. */
export function compareReals(a: Real, b: Real): number {
  // Rounding to the nearest double keeps the order, so doubles that differ are in the order of the exact numbers.
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return isWrittenAlike(a, b) ? 0 : toFraction(a).compare(toFraction(b));
}

/** The indices 0 … count − 1, grouped by equality, greatest group first; ascending within a group. */
export function levelsBy(count: number, compare: (a: number, b: number) => number): number[][] {
  const work = levelling(count, compare);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** This many indices are sorted, merged or grouped between two pauses. */
const PAUSE = 500;

/** `levelsBy` in short steps. */
export function* levelling(
  count: number,
  compare: (a: number, b: number) => number,
): Generator<undefined, number[][]> {
  const levels: number[][] = [];
  for (const [n, index] of (yield* sorting(count, (a, b) => compare(b, a))).entries()) {
    const level = levels.at(-1);
    if (level && compare(level[0]!, index) === 0) level.push(index);
    else levels.push([index]);
    if (n % PAUSE === PAUSE - 1) yield;
  }
  return levels;
}

/** The indices 0 … count − 1 in ascending order, in short steps: a stable merge sort of sorted runs. */
export function* sorting(
  count: number,
  compare: (a: number, b: number) => number,
): Generator<undefined, number[]> {
  const inOrder = (a: number, b: number) => compare(a, b) || a - b;
  let runs: number[][] = [];
  for (let first = 0; first < count; first += PAUSE) {
    const length = Math.min(PAUSE, count - first);
    runs.push(Array.from({ length }, (_, index) => first + index).sort(inOrder));
    yield;
  }
  while (runs.length > 1) {
    const merged: number[][] = [];
    for (let n = 0; n < runs.length; n += 2)
      merged.push(yield* merging(runs[n]!, runs[n + 1] ?? [], inOrder));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Merges two sorted lists. */
function* merging(
  a: readonly number[],
  b: readonly number[],
  compare: (a: number, b: number) => number,
): Generator<undefined, number[]> {
  const merged: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    merged.push(compare(a[i]!, b[j]!) <= 0 ? a[i++]! : b[j++]!);
    if (merged.length % PAUSE === 0) yield;
  }
  return [...merged, ...a.slice(i), ...b.slice(j)];
}

/** The actions by reward, best first; actions of one level have exactly equal rewards. */
export function rewardLevels({ rewards }: Pick<Bandit, 'rewards'>): number[][] {
  return levelsBy(rewards.length, (a, b) => compareReals(rewards[a]!, rewards[b]!));
}

/** The actions with the greatest reward, ascending. */
export function optimalActions({ rewards }: Pick<Bandit, 'rewards'>): number[] {
  let best: number[] = [];
  rewards.forEach((reward, action) => {
    const order = best.length === 0 ? 1 : compareReals(reward, rewards[best[0]!]!);
    if (order > 0) best = [action];
    else if (order === 0) best.push(action);
  });
  return best;
}

/** The exact mean of n ≥ 1 rewards. */
export function meanReward(rewards: readonly Real[]): Fraction {
  const [first, ...others] = rewards.map(toFraction);
  return others.length === 0
    ? first!
    : others.reduce((sum, each) => sum.add(each), first!).div(rewards.length);
}
