/**
 * `npm run bench:paper [fraction]`: as many iterations as the paper's linear experiments took, on all cores, with this engine's workers:
 * 5·10⁸ exact ones (K = 3 and 6, d = 2 … 6, 50 instances each, T = 10⁶) and 7.5·10⁹ sampled ones (K = 6, d = 3, three noise models, two
 * reward ranges, 25 instances, 10 learning rates, 5 repeats). The instances are drawn like the paper's, not the paper's own.
 * A `fraction` below 1 shortens T, and prints what was measured, with the whole extrapolated.
 */
import os from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../scripts/build/build-once.js';
import { program } from '../scripts/program.js';
import { root } from '../scripts/vscode/vscode-server.js';
import { theoryRate } from '../src/engine/learningRate.js';
import { streamOf } from '../src/engine/random/streams.js';
import { unit } from '../src/engine/random/words.js';
import { batches } from '../src/experiment/batches.js';
import { AUTHORS_HOURS } from '../src/experiment/paper/parts.js';
import { closePool, createPool } from '../src/experiment/pool.js';
import type { Cell } from '../src/experiment/types.js';
import type { Noise } from '../src/model/bandit.js';
import type { NumericProblem } from '../src/model/problem.js';

const fraction = Number(process.argv[2] ?? 1);
const T = Math.round(1e6 * fraction);

const noises: readonly Noise[] = [
  { kind: 'bernoulli' },
  { kind: 'gaussian', sigma: 0.1 },
  { kind: 'beta', concentration: 4 },
];

function problemOf(K: number, d: number, range: number, noise: Noise, number: number): NumericProblem {
  const words = streamOf([K, d, number], 'start');
  const uniform = () => {
    words.next();
    return unit(words.high, words.low);
  };
  const features = Float64Array.from({ length: K * d }, uniform);
  const parameter = Float64Array.from({ length: d }, uniform);
  const means = Float64Array.from({ length: K }, (_, a) =>
    parameter.reduce((sum, t, k) => sum + t * features[a * d + k]!, 0),
  );
  const most = Math.max(...means);
  const rewards = means.map((mu) => (range * mu) / most + 0.5 - range / 2);
  return { offsets: [0, K], dimensions: d, rewards, features, optimal: [means.indexOf(most)], noise };
}

function cell(problem: NumericProblem, gradient: 'exact' | 'sampled', rate: number, repeat: number): Cell {
  const theta = new Array<number>(problem.dimensions).fill(0);
  const marks = [0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1];
  return {
    facts: {
      index: 0,
      algorithm: 'lin-spg',
      parameters: {},
      gradient,
      baseline: 'none',
      learningRate: rate,
      learningRateRule: String(rate),
      init: theta,
      instance: 0,
      repeat,
      seed: 0,
      iterations: T,
      label: '',
    },
    problem,
    job: {
      algorithm: 'lin-spg',
      parameters: {},
      gradient,
      baseline: 'none',
      learningRate: { kind: 'constant', rate },
      theta,
      iterations: T,
      checkpoints: marks.map((part) => Math.round(part * T)),
      stop: { kind: 'never' },
      stream: [0, 0, repeat],
    },
  };
}

function exact(): Cell[] {
  return [3, 6].flatMap((K) =>
    [2, 3, 4, 5, 6].flatMap((d) =>
      Array.from({ length: 50 }, (_, i) => {
        const problem = problemOf(K, d, 0.5, { kind: 'none' }, i);
        return cell(problem, 'exact', theoryRate(problem), 0);
      }),
    ),
  );
}

function sampled(noise: Noise): Cell[] {
  const rates = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 1000];
  return [0.5, 0.1].flatMap((range) =>
    Array.from({ length: 25 }, (_, i) => problemOf(6, 3, range, noise, i)).flatMap((problem) =>
      rates.flatMap((rate) => [0, 1, 2, 3, 4].map((repeat) => cell(problem, 'sampled', rate, repeat))),
    ),
  );
}

async function main(): Promise<boolean> {
  await ensureBuilt();
  const workers = os.availableParallelism();
  const pool = createPool(path.join(root, 'dist/worker.cjs'), { ready: workers, most: workers });
  try {
    const parts = [
      { name: 'exact', cells: exact() },
      ...noises.map((noise) => ({ name: noise.kind, cells: sampled(noise) })),
    ];
    console.log(`${os.cpus()[0]?.model}, ${workers} cores, Node ${process.version}, T = ${T}`);
    let total = 0;
    let totalAlone = 0;
    for (const { name, cells } of parts) {
      const queue = batches(cells, workers);
      const began = performance.now();
      const before = process.cpuUsage();
      const work = async () => {
        for (let batch = queue.shift(); batch; batch = queue.shift()) await pool.exec('run', [batch]);
      };
      await Promise.all(Array.from({ length: workers }, work));
      const seconds = (performance.now() - began) / 1000;
      total += seconds;
      // The time on these cores if nothing else ran on them.
      const { user, system } = process.cpuUsage(before);
      const alone = (user + system) / 1e6 / workers;
      totalAlone += alone;
      const iterations = cells.length * T;
      console.log(
        `${name.padEnd(10)} ${iterations.toExponential(2)} iterations in ${seconds.toFixed(1)} s, ${((seconds * 1e9) / iterations).toFixed(1)} ns each; processor time a core ${alone.toFixed(1)} s`,
      );
    }
    const whole = total / fraction;
    console.log(
      `total      ${total.toFixed(1)} s${fraction === 1 ? '' : `, so ${whole.toFixed(0)} s for all 8·10⁹`}; the authors' logs: ${AUTHORS_HOURS} h, ${((AUTHORS_HOURS * 3600) / whole).toFixed(0)} times as long`,
    );
    console.log(`           processor time a core ${totalAlone.toFixed(1)} s`);
    return true;
  } finally {
    await closePool(pool);
  }
}

await program(main);
