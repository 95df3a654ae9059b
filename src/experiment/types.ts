import type { Ending, Recording, RunJob } from '../engine/types.js';
import type { NumericProblem } from '../model/problem.js';
import type { OptimumNumbers } from '../model/processNumbers.js';
import type { Baseline, GradientKind } from '../model/run.js';

/** One cell of the grid as a person describes it: every choice, resolved to a number. */
export interface RunFacts {
  /** The position in the plan: 0 … cells − 1. */
  readonly index: number;
  /** An id of the catalogue. */
  readonly algorithm: string;
  /** The parameters of the algorithm, by name. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly gradient: GradientKind;
  readonly baseline: Baseline;
  /** The number used; null if the rule has no single number (normalized, armijo). */
  readonly learningRate: number | null;
  /** The rule as written: `theory`, `theory*2`, `0.2`, `normalized: 1`. */
  readonly learningRateRule: string;
  readonly init: readonly number[];
  /** The number of the instance in its family (0 for a bandit that is written out). */
  readonly instance: number;
  /** For a bandit that is written out: the instance of a family whose random numbers it uses, if `run.instance` is not 0. */
  readonly copied?: number;
  readonly repeat: number;
  readonly seed: number;
  /** T. */
  readonly iterations: number;
  /** What distinguishes it from the other lines of a sweep, for a legend: `η = 0.1`; repeats share one label. */
  readonly label: string;
}

/** The number of the instance whose random numbers a run uses; exports name the instance by it. */
export function instanceNumber({ instance, copied = 0 }: Pick<RunFacts, 'instance' | 'copied'>): number {
  return copied + instance;
}

/** One run of the plan: its facts for people, its problem and job for the engine. */
export interface Cell {
  readonly facts: RunFacts;
  readonly problem: NumericProblem;
  readonly job: RunJob;
}

export interface Plan {
  readonly cells: readonly Cell[];
  /** The sum of T over all cells. */
  readonly totalIterations: number;
}

export interface RunResult {
  readonly facts: RunFacts;
  readonly recording: Recording;
  readonly ending: Ending;
  readonly milliseconds: number;
}

/** One run so far; while it is running, and if it was stopped, its ending and its time are null. */
export interface OpenRun extends Pick<RunResult, 'facts' | 'recording'> {
  readonly ending: Ending | null;
  readonly milliseconds: number | null;
}

/** The reports of a running experiment. Recordings come in pieces; `from` is the index of the first new checkpoint. */
export type ExperimentEvent =
  | {
      readonly kind: 'planned';
      readonly runs: readonly RunFacts[];
      readonly totalIterations: number;
      /** For a contextual bandit or a process. */
      readonly optimum?: OptimumNumbers;
    }
  | { readonly kind: 'recorded'; readonly index: number; readonly from: number; readonly piece: Recording }
  | { readonly kind: 'progress'; readonly doneIterations: number; readonly milliseconds: number }
  | { readonly kind: 'ended'; readonly index: number; readonly ending: Ending; readonly milliseconds: number }
  | { readonly kind: 'finished'; readonly milliseconds: number }
  /** The user can mend it; the message says how. */
  | { readonly kind: 'failed'; readonly message: string };
