import type { Baseline, GradientKind, LearningRate, Stop } from '../model/run.js';

/** One run of one algorithm on one problem: nothing left to decide. */
export interface RunJob {
  /** An id of the catalogue. */
  readonly algorithm: string;
  /** The parameters of the algorithm by name; absent: their defaults. */
  readonly parameters?: Readonly<Record<string, number>>;
  readonly gradient: GradientKind;
  /** `none` with exact gradients. */
  readonly baseline: Baseline;
  readonly learningRate: LearningRate;
  /** The parameter at iteration 0, length d (K for a tabular algorithm). */
  readonly theta: readonly number[];
  /** T, the number of updates. */
  readonly iterations: number;
  /** Iterations to record, ascending, from 0 to T; decided before the run. */
  readonly checkpoints: readonly number[];
  readonly stop: Stop;
  /** The words that name the random streams: (seed, instance, repeat), never a position in a list. */
  readonly stream: readonly [seed: number, instance: number, repeat: number];
}

/** What is recorded at each checkpoint, n of them so far. */
export interface Recording {
  /** n iterations. */
  readonly iterations: readonly number[];
  /** r* − π·r, without cancellation. */
  readonly gap: readonly number[];
  /** −log Σ_{a optimal} π_a = KL(π*‖π), without cancellation. */
  readonly logLoss: readonly number[];
  /** ‖∇f(θ)‖ of the exact gradient. */
  readonly gradientNorm: readonly number[];
  /**
   * Σ over the earlier iterations of r* − π·r; with sampled gradients, of r* − r_a for the drawn actions a, which has the former as its
   * expectation.
   */
  readonly regret: readonly number[];
  /** n rows of K probabilities. */
  readonly policy: readonly (readonly number[])[];
  /** n rows of d (or K) parameters. */
  readonly theta: readonly (readonly number[])[];
}

/** Why a run ended. */
export type Ending =
  | { readonly kind: 'finished' }
  | { readonly kind: 'stopped'; readonly at: number; readonly by: 'gap' | 'gradient' }
  /** The run went to T, but from this iteration on backtracking found no step, so θ stayed. */
  | { readonly kind: 'stalled'; readonly at: number }
  /** At this iteration a parameter was no longer finite. */
  | { readonly kind: 'overflow'; readonly at: number };
