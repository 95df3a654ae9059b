/** Runs an experiment on threads and shows its progress. */
import { availableParallelism } from 'node:os';
import { terminal } from '../borders/terminal.js';
import { Results } from '../experiment/results.js';
import { ExperimentRunner } from '../experiment/runner.js';
import type { RunResult } from '../experiment/types.js';
import type { Experiment } from './experiment.js';
import { WORKER } from './out.js';
import { complain } from './output.js';
import { Progress } from './progress.js';

/** @returns null if it failed, which is reported on the standard error. */
export async function execute(
  runner: ExperimentRunner,
  { input, problems, run }: Experiment,
  progress: Progress,
  { recordAt }: { readonly recordAt?: readonly number[] } = {},
): Promise<RunResult[] | null> {
  const results = new Results();
  let finished = false;
  await runner.run(
    { problems, run, ...(recordAt && { recordAt }) },
    (event) => {
      results.add(event);
      progress.show(event);
      if (event.kind === 'finished') finished = true;
      if (event.kind === 'failed') complain(terminal`${input.file}: ${event.message}`);
    },
    new AbortController().signal,
  );
  progress.clear();
  return finished ? results.finished() : null;
}

/** `execute` with a runner of its own. */
export async function ran(experiment: Experiment): Promise<RunResult[] | null> {
  const runner = new ExperimentRunner({ script: WORKER, workers: availableParallelism(), ready: 0 });
  try {
    return await execute(runner, experiment, new Progress(process.stderr));
  } finally {
    await runner.dispose();
  }
}
