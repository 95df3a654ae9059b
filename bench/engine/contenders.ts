/**
 * The programs that are measured: all run the same instance and return nanoseconds of processor time per iteration and run. Processor
 * time, since other work of the machine would count in wall time.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runBatch, type Task } from '../../src/engine/batch.js';
import { Run } from '../../src/engine/run.js';
import type { NumericProblem } from '../../src/model/problem.js';

export interface Problem {
  readonly numbers: NumericProblem;
  readonly gradient: 'exact' | 'sampled';
  readonly rate: number;
}

export interface Measured {
  readonly nanoseconds: number;
  /** The gap of the last run. */
  readonly gap: number;
}

export interface Contender {
  readonly name: string;
  /** @returns null if the program does not support the problem. */
  measure(problem: Problem, iterations: number): Measured;
}

export function contenders(): { all: Contender[]; dispose: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'linspg-bench-'));
  const all: Contender[] = [c(folder), kernel(8), kernel(1), reference];
  if (spawnSync('python3', ['-c', 'import numpy']).status === 0) all.push(numpy);
  else console.log('NumPy is not here, so it has no column.');
  return { all, dispose: () => rmSync(folder, { recursive: true }) };
}

function tasks({ numbers, gradient, rate }: Problem, iterations: number, runs: number): Task[] {
  return Array.from({ length: runs }, (_, repeat) => ({
    problem: numbers,
    job: {
      algorithm: 'lin-spg',
      gradient,
      baseline: 'none',
      learningRate: { kind: 'constant', rate },
      theta: new Array<number>(numbers.dimensions).fill(0),
      iterations,
      checkpoints: [0, iterations],
      stop: { kind: 'never' },
      stream: [1, 0, repeat],
    },
  }));
}

function kernel(runs: number): Contender {
  return {
    name: runs === 1 ? 'kernel, 1 run' : `kernel, ${runs} runs`,
    measure(problem, iterations) {
      let gap = Number.NaN;
      const began = process.cpuUsage();
      runBatch(tasks(problem, iterations, runs), {
        recorded: (_task, _from, piece) => {
          gap = piece.gap.at(-1)!;
        },
        progress: () => {},
        ended: () => {},
      });
      return { nanoseconds: nanosecondsSince(began) / iterations / runs, gap };
    },
  };
}

const reference: Contender = {
  name: 'TypeScript',
  measure(problem, iterations) {
    const [{ problem: numbers, job }] = tasks(problem, iterations, 1) as [Task];
    const run = new Run(0, numbers, job);
    const began = process.cpuUsage();
    while (run.ending === null) run.arrived(run.iterate.advance(run.next));
    return { nanoseconds: nanosecondsSince(began) / iterations, gap: run.iterate.gap() };
  },
};

function nanosecondsSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) * 1000;
}

function c(folder: string): Contender {
  const program = path.join(folder, 'straightforward');
  const source = path.join(import.meta.dirname, 'straightforward.c');
  execFileSync('gcc', ['-O3', '-march=native', '-o', program, source, '-lm']);
  return { name: 'C', measure: (problem, iterations) => ask(program, [], problem, iterations) };
}

const numpy: Contender = {
  name: 'NumPy',
  measure: (problem, iterations) =>
    ask('python3', [path.join(import.meta.dirname, 'straightforward.py')], problem, iterations),
};

function ask(
  command: string,
  args: readonly string[],
  { numbers, gradient, rate }: Problem,
  iterations: number,
): Measured {
  const { dimensions, rewards, features, noise } = numbers;
  const actions = rewards.length;
  const kind = ['none', 'bernoulli', 'gaussian', 'beta'].indexOf(noise.kind);
  const parameter = noise.kind === 'gaussian' ? noise.sigma : noise.kind === 'beta' ? noise.concentration : 0;
  const input = [actions, dimensions, gradient === 'exact' ? 0 : 1, kind, parameter, rate, iterations, 1]
    .concat(...rewards, ...features)
    .join(' ');
  const answer = execFileSync(command, args, {
    input,
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  })
    .trim()
    .split(/\s+/)
    .map(Number);
  return { nanoseconds: answer[0]!, gap: answer[1]! };
}
