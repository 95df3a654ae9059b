/** A plan that is run on this thread, without workers. */
import { runBatch } from '../../../src/engine/batch.js';
import { Results } from '../../../src/experiment/results.js';
import type { Plan, RunResult } from '../../../src/experiment/types.js';

/** The runs of the plan when all have ended, in its order. */
export function ranHere({ cells, totalIterations }: Plan): RunResult[] {
  const results = new Results();
  results.add({ kind: 'planned', runs: cells.map(({ facts }) => facts), totalIterations });
  runBatch(cells, {
    recorded: (index, from, piece) => results.add({ kind: 'recorded', index, from, piece }),
    progress() {},
    ended: (index, ending, milliseconds) => results.add({ kind: 'ended', index, ending, milliseconds }),
  });
  return results.finished();
}
