/** How the cells of a plan are divided into jobs for workers. It affects when results are computed, never the results. */
import { LANES, QUAD } from '../engine/lanes.js';
import { groupBy } from './groupBy.js';
import type { Cell } from './types.js';

/**
 * Cells that the engine can advance side by side (same shape, algorithm, gradient, noise and T) are put together, at most LANES in a batch
 * and never so many that a worker would be idle. Lanes are filled by fours; fewer than four runs go one after another. The most
 * expensive batch comes first, so that the workers finish at about the same time.
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

/** In milliseconds: after a portion that took less than the first number, the next is larger; after one that took more than the second, smaller. */
const QUICK = 200;
const SLOW = 500;

/**
 * How many runs of a batch one worker does at a time if each run is kept when it ends. Runs side by side end together, so a kill loses all of
 * them. So the portion begins with one run, to make progress even if work is stopped early again and again; then four, which take little
 * longer than one; and more only while that many are done within half a second.
 */
export class Portion {
  #size = 1;

  get size(): number {
    return this.#size;
  }

  /** Called after each portion, with the milliseconds that it took. */
  took(milliseconds: number): void {
    if (milliseconds < QUICK) this.#size = LANES;
    else if (milliseconds > SLOW) this.#size = QUAD;
    else this.#size = Math.max(this.#size, QUAD);
  }
}
