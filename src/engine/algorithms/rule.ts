import type { Features } from '../features.js';
import type { Policy } from '../policy.js';
import type { Instance, RunJob } from '../types.js';
import type { Estimate } from './estimate.js';

/** Writes the direction of the next update of θ for mean rewards, d (or K) entries, from the policy and the K logits z; returns the gap. */
export type ExactDirection = (policy: Policy, z: Float64Array, direction: Float64Array) => number;

/** What a run is made on; X is the identity for a tabular algorithm. */
export interface Setting {
  readonly instance: Instance;
  readonly job: RunJob;
  readonly X: Features;
}

/** An algorithm: its direction with exact gradients, and the estimate of it from one action and its reward. */
export interface Rule {
  readonly exact: (setting: Setting) => ExactDirection;
  readonly sampled: (setting: Setting) => Estimate;
}
