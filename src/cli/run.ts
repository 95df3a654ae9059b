import { availableParallelism } from 'node:os';
import { json } from '../borders/json.js';
import { type TerminalText, terminal } from '../borders/terminal.js';
import { toCsv } from '../experiment/csv.js';
import { toJson } from '../experiment/json.js';
import { ExperimentRunner } from '../experiment/runner.js';
import type { RunResult } from '../experiment/types.js';
import { rowNames } from '../model/written.js';
import { execute } from './execute.js';
import { type Experiment, understand } from './experiment.js';
import { FAULT_STATUS, faultLine } from './fault.js';
import { type Input, read, UnreadableFile } from './input.js';
import { runInto, WORKER } from './out.js';
import { complain, forProgram, print, readerIsGone } from './output.js';
import { parquetOf } from './parquet.js';
import { Progress } from './progress.js';
import { styleFor } from './style.js';
import { summary } from './summary.js';
import type { Shard } from './values.js';

export interface RunOptions {
  readonly format: 'text' | 'json' | 'csv' | 'parquet';
  /** The iterations to print. */
  readonly recordAt?: readonly number[];
  readonly workers?: number;
  /** The directory in which finished runs are kept; with a shard, only its part is done. */
  readonly out?: string;
  readonly shard?: Shard;
}

/** The exit status of a program that a closed pipe ended, as shells compute it: 128 + SIGPIPE. */
const CLOSED_PIPE = 141;

/**
 * `linspg run`. If a file cannot be read or run, the others still are; when nobody reads the output any more, no further
 * file is run.
 *
 * @returns the exit status. @throws OutputError, StoreError
 */
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
      if (readerIsGone()) return Math.max(status, CLOSED_PIPE);
      const input = await inputOf(file);
      if (input === null) status = Math.max(status, 2);
      else if (options.out !== undefined) {
        const parquet = options.format === 'parquet';
        return await runInto(input, runner, { ...options, out: options.out, parquet }, progress);
      } else {
        const experiment = understood(input);
        if (experiment instanceof Error) {
          complain(faultLine(experiment, file));
          status = FAULT_STATUS;
          continue;
        }
        const results = experiment && (await execute(runner, experiment, progress, options));
        if (!results) status = Math.max(status, 1);
        else if (options.format === 'json') objects.push(objectOf(experiment, results, options));
        else await print(printed(file, experiment, results, options));
      }
    }
    if (options.format === 'json') {
      const value = files.length === 1 ? objects[0] : objects;
      if (value) await print(forProgram(`${json(value)}\n`));
    }
    return status;
  } finally {
    await runner.dispose();
  }
}

/** @returns null if it cannot run, which is reported on the standard error; or a fault of this program. */
function understood(input: Input): Experiment | null | Error {
  try {
    return understand(input);
  } catch (fault) {
    return fault instanceof Error ? fault : new Error(String(fault));
  }
}

/** @returns null if it cannot be read, which is reported on the standard error. */
async function inputOf(file: string): Promise<Input | null> {
  try {
    return await read(file);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    complain(terminal`linspg: ${error.message}`);
    return null;
  }
}

function printed(
  file: string,
  experiment: Experiment,
  results: readonly RunResult[],
  options: RunOptions,
): TerminalText | Uint8Array {
  switch (options.format) {
    case 'csv':
      return forProgram(toCsv(rowNames(experiment.problems[0]!), results, chosen(options)));
    case 'parquet':
      return parquetOf(experiment, results, chosen(options));
    default:
      return summary(file, experiment, results, styleFor(process.stdout));
  }
}

function objectOf(
  { input, title, problems, family }: Experiment,
  results: readonly RunResult[],
  options: RunOptions,
): object {
  return toJson({ file: input.file, title, problems, family }, results, chosen(options));
}

function chosen({ recordAt }: RunOptions): ReadonlySet<number> | undefined {
  return recordAt && new Set(recordAt);
}
