import type { NumericProblem } from '../../model/problem.js';
import type { Features } from '../features.js';
import type { MdpDirection, MdpSetting } from '../mdp/direction.js';
import type { Policy } from '../policy.js';
import type { RunJob } from '../types.js';
import type { Estimate } from './estimate.js';

/** Writes the direction of the next update of θ for mean rewards, d (or K) entries, from the policy and the K logits z; returns the gap. */
export type ExactDirection = (policy: Policy, z: Float64Array, direction: Float64Array) => number;

/** What a run is made on; X is the identity for a tabular algorithm. */
export interface Setting {
  readonly problem: NumericProblem;
  readonly job: RunJob;
  readonly X: Features;
}

/** A positive number that an algorithm has, and others have not. */
export interface Parameter {
  /** Its key under `run`. */
  readonly key: string;
  /** Its name in a job and in exported data. */
  readonly name: string;
  readonly symbol: string;
  /** What it is, in two or three words. */
  readonly title: string;
  /** What it does, as Markdown. */
  readonly about: string;
  /** Where none is written. */
  readonly default: number;
}

/** One entry of the catalogue: its direction with exact gradients, the estimate of it from one action and its reward, and what is said of it. */
export interface Algorithm<Id extends string = string> {
  /** Its name in a text. */
  readonly id: Id;
  /** One sentence, as Markdown. */
  readonly about: string;
  /** The update of θ as a formula. */
  readonly update: string;
  /** Where it comes from. */
  readonly source: string;
  /** Has it one parameter an action, X = I? */
  readonly tabular: boolean;
  readonly parameters: readonly Parameter[];
  /** What the learning rate multiplies, in words. */
  readonly direction: string;
  /** Is the direction another than the gradient of what is climbed? */
  readonly natural: boolean;
  /** Does one vector, added to every feature row, leave its updates as they are? Where it fits the rewards by the features, it does not. */
  readonly shiftInvariant: boolean;
  /** τ ≥ 0 of a run, where the algorithm climbs f + τH. */
  readonly entropyWeight?: (job: RunJob) => number;
  /** Can the kernel run it? */
  readonly inKernel: boolean;
  readonly exact: (setting: Setting) => ExactDirection;
  /** The same on a Markov decision process. */
  readonly ofMdp: (setting: MdpSetting) => MdpDirection;
  readonly sampled: (setting: Setting) => Estimate;
}

/** The value of a parameter in a run. */
export function parameterOf({ name, default: value }: Parameter, job: RunJob): number {
  return job.parameters?.[name] ?? value;
}
