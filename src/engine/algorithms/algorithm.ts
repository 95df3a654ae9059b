import type { NumericProblem } from '../../model/problem.js';
import type { Features } from '../features.js';
import type { MdpDirection, MdpSetting } from '../mdp/direction.js';
import type { Policy } from '../policy.js';
import type { RunJob } from '../types.js';
import type { Estimate } from './estimate.js';

/**
 * Writes the direction of the next update of θ for mean rewards (d entries, or K if tabular) from the policy and the K logits z, and returns the
 * gap r* − π·r.
 */
export type ExactDirection = (policy: Policy, z: Float64Array, direction: Float64Array) => number;

/** The problem and the job of a run; X is the identity for a tabular algorithm. */
export interface Setting {
  readonly problem: NumericProblem;
  readonly job: RunJob;
  readonly X: Features;
}

/** A positive number that only some algorithms have. */
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
  /** The value if the text gives none. */
  readonly default: number;
}

/** One entry of the catalogue: its direction with exact gradients, the estimate of this direction from one action and its reward, and its texts. */
export interface Algorithm<Id extends string = string> {
  /** Its name in a text. */
  readonly id: Id;
  /** One sentence, as Markdown. */
  readonly about: string;
  /** The update of θ as a formula. */
  readonly update: string;
  /** The publication that it comes from. */
  readonly source: string;
  /** Does it have one parameter for each action, X = I? */
  readonly tabular: boolean;
  readonly parameters: readonly Parameter[];
  /** What the learning rate multiplies, in words. */
  readonly direction: string;
  /** Is the direction different from the gradient of the function that is climbed? */
  readonly natural: boolean;
  /** Do its updates stay the same if one vector is added to every feature row? They do not if it fits the rewards by the features. */
  readonly shiftInvariant: boolean;
  /** τ ≥ 0 of a run, for an algorithm that climbs f + τH. */
  readonly entropyWeight?: (job: RunJob) => number;
  /** Can the kernel run it? */
  readonly inKernel: boolean;
  readonly exact: (setting: Setting) => ExactDirection;
  /** Its direction on a Markov decision process. */
  readonly ofMdp: (setting: MdpSetting) => MdpDirection;
  readonly sampled: (setting: Setting) => Estimate;
}

/** The value of a parameter in a run. */
export function parameterOf({ name, default: value }: Parameter, job: RunJob): number {
  return job.parameters?.[name] ?? value;
}
