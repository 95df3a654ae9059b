/** What passes between the runner and its workers. Everything survives `structuredClone`. */
import type { RunSection } from '../model/run.js';
import type { WrittenProblem } from '../model/written.js';
import type { PinnedFile } from '../spec/files/port.js';
import type { Cell, ExperimentEvent, Plan } from './types.js';

/** What a runner is given: an experiment, or one that is planned already. */
export type Order = Experiment | Planned;

export interface Planned {
  readonly plan: Plan;
  /** Every run is kept as it ends, so that few should be under way at once. */
  readonly kept?: boolean;
}

/** An experiment: as text, which a worker reads, or read already, with the instances of a family written out. */
export type Experiment =
  /** `files`: those that it names. */
  (
    | { readonly text: string; readonly files?: readonly PinnedFile[] }
    | { readonly problems: readonly WrittenProblem[]; readonly run: RunSection }
  ) & {
    /** Iterations to record instead of the log-spaced ones of `record`. */
    readonly recordAt?: readonly number[];
  };

/** Answer of the worker's method `plan`: why it cannot be run is for the user. */
export type PlanAnswer = { readonly plan: Plan } | { readonly refused: string };

/** Argument of the worker's method `run`. */
export type Batch = readonly Cell[];

/** What a worker emits during `run`. */
export interface News {
  /** Iterations of this batch that are done, over all its cells. */
  readonly doneIterations: number;
  readonly events: readonly Extract<ExperimentEvent, { kind: 'recorded' | 'ended' }>[];
}
