/** The messages between the runner and its workers. All of them survive `structuredClone`. */
import type { RunSection } from '../model/run.js';
import type { WrittenProblem } from '../model/written.js';
import type { PinnedFile } from '../spec/files/port.js';
import type { Cell, ExperimentEvent, Plan } from './types.js';

/** The argument of a runner: an experiment, or one that is already planned. */
export type Order = Experiment | Planned;

export interface Planned {
  readonly plan: Plan;
  /** Every run is kept when it ends, so few should be running at once. */
  readonly kept?: boolean;
}

/** An experiment: as text, which a worker reads, or already read, with the instances of a family written out. */
export type Experiment =
  /** `files`: those that the text names. */
  (
    | { readonly text: string; readonly files?: readonly PinnedFile[] }
    | { readonly problems: readonly WrittenProblem[]; readonly run: RunSection }
  ) & {
    /** Iterations to record instead of the log-spaced ones of `record`. */
    readonly recordAt?: readonly number[];
  };

/** The answer of the worker's method `plan`; `refused` is a sentence for the user. */
export type PlanAnswer = { readonly plan: Plan } | { readonly refused: string };

/** The argument of the worker's method `run`. */
export type Batch = readonly Cell[];

/** What a worker sends during `run`. */
export interface News {
  /** How many iterations of this batch are done, over all its cells. */
  readonly doneIterations: number;
  readonly events: readonly Extract<ExperimentEvent, { kind: 'recorded' | 'ended' }>[];
}
