/**
 * `npm run bench:campaign [-- --size 100000 --seed 1 --processes 1 --log FILE]`: random bandits by the hundred thousand, every
 * verdict and condition against the limits of the flow. Prints, per family, what was said and what was found; the exit code is 0
 * only if nothing was wrong.
 *
 * The work goes in blocks. With `--log` each block's tally is appended to FILE as a line of JSON, and blocks that FILE holds
 * already (of the same seed) are not run again, so that a campaign can be stopped and resumed.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { program } from '../scripts/program.js';
import type { Block } from './campaign/block.js';
import { report } from './campaign/report.js';
import { merge, type Tally } from './campaign/tally.js';

const BLOCK = 500;

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      processes: { type: 'string', default: '1' },
      log: { type: 'string' },
    },
  });
  const [size, seed, processes] = [Number(values.size), Number(values.seed), Number(values.processes)];
  const done = values.log ? logged(values.log, seed, size) : new Map<number, Tally>();
  const left: Block[] = [];
  for (let from = 0; from < size; from += BLOCK) {
    if (!done.has(from)) left.push({ seed, from, to: Math.min(size, from + BLOCK) });
  }
  console.error(`${done.size} blocks of ${BLOCK} known, ${left.length} to run`);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: processes }, () =>
      work(left, (block, tally) => {
        done.set(block.from, tally);
        if (values.log) appendFileSync(values.log, `${JSON.stringify({ ...block, tally })}\n`);
        for (const each of tally.wrong) console.error(each);
        console.error(`${block.from} … ${block.to}: ${Math.round((performance.now() - started) / 1000)} s`);
      }),
    ),
  );
  const sum = merge([...done].sort(([a], [b]) => a - b).map(([, tally]) => tally));
  console.log(
    `${cpus()[0]?.model}, Node ${process.version}: ${size} instances, seed ${seed}, ${Math.round((performance.now() - started) / 1000)} s`,
  );
  console.log(report(sum));
  return sum.wrong.length === 0;
}

/** The blocks of a log that belong to this campaign; a last block that another size cut short does not. */
function logged(file: string, seed: number, size: number): Map<number, Tally> {
  const known = new Map<number, Tally>();
  if (!existsSync(file)) return known;
  for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
    const block = JSON.parse(line) as Block & { readonly tally: Tally };
    if (block.seed === seed && block.to === Math.min(size, block.from + BLOCK))
      known.set(block.from, block.tally);
  }
  return known;
}

/** Processes the blocks of the common list, one after another, in a process of its own. */
async function work(left: Block[], done: (block: Block, tally: Tally) => void): Promise<void> {
  const child = fork(fileURLToPath(new URL('./campaign/process.ts', import.meta.url)));
  const end = () => child.kill();
  process.once('exit', end);
  try {
    for (let block = left.shift(); block; block = left.shift()) done(block, await answer(child, block));
  } finally {
    end();
    process.off('exit', end);
  }
}

function answer(child: ChildProcess, block: Block): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) =>
      reject(new Error(`A process of the campaign ended with code ${code}.`));
    child.once('exit', died);
    child.once('message', (tally: Tally) => {
      child.off('exit', died);
      resolve(tally);
    });
    child.send(block);
  });
}

await program(main);
