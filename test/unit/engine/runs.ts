/** Problems, jobs and runs for tests of the engine. */
import { runBatch, type Task } from '../../../src/engine/batch.js';
import { emptyRecording, extend } from '../../../src/engine/recording.js';
import { Run } from '../../../src/engine/run.js';
import type { Ending, Recording, RunJob } from '../../../src/engine/types.js';
import type { Noise } from '../../../src/model/bandit.js';
import type { NumericProblem } from '../../../src/model/problem.js';

export function numericProblem(
  rewards: readonly number[],
  features: readonly (readonly number[])[],
  noise: Noise = { kind: 'none' },
): NumericProblem {
  return {
    offsets: [0, rewards.length],
    dimensions: features[0]!.length,
    rewards: Float64Array.from(rewards),
    features: Float64Array.from(features.flat()),
    optimal: greatest(rewards),
    noise,
  };
}

/** The actions of the greatest reward. */
export function greatest(rewards: readonly number[]): number[] {
  return [...rewards.keys()].filter((a) => rewards[a] === Math.max(...rewards));
}

/** Some bandit: rewards in [0.2, 0.8], features in [−1, 1], the same for the same seed. */
export function someProblem(
  K: number,
  d: number,
  seed: number,
  noise: Noise = { kind: 'none' },
): NumericProblem {
  const next = numbers(seed);
  return numericProblem(
    Array.from({ length: K }, () => 0.2 + 0.6 * next()),
    Array.from({ length: K }, () => Array.from({ length: d }, () => 2 * next() - 1)),
    noise,
  );
}

/** Numbers in [0, 1) that look arbitrary: the fractional parts of multiples of the golden ratio, twice mixed. */
export function numbers(seed: number): () => number {
  let n = seed * 1000;
  return () => {
    n += 1;
    const x = Math.sin(n * 12.9898) * 43758.5453;
    return x - Math.floor(x);
  };
}

export function job(changes: Partial<RunJob> & Pick<RunJob, 'theta'>): RunJob {
  const iterations = changes.iterations ?? 100;
  return {
    algorithm: 'lin-spg',
    gradient: 'exact',
    baseline: 'none',
    learningRate: { kind: 'constant', rate: 0.5 },
    iterations,
    checkpoints: [0, iterations],
    stop: { kind: 'never' },
    stream: [1, 0, 0],
    ...changes,
  };
}

export interface Outcome {
  readonly recording: Recording;
  readonly ending: Ending;
}

/** What a batch says of each of its tasks. */
export function outcomes(tasks: readonly Task[]): Outcome[] {
  const recordings = tasks.map((): Recording[] => []);
  const endings: Ending[] = [];
  runBatch(tasks, {
    recorded: (task, _from, piece) => recordings[task]!.push(piece),
    progress: () => {},
    ended: (task, ending) => {
      endings[task] = ending;
    },
  });
  return tasks.map((_, task) => ({ recording: joined(recordings[task]!), ending: endings[task]! }));
}

/** The same of one task, by the reference alone. */
export function reference({ problem, job }: Task): Outcome {
  const run = new Run(0, problem, job);
  const pieces: Recording[] = [];
  while (run.ending === null) run.arrived(run.iterate.advance(run.next));
  run.publish((_, piece) => pieces.push(piece));
  return { recording: joined(pieces), ending: run.ending };
}

function joined(pieces: readonly Recording[]): Recording {
  const whole = emptyRecording();
  for (const piece of pieces) extend(whole, piece);
  return whole;
}
