/** How the cells of a plan are cut into jobs for workers. Changes when things are computed, never what. */
import { LANES, QUAD } from '../engine/lanes.js';
import { groupBy } from './groupBy.js';
import type { Cell } from './types.js';

/**
 * Cells that the engine can advance side by side (same shape, algorithm, gradient, noise and T) stand together, at most LANES in a batch
 * and never so many that a worker would go without; lanes are filled by fours, fewer than four runs go one after another. The most
 * expensive batch comes first, which evens out the finish.
 */
export function batches(cells: readonly Cell[], workers: number): Cell[][] {
  const cut: Cell[][] = [];
  for (const group of groupBy(cells, compatibility).values()) {
    const share = Math.ceil(group.length / workers);
    const size = share < QUAD ? share : Math.min(LANES, Math.ceil(share / QUAD) * QUAD);
    for (let from = 0; from < group.length; from += size) cut.push(group.slice(from, from + size));
  }
  return cut.sort((a, b) => cost(b) - cost(a));
}

function compatibility({ problem, job }: Cell): string {
  const { dimensions, rewards, noise } = problem;
  return JSON.stringify([
    rewards.length,
    dimensions,
    noise.kind,
    job.algorithm,
    job.gradient,
    job.learningRate.kind,
    job.stop.kind,
    job.iterations,
  ]);
}

/** Proportional to the arithmetic of the batch: iterations times features. */
function cost(batch: readonly Cell[]): number {
  return batch.reduce(
    (sum, { problem, job }) => sum + job.iterations * problem.rewards.length * (problem.dimensions + 4),
    0,
  );
}

/** A portion that took less than this is followed by larger ones, one that took more than that by smaller ones. Milliseconds. */
const BRISK = 200;
const SLOW = 500;

/**
 * How many runs of a batch one worker does at a time when each is kept as it ends. Runs side by side end together, so that a kill loses them
 * all: these are at first one, so that work that is stopped early again and again still gets on; then four, which take little longer than
 * one, and more only while that many are done within half a second.
 */
export class Portion {
  #size = 1;

  get size(): number {
    return this.#size;
  }

  /** Told after each portion, with the milliseconds that it took. */
  took(milliseconds: number): void {
    if (milliseconds < BRISK) this.#size = LANES;
    else if (milliseconds > SLOW) this.#size = QUAD;
    else this.#size = Math.max(this.#size, QUAD);
  }
}
