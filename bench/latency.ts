/**
 * `npm run bench:latency [rounds]`: how long a person waits for the first recorded points of an experiment after asking for it, how long its
 * workers go on after it is cancelled, and how long the first points of the next one take, asked for at that moment. Milliseconds,
 * median (least … most). Every experiment is far too long to end by itself.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ensureBuilt } from '../scripts/build/build-once.js';
import { program } from '../scripts/program.js';
import { root } from '../scripts/vscode/vscode-server.js';
import { ExperimentRunner } from '../src/experiment/runner.js';
import { spread } from './spread.js';

const MILLISECONDS_BETWEEN_ROUNDS = 1000;
const rounds = Number(process.argv[2] ?? 15);
const workers = availableParallelism();
const never = new AbortController().signal;

const family = (actions: number, dimensions: number) =>
  `generate: { actions: ${actions}, dimensions: ${dimensions}, count: 1 }\n`;
const experiments = [
  { name: 'first example', text: example('01-converges', 'iterations: 1e6'), busy: 1 },
  { name: 'all of Beta, hard', text: example('paper/sampled-beta-hard', 'iterations: 1e6'), busy: workers },
  {
    name: '(1000, 50), exact',
    text: `${family(1000, 50)}run: { iterations: 1e9, learning-rate: 0.1 }\n`,
    busy: 1,
  },
  {
    name: '(20, 10), Armijo',
    text: `${family(20, 10)}run: { iterations: 1e9, learning-rate: { armijo: { max: 1000, c: 0.5, shrink: 0.5 } } }\n`,
    busy: 1,
  },
];

function example(name: string, iterations: string, more = '1e9'): string {
  const text = readFileSync(path.join(root, 'examples', `${name}.linspg`), 'utf8');
  if (!text.includes(iterations)) throw new Error(`${name}: there is no \`${iterations}\`.`);
  return text.replace(iterations, `iterations: ${more}`);
}

async function main(): Promise<boolean> {
  await ensureBuilt();
  let stopped = () => {};
  const runner = new ExperimentRunner({
    script: path.join(root, 'dist/worker.cjs'),
    workers,
    onWorkerStopped: () => stopped(),
  });

  /** Runs until the first points of an update are recorded. */
  async function begin(text: string) {
    const abort = new AbortController();
    const started = performance.now();
    let over: Promise<void> = Promise.resolve();
    await new Promise<void>((resolve, reject) => {
      over = runner.run(
        { text },
        (event) => {
          if (event.kind === 'failed') reject(new Error(event.message));
          if (event.kind === 'recorded' && event.piece.iterations.at(-1)! > 0) resolve();
        },
        abort.signal,
      );
    });
    return { milliseconds: performance.now() - started, over, abort };
  }

  /** Cancels, and waits until as many workers have ended as were busy. */
  async function cancel({ abort, over }: Awaited<ReturnType<typeof begin>>, busy: number) {
    const started = performance.now();
    const all = new Promise<void>((resolve) => {
      let left = busy;
      stopped = () => {
        left -= 1;
        if (left === 0) resolve();
      };
    });
    abort.abort();
    await Promise.all([all, over]);
    return performance.now() - started;
  }

  try {
    console.log(`${cpus()[0]?.model}, ${workers} cores, Node ${process.version}; ${rounds} rounds, ms`);
    const row = (...cells: string[]) =>
      console.log(cells.map((cell, i) => cell.padEnd(i === 0 ? 20 : 24)).join(''));
    row('', 'first points', 'cancelled', 'first points of the next');
    // The window has been open for a moment, so its workers are ready.
    await runner.run({ text: example('01-converges', 'iterations: 1e6', '1e5') }, () => {}, never);
    for (const { name, text, busy } of experiments) {
      const [first, gone, next]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        const one = await begin(text);
        first.push(one.milliseconds);
        const other = cancel(one, busy);
        const after = await begin(experiments[0]!.text);
        next.push(after.milliseconds);
        gone.push(await other);
        await cancel(after, 1);
        // The replacements of the ended workers start meanwhile, as between two saves of a person.
        await setTimeout(MILLISECONDS_BETWEEN_ROUNDS);
      }
      row(name, spread(first), spread(gone), spread(next));
    }
    return true;
  } finally {
    await runner.dispose();
  }
}

await program(main);
