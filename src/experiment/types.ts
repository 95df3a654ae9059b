import type { Ending, Recording, RunJob } from '../engine/types.js';
import type { NumericProblem } from '../model/problem.js';
import type { OptimumNumbers } from '../model/processNumbers.js';
import type { Baseline, GradientKind } from '../model/run.js';

/** One cell of the grid, as a person names it: what was run, with every choice resolved to a number. */
export interface RunFacts {
  /** Position in the plan: 0 … cells − 1. */
  readonly index: number;
  /** An id of the catalogue. */
  readonly algorithm: string;
  /** Those that the algorithm has, by name. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly gradient: GradientKind;
  readonly baseline: Baseline;
  /** The number used; null where the rule has no single number (normalized, armijo). */
  readonly learningRate: number | null;
  /** The rule as written: `theory`, `theory*2`, `0.2`, `normalized: 1`. */
  readonly learningRateRule: string;
  readonly init: readonly number[];
  /** Which number of a family of instances (0 for a bandit that is written out). */
  readonly instance: number;
  /** Of a bandit that is written out: the instance of a family whose random numbers it sees, where `run.instance` names another than 0. */
  readonly copied?: number;
  readonly repeat: number;
  readonly seed: number;
  /** T. */
  readonly iterations: number;
  /** What differs from the other lines of a sweep, for a legend: `η = 0.1`; repeats share one label. */
  readonly label: string;
}

/** The number of the instance whose random numbers a run sees, under which exports name it. */
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
  /** Sum of T over all cells. */
  readonly totalIterations: number;
}

export interface RunResult {
  readonly facts: RunFacts;
  readonly recording: Recording;
  readonly ending: Ending;
  readonly milliseconds: number;
}

/** One run as far as it has come; while it goes on, and where it was stopped, its ending and its time are null. */
export interface OpenRun extends Pick<RunResult, 'facts' | 'recording'> {
  readonly ending: Ending | null;
  readonly milliseconds: number | null;
}

/** What a running experiment reports. Recordings arrive in pieces; `from` is the index of the first new checkpoint. */
export type ExperimentEvent =
  | {
      readonly kind: 'planned';
      readonly runs: readonly RunFacts[];
      readonly totalIterations: number;
      /** Of a contextual bandit or a process. */
      readonly optimum?: OptimumNumbers;
    }
  | { readonly kind: 'recorded'; readonly index: number; readonly from: number; readonly piece: Recording }
  | { readonly kind: 'progress'; readonly doneIterations: number; readonly milliseconds: number }
  | { readonly kind: 'ended'; readonly index: number; readonly ending: Ending; readonly milliseconds: number }
  | { readonly kind: 'finished'; readonly milliseconds: number }
  /** Something the user can mend; the text says what. */
  | { readonly kind: 'failed'; readonly message: string };
