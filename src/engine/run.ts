import type { NumericProblem } from '../model/problem.js';
import { Iterate } from './iterate.js';
import { emptyRecording, type Growing } from './recording.js';
import type { Ending, Recording, RunJob } from './types.js';

/** One task in progress: its iterate and its recording. */
export class Run {
  readonly iterate: Iterate;
  ending: Ending | null = null;
  /** Time spent on it, in milliseconds. */
  milliseconds = 0;
  /** The numbers of checkpoints recorded and published. */
  #recorded = 0;
  #published = 0;
  #piece: Growing = emptyRecording();

  constructor(
    readonly task: number,
    readonly problem: NumericProblem,
    readonly job: RunJob,
  ) {
    this.iterate = new Iterate(problem, job);
  }

  /** The next iteration to stop at: to record, or at T. */
  get next(): number {
    return this.job.checkpoints[this.#recorded] ?? this.job.iterations;
  }

  /** The iterations that are done, or that will never be done. */
  get done(): number {
    return this.ending === null ? this.iterate.t : this.job.iterations;
  }

  /** Called when the iterate has advanced, with the ending that it met, if any. */
  arrived(met: Ending | null): void {
    const { iterate, job, next } = this;
    const ending = met ?? (iterate.t === next ? iterate.advance(next) : null);
    // A run that stops early ends with the iterate that met the condition.
    if (ending === null ? iterate.t === next : ending.kind === 'stopped') this.#record();
    this.ending = ending ?? (iterate.t === job.iterations ? this.#end() : null);
  }

  #end(): Ending {
    const { stalledAt } = this.iterate;
    return stalledAt === null ? { kind: 'finished' } : { kind: 'stalled', at: stalledAt };
  }

  /** Passes on what was recorded since the last call. */
  publish(recorded: (from: number, piece: Recording) => void): void {
    if (this.#recorded === this.#published) return;
    const from = this.#published;
    const piece = this.#piece;
    this.#published = this.#recorded;
    this.#piece = emptyRecording();
    recorded(from, piece);
  }

  #record(): void {
    const { iterate } = this;
    if (this.#recorded === this.job.checkpoints.length) return;
    this.#recorded++;
    this.#piece.iterations.push(iterate.t);
    this.#piece.gap.push(iterate.gap());
    this.#piece.logLoss.push(iterate.logLoss());
    this.#piece.gradientNorm.push(iterate.gradientNorm());
    this.#piece.regret.push(iterate.regret);
    this.#piece.policy.push(iterate.probabilities());
    this.#piece.theta.push(Array.from(iterate.theta));
  }
}

/** Runs that are advanced together. */
export interface RunGroup {
  readonly runs: readonly Run[];
  /** Advances for about a millisecond, at most to the next checkpoint of one of its runs that have not ended. */
  advance(): void;
}
