/**
 * `npm run bench:mdp [rounds]`: nanoseconds of processor time per iteration and run of exact policy gradient on Markov decision processes, side by
 * side on one core: this engine's kernel with eight runs in lockstep and with one, its TypeScript reference, a straightforward C program (`gcc -O3
 * -march=native`, dense) and NumPy (eight runs in one batch). Medians over the rounds, and of the ratios within a round also the extremes.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { program } from '../scripts/program.js';
import { runBatch } from '../src/engine/batch.js';
import { Evaluation } from '../src/engine/mdp/evaluation.js';
import { pairLogits } from '../src/engine/mdp/gradient.js';
import { pairRowsOf } from '../src/engine/mdp/rows.js';
import { Run } from '../src/engine/run.js';
import type { RunJob } from '../src/engine/types.js';
import type { NumericMdp } from '../src/model/numericMdp.js';
import { median, spread } from './engine/statistics.js';
import { PROCESSES, type Timed } from './mdp/processes.js';

const rounds = Number(process.argv[2] ?? 7);
const MILLISECONDS_A_MEASUREMENT = 250;

interface Contender {
  readonly name: string;
  readonly runs: number;
  measure(timed: Timed, iterations: number): { readonly nanoseconds: number; readonly J: number };
}

function jobOf({ mdp, rate }: Timed, iterations: number): RunJob {
  return {
    algorithm: 'lin-spg',
    gradient: 'exact',
    baseline: 'none',
    learningRate: { kind: 'constant', rate },
    theta: new Array<number>(mdp.dimensions).fill(0),
    iterations,
    checkpoints: [0, iterations],
    stop: { kind: 'never' },
    stream: [1, 0, 0],
  };
}

function valueAt(mdp: NumericMdp, theta: readonly number[]): number {
  const z = new Float64Array(mdp.rewards.length);
  pairLogits(pairRowsOf(mdp), Float64Array.from(theta), z);
  const evaluation = new Evaluation(mdp);
  evaluation.setLogits(z);
  evaluation.evaluate();
  return evaluation.value.reduce((sum, v, s) => sum + v * mdp.start[s]!, 0);
}

function since(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) * 1000;
}

function kernel(runs: number): Contender {
  return {
    name: runs === 1 ? 'kernel, 1 run' : `kernel, ${runs} runs`,
    runs,
    measure(timed, iterations) {
      let theta: readonly number[] = [];
      const tasks = Array.from({ length: runs }, () => ({
        problem: timed.mdp,
        job: jobOf(timed, iterations),
      }));
      const began = process.cpuUsage();
      runBatch(tasks, {
        recorded: (_task, _from, piece) => {
          theta = piece.theta.at(-1)!;
        },
        progress: () => {},
        ended: () => {},
      });
      return { nanoseconds: since(began) / iterations / runs, J: valueAt(timed.mdp, theta) };
    },
  };
}

const reference: Contender = {
  name: 'TypeScript',
  runs: 1,
  measure(timed, iterations) {
    const run = new Run(0, timed.mdp, jobOf(timed, iterations));
    const began = process.cpuUsage();
    while (run.ending === null) run.arrived(run.iterate.advance(run.next));
    return { nanoseconds: since(began) / iterations, J: valueAt(timed.mdp, [...run.iterate.theta]) };
  },
};

function asked(name: string, runs: number, command: string, args: readonly string[]): Contender {
  return {
    name,
    runs,
    measure({ mdp, rate }, iterations) {
      const S = mdp.start.length;
      const A = mdp.rewards.length / S;
      const P = mdp.rewards.length * S <= 2e6 ? new Float64Array(mdp.rewards.length * S) : new Float64Array();
      for (let i = 0; i < mdp.rewards.length; i++)
        for (let t = mdp.begin[i]!; t < mdp.begin[i + 1]!; t++)
          P[i * S + mdp.next[t]!]! += mdp.probabilities[t]!;
      const input = [S, A, mdp.dimensions, mdp.discount, rate, iterations, mdp.coordinates ? 1 : 0]
        .concat(...mdp.start, ...mdp.rewards)
        .join(' ')
        .concat(' ', P.join(' '), ' ', mdp.features.join(' '));
      const answer = execFileSync(command, args, {
        input,
        encoding: 'utf8',
        env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
      });
      const [nanoseconds, J] = answer.split(' ').map(Number);
      return { nanoseconds: nanoseconds!, J: J! };
    },
  };
}

/** How many iterations take about as long as a measurement should; setup time must not count. */
function calibrated(contender: Contender, timed: Timed): number {
  let iterations = 20;
  for (let trial = 0; trial < 3; trial++) {
    const { nanoseconds } = contender.measure(timed, iterations);
    iterations = Math.max(20, Math.round((MILLISECONDS_A_MEASUREMENT * 1e6) / nanoseconds / contender.runs));
  }
  return iterations;
}

async function main(): Promise<boolean> {
  const folder = mkdtempSync(path.join(tmpdir(), 'linspg-bench-'));
  try {
    const binary = path.join(folder, 'straightforward');
    const source = (name: string) => path.join(import.meta.dirname, 'mdp', name);
    execFileSync('gcc', ['-O3', '-march=native', '-o', binary, source('straightforward.c'), '-lm']);
    const all = [
      asked('C', 1, binary, []),
      kernel(8),
      kernel(1),
      reference,
      asked('NumPy, 8 runs', 8, 'python3', [source('straightforward.py')]),
    ];
    console.log(
      `${cpus()[0]?.model}, Node ${process.version}; ${rounds} rounds; ns of processor time per iteration and run`,
    );
    for (const timed of PROCESSES) {
      const iterations = all.map((contender) => calibrated(contender, timed));
      const times = all.map((): number[] => []);
      for (let round = 0; round < rounds; round++)
        all.forEach((contender, i) => {
          times[i]!.push(contender.measure(timed, iterations[i]!).nanoseconds);
        });
      console.log(`\n${timed.name}`);
      const ratio = (i: number, to: number) =>
        spread(
          times[i]!.map((time, round) => time / times[to]![round]!),
          (x) => x.toPrecision(3),
        );
      all.forEach(({ name }, i) => {
        const line = `  ${name.padEnd(14)} ${median(times[i]!).toFixed(0).padStart(10)}`;
        console.log(i === 0 ? line : `${line}   ${ratio(i, 0)} × C   ${ratio(i, all.length - 1)} × NumPy`);
      });
      const values = all.map((contender) => contender.measure(timed, 200).J);
      values.forEach((J, i) => {
        if (!(Math.abs(J / values[0]! - 1) < 1e-9))
          throw new Error(`${all[i]!.name}: J ${J}, not ${values[0]}.`);
      });
    }
    return true;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await program(main);
