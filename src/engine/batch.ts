import { Iterate } from './iterate.js';
import type { Ending, Instance, Recording, RunJob } from './types.js';

export interface Task {
  readonly instance: Instance;
  readonly job: RunJob;
}

/** Told while a batch runs. `from` is the index of the piece's first checkpoint; a task's pieces come in order and leave no gap. */
export interface Sink {
  recorded(task: number, from: number, piece: Recording): void;
  /** Iterations done by all tasks together. */
  progress(doneIterations: number): void;
  ended(task: number, ending: Ending, milliseconds: number): void;
}

/** How long recorded points wait for others before they are told. */
const MILLISECONDS_BETWEEN_PIECES = 40;
/** About how many multiplications are done between two looks at the clock. */
const WORK_BETWEEN_LOOKS = 1e5;

/** Runs the tasks to their ends, synchronously. Their results do not depend on what else is in the batch. */
export function runBatch(tasks: readonly Task[], sink: Sink): void {
  let doneBefore = 0;
  tasks.forEach(({ instance, job }, task) => {
    const started = performance.now();
    const run = new Iterate(instance, job);
    const chunk = Math.max(1, Math.floor(WORK_BETWEEN_LOOKS / (instance.actions * job.theta.length + 20)));
    let told = 0;
    let recorded = 0;
    let toldAt = started;
    let piece = emptyPiece();
    let ending: Ending | null = null;
    const tell = () => {
      if (recorded > told) sink.recorded(task, told, piece);
      told = recorded;
      piece = emptyPiece();
      toldAt = performance.now();
      sink.progress(doneBefore + run.t);
    };
    while (ending === null) {
      const next = job.checkpoints[recorded] ?? job.iterations;
      ending = run.advance(Math.min(next, run.t + chunk));
      // A run that stops early ends with the iterate that met the condition.
      if (run.t === next ? ending?.kind !== 'overflow' : ending?.kind === 'stopped') {
        if (recorded < job.checkpoints.length) {
          record(run, piece);
          recorded++;
        }
      }
      if (ending === null && run.t === job.iterations) ending = { kind: 'finished' };
      if (performance.now() - toldAt >= MILLISECONDS_BETWEEN_PIECES) tell();
    }
    tell();
    doneBefore += job.iterations;
    sink.ended(task, ending, performance.now() - started);
    sink.progress(doneBefore);
  });
}

type Growing = { [K in keyof Recording]: Recording[K][number][] };

function emptyPiece(): Growing {
  return { iterations: [], gap: [], logLoss: [], gradientNorm: [], policy: [], theta: [] };
}

function record(run: Iterate, piece: Growing): void {
  piece.iterations.push(run.t);
  piece.gap.push(run.gap());
  piece.logLoss.push(run.logLoss());
  piece.gradientNorm.push(run.gradientNorm());
  piece.policy.push(run.probabilities());
  piece.theta.push(Array.from(run.theta));
}
