import { availableParallelism } from 'node:os';
import { toCsv } from '../experiment/csv.js';
import { toJson } from '../experiment/json.js';
import { Results } from '../experiment/results.js';
import { ExperimentRunner } from '../experiment/runner.js';
import type { RunResult } from '../experiment/types.js';
import { type Experiment, understand } from './experiment.js';
import { read } from './input.js';
import { runInto, type Shard, WORKER } from './out.js';
import { parquetOf } from './parquet.js';
import { Progress } from './progress.js';
import { styleFor } from './style.js';
import { summary } from './summary.js';

export interface RunOptions {
  readonly format: 'text' | 'json' | 'csv' | 'parquet';
  /** Iterations to print. */
  readonly recordAt?: readonly number[];
  readonly workers?: number;
  /** Keep finished runs in this directory, and of a shard do only its part. */
  readonly out?: string;
  readonly shard?: Shard;
}

/** `linspg run`. @returns the exit status. */
export async function run(files: readonly string[], options: RunOptions): Promise<number> {
  const progress = new Progress(process.stderr);
  process.once('SIGINT', () => {
    progress.clear();
    process.kill(process.pid, 'SIGINT');
  });
  const runner = new ExperimentRunner({
    script: WORKER,
    workers: options.workers ?? availableParallelism(),
    ready: 0,
  });
  try {
    let status = 0;
    const objects: object[] = [];
    for (const file of files) {
      const input = await read(file);
      if (options.out !== undefined)
        return await runInto(
          input,
          runner,
          { ...options, out: options.out, parquet: options.format === 'parquet' },
          progress,
        );
      const experiment = understand(input);
      if (!experiment) status = 1;
      else {
        const results = await execute(runner, experiment, options, progress);
        if (!results) status = 1;
        else if (options.format === 'json') objects.push(json(experiment, results, options));
        else if (options.format === 'csv')
          process.stdout.write(toCsv(experiment.bandits[0]!.names, results, chosen(options)));
        else if (options.format === 'parquet')
          process.stdout.write(parquetOf(experiment, results, chosen(options)));
        else process.stdout.write(summary(file, experiment, results, styleFor(process.stdout)));
      }
    }
    if (options.format === 'json') {
      const value = files.length === 1 ? objects[0] : objects;
      if (value) process.stdout.write(`${JSON.stringify(value)}\n`);
    }
    return status;
  } finally {
    await runner.dispose();
  }
}

/** @returns null if it failed, which is said on the standard error. */
async function execute(
  runner: ExperimentRunner,
  { input, bandits, run }: Experiment,
  { recordAt }: RunOptions,
  progress: Progress,
): Promise<RunResult[] | null> {
  const results = new Results();
  let finished = false;
  await runner.run(
    { bandits, run, ...(recordAt && { recordAt }) },
    (event) => {
      results.add(event);
      progress.show(event);
      if (event.kind === 'finished') finished = true;
      if (event.kind === 'failed') process.stderr.write(`${input.file}: ${event.message}\n`);
    },
    new AbortController().signal,
  );
  progress.clear();
  return finished ? results.finished() : null;
}

function json(
  { input, title, bandits, family }: Experiment,
  results: readonly RunResult[],
  options: RunOptions,
): object {
  return toJson({ file: input.file, title, bandits, family }, results, chosen(options));
}

function chosen({ recordAt }: RunOptions): ReadonlySet<number> | undefined {
  return recordAt && new Set(recordAt);
}
