/** `linspg reproduce`: runs the experiments of arXiv 2505.03155 again, draws them like the paper, and compares them with the published figures. */
import { mkdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { terminal, terminalLines } from '../borders/terminal.js';
import { checkpoints } from '../engine/checkpoints.js';
import { type Line, linesOf } from '../experiment/paper/compare.js';
import { figuresOf } from '../experiment/paper/figures.js';
import { AUTHORS_HOURS, PARTS, type Part, PUBLISHED_ITERATIONS } from '../experiment/paper/parts.js';
import { summaryTable } from '../experiment/paper/table.js';
import { ExperimentRunner } from '../experiment/runner.js';
import type { RunResult } from '../experiment/types.js';
import { complete, todoOf } from './complete.js';
import { type Planned, planned, WORKER, writeResults } from './out.js';
import { complain, print } from './output.js';
import { Progress } from './progress.js';
import { writeWhole } from './wholeFile.js';

export interface ReproduceOptions {
  readonly parts: readonly Part[];
  readonly out: string;
  /** T, in place of the paper's 1e6. */
  readonly iterations: number;
  readonly workers?: number;
}

/** The folder of the paper's experiments, beside the bundle. */
const SPECS = join(__dirname, '..', 'examples', 'paper');

/** @returns the exit status. @throws StoreError, OutputError */
export async function reproduce({ parts, out, iterations, workers }: ReproduceOptions): Promise<number> {
  const started = performance.now();
  const recordAt = [...checkpoints(iterations, 60), ...PUBLISHED_ITERATIONS];
  const work: { part: Part; planned: Planned }[] = [];
  for (const part of parts) {
    const file = `${part.id}.linspg`;
    const text = readFileSync(join(SPECS, file), 'utf8');
    const one = planned({ file, text, issues: [] }, { recordAt, iterations }, join(out, part.id));
    if (!one) return 1;
    work.push({ part, planned: one });
  }

  const todo = todoOf(work.map(({ planned: { plan, store } }) => ({ cells: plan.cells, store })));
  const total = work.reduce((sum, { planned: { plan } }) => sum + plan.cells.length, 0);
  complain(terminal`${total} runs in ${out}, of which ${total - todo.length} are finished already`);
  const progress = new Progress(process.stderr);
  const runner = new ExperimentRunner({
    script: WORKER,
    workers: workers ?? availableParallelism(),
    ready: 0,
  });
  process.once('SIGINT', () => {
    progress.clear();
    complain(terminal`stopped: the same command goes on from here`);
    process.kill(process.pid, 'SIGINT');
  });
  try {
    const failure = await complete(todo, runner, (event) => progress.show(event));
    progress.clear();
    if (failure !== null) {
      complain(terminal`linspg: ${failure}`);
      return 1;
    }
  } finally {
    await runner.dispose();
  }

  const ran = performance.now();
  const done: { part: Part; results: RunResult[] }[] = [];
  for (const { part, planned: one } of work) {
    const results = writeResults(one);
    if (!results) return 1;
    done.push({ part, results });
  }
  const lines = done.flatMap(({ part, results }) => linesOf(part, results));
  const table = summaryTable(lines);
  mkdirSync(out, { recursive: true });
  const figures = figuresOf(done);
  for (const [name, text] of figures) writeWhole(join(out, name), text);
  writeWhole(join(out, 'summary.md'), [table, ...[...figures.keys()].map(pictureOf)].join('\n'));
  const whole = parts.length === PARTS.length && iterations === 1e6;
  const processor = process.cpuUsage();
  const here = {
    wall: (performance.now() - started) / 1000,
    processor: (processor.user + processor.system) / 1e6,
    afterRuns: (performance.now() - ran) / 1000,
    comparable: whole && todo.length === total,
  };
  await print(terminalLines(`${table}\n${timing(lines, here)}\n`));
  return 0;
}

/** A figure as Markdown. */
function pictureOf(file: string): string {
  return `![${file.replace('.svg', '')}](${file})\n`;
}

interface Timing {
  /** The seconds of this command, and the processor seconds of all its threads. */
  readonly wall: number;
  readonly processor: number;
  /** The part of the seconds for results, summary and figures. */
  readonly afterRuns: number;
  /** Did this command do everything that the authors did? */
  readonly comparable: boolean;
}

function timing(lines: readonly Line[], { wall, processor, afterRuns, comparable }: Timing): string {
  const seconds = (value: number) => `${value < 100 ? value.toPrecision(3) : Math.round(value)} s`;
  const times = (ratio: number) => `${Number(ratio.toPrecision(3))} times`;
  const said = `${seconds(wall)} in all, ${seconds(afterRuns)} of them for results, summary and figures; ${seconds(processor)} of processor time.`;
  if (comparable)
    return `${said} The authors' logs add up to ${AUTHORS_HOURS} h: ${times((AUTHORS_HOURS * 3600) / wall)} as long.`;
  const compared = lines.filter(({ published }) => published);
  if (compared.length === 0) return said;
  const ours = compared.reduce((sum, line) => sum + line.seconds, 0);
  const theirs = compared.reduce((sum, { published }) => sum + published!.seconds, 0);
  return `${said} Those whose published time is kept: ${seconds(ours)} here, ${seconds(theirs)} in the authors' logs, ${times(theirs / ours)} as long.`;
}
