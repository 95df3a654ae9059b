/** `linspg run --out` and `linspg merge`: an experiment in a directory, done at once, in parts, or by many processes. */
import { join, relative, resolve } from 'node:path';
import { terminal } from '../borders/terminal.js';
import { toJson } from '../experiment/json.js';
import { plan } from '../experiment/plan.js';
import { PlanError } from '../experiment/planError.js';
import type { ExperimentRunner } from '../experiment/runner.js';
import type { Plan, RunResult } from '../experiment/types.js';
import { complete, todoOf } from './complete.js';
import { type Experiment, understand } from './experiment.js';
import { folderOf, type Input } from './input.js';
import { type Manifest, manifestOf } from './manifest.js';
import { complain, print } from './output.js';
import { parquetOf } from './parquet.js';
import type { Progress } from './progress.js';
import { CellStore } from './store.js';
import { styleFor } from './style.js';
import { summary } from './summary.js';
import { isIn, type Shard } from './values.js';
import { writeWhole } from './wholeFile.js';

export const WORKER = join(__dirname, 'worker.cjs');

/** An experiment with its plan, and its finished cells. */
export interface Planned extends Experiment {
  readonly plan: Plan;
  readonly store: CellStore;
}

/**
 * @param asked the text of `input`, and what is asked in addition.
 * @returns null if it cannot run, which is reported on the standard error. @throws StoreError, OutputError
 */
export function planned(
  input: Input,
  asked: Omit<Manifest, 'file' | 'text' | 'files' | 'folder'>,
  directory: string,
): Planned | null {
  const { file, text } = input;
  const { iterations, recordAt } = asked;
  const experiment = understand(input);
  if (!experiment) return null;
  const run = iterations === undefined ? experiment.run : { ...experiment.run, iterations: [iterations] };
  try {
    const planOf = plan(experiment.problems, run, recordAt);
    const files = experiment.files.map(({ path, hash }) => ({ path, hash }));
    const folder = relative(directory, folderOf(input));
    const manifest: Manifest = { file, text, ...asked, ...(files.length > 0 && { files, folder }) };
    const store = CellStore.open(directory, manifest, WORKER);
    const damage = store.damage();
    if (damage !== null) complain(terminal`${damage}`);
    // As the directory has it: the same bytes, whatever the path to the file.
    const kept = { ...input, file: store.manifest.file, text: store.manifest.text };
    return { ...experiment, input: kept, run, plan: planOf, store };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    complain(terminal`${file}: ${error.message}`);
    return null;
  }
}

export interface OutOptions {
  readonly out: string;
  readonly shard?: Shard;
  readonly recordAt?: readonly number[];
  /** Is `results.parquet` written, too? */
  readonly parquet: boolean;
}

/** `linspg run FILE --out DIR [--shard i/n]`. @returns the exit status. */
export async function runInto(
  input: Input,
  runner: ExperimentRunner,
  { out, shard, recordAt, parquet }: OutOptions,
  progress: Progress,
): Promise<number> {
  const work = planned(input, recordAt ? { recordAt } : {}, out);
  if (!work) return 1;
  const cells = shard ? work.plan.cells.filter(({ facts }) => isIn(shard, facts.index)) : work.plan.cells;
  const todo = todoOf([{ cells, store: work.store }]);
  if (todo.length < cells.length) {
    complain(terminal`${out}: ${cells.length - todo.length} of ${cells.length} runs are finished already`);
  }
  const failure = await complete(todo, runner, (event) => progress.show(event));
  progress.clear();
  if (failure !== null) {
    complain(terminal`${input.file}: ${failure}`);
    return 1;
  }
  if (shard) {
    await print(
      terminal`${out}: the ${cells.length} runs of shard ${shard.number}/${shard.of} are finished\n`,
    );
    return 0;
  }
  return finish(work, parquet);
}

/** `linspg merge DIR`. @returns the exit status. @throws StoreError, OutputError */
export async function merge(directory: string, format: 'text' | 'parquet'): Promise<number> {
  const { file, text, files: _, folder, ...asked } = manifestOf(directory);
  const work = planned(
    { file, text, issues: [], ...(folder !== undefined && { folder: resolve(directory, folder) }) },
    asked,
    directory,
  );
  return work ? finish(work, format === 'parquet') : 1;
}

/** Writes `results.json`, a summary, and `results.parquet` if it is asked for, provided that every run is there. */
async function finish(work: Planned, parquet: boolean): Promise<number> {
  const results = writeResults(work);
  if (!results) return 1;
  if (parquet) writeWhole(join(work.store.directory, 'results.parquet'), parquetOf(work, results));
  await print(summary(work.input.file, work, results, styleFor(process.stdout)));
  return 0;
}

/**
 * `results.json` is the JSON of `linspg run --format json` without times, so that its bytes do not depend on which processes did the work.
 *
 * @returns null if runs are missing, which is reported on the standard error.
 */
export function writeResults({ input, title, problems, family, plan, store }: Planned): RunResult[] | null {
  const found = store.results(plan.cells);
  const results = found.filter((result) => result !== null);
  if (results.length < found.length) {
    complain(
      terminal`${store.directory}: ${found.length - results.length} of ${found.length} runs are not finished; \`linspg run ${input.file} --out ${store.directory}\` does the rest`,
    );
    return null;
  }
  const json = toJson({ file: input.file, title, problems, family }, results);
  const text = JSON.stringify(json, (key, value: unknown) => (key === 'milliseconds' ? undefined : value));
  writeWhole(join(store.directory, 'results.json'), `${text}\n`);
  return results;
}
