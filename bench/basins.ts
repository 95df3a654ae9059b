/**
 * `npm run bench:basins`: the 256×256 basin map of the example that gets stuck, in milliseconds of one thread, and the same through
 * the pool of workers, as in the panel. In the same run, the flow from every pixel, with which the map is compared.
 */

import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../scripts/build/build-once.js';
import { program } from '../scripts/program.js';
import { root } from '../scripts/vscode/vscode-server.js';
import { banditFlow } from '../src/experiment/basins.js';
import { ExperimentRunner } from '../src/experiment/runner.js';
import { type BasinMap, pixelEnds } from '../src/flow/basins.js';
import { sameEnd } from '../src/flow/ends.js';
import { basinMap, STUCK } from '../test/unit/flow/basinMap.js';

const repeats = Number(process.argv[2] ?? 15);

const square = {
  plane: { origin: [0, 0], across: [1, 0], up: [0, 1] },
  x: 0,
  y: 0,
  half: 8,
  columns: 256,
  rows: 256,
};

async function main(): Promise<boolean> {
  await ensureBuilt();
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
  const flow = banditFlow(STUCK);
  const one: number[] = [];
  const busy: number[] = [];
  let map = basinMap(flow.problem.input, square);
  for (let n = 0; n < repeats; n++) {
    const started = performance.now();
    const before = process.cpuUsage();
    map = basinMap(flow.problem.input, square);
    one.push(performance.now() - started);
    const { user, system } = process.cpuUsage(before);
    busy.push((user + system) / 1000);
  }
  console.log(
    `one thread, ${repeats} maps: ${spread(one)}, of the processor ${spread(busy)}; ${describe(map)}`,
  );

  const runner = new ExperimentRunner({
    script: path.join(root, 'dist/worker.cjs'),
    workers: availableParallelism(),
  });
  try {
    const first: number[] = [];
    const whole: number[] = [];
    for (let n = 0; n <= repeats; n++) {
      const started = performance.now();
      const levels: number[] = [];
      await runner.basins(
        STUCK,
        { square, most: square.columns * square.rows },
        () => levels.push(performance.now() - started),
        new AbortController().signal,
      );
      if (n === 0) continue;
      first.push(levels[0]!);
      whole.push(levels.at(-1)!);
    }
    console.log(
      `pool of ${availableParallelism()}: first picture ${spread(first)}, whole map ${spread(whole)}`,
    );
  } finally {
    await runner.dispose();
  }

  const started = performance.now();
  const every = pixelEnds(flow, square, Int32Array.from(map.codes.keys()));
  const differ = every.codes.filter(
    (code, i) => !sameEnd(every.ends[code]!, map.ends[map.codes[i]!]!),
  ).length;
  console.log(
    `the flow from every pixel: ${Math.round(performance.now() - started)} ms; ${differ} of ${map.codes.length} pixels differ from the map`,
  );
  return true;
}

function describe({ computed, checked, wrong }: BasinMap): string {
  const followed = computed.reduce((sum, each) => sum + each, 0);
  return `${followed} of ${computed.length} pixels computed, ${wrong} of ${checked} checked ones wrong`;
}

function spread(values: readonly number[]): string {
  const sorted = values.map(Math.round).sort((a, b) => a - b);
  return `median ${sorted[Math.floor(sorted.length / 2)]} ms (${sorted[0]} … ${sorted.at(-1)})`;
}

await program(main);
