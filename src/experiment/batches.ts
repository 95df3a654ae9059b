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

function compatibility({ instance, job }: Cell): string {
  const { actions, dimensions, noise } = instance;
  return JSON.stringify([
    actions,
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
    (sum, { instance, job }) => sum + job.iterations * instance.actions * (instance.dimensions + 4),
    0,
  );
}
