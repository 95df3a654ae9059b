/** A Markov decision process as plain numbers, for the engine and the flow. n pairs of a state and an action, S states, d features. */
import type { Noise } from './bandit.js';
import { dimensionsOf, type Mdp } from './mdp.js';

export interface NumericMdp {
  readonly states: number;
  /** The pairs of state s are `offsets[s]` … `offsets[s + 1] − 1`; S + 1 entries. */
  readonly offsets: Int32Array;
  /** n mean rewards. */
  readonly rewards: Float64Array;
  readonly features: MdpFeatures;
  /** γ. */
  readonly discount: number;
  /** ρ, S entries. */
  readonly start: Float64Array;
  /** The transitions of pair i are `begin[i]` … `begin[i + 1] − 1` of the next two; n + 1 entries. */
  readonly begin: Int32Array;
  /** Where each leads. */
  readonly next: Int32Array;
  readonly probabilities: Float64Array;
  readonly noise: Noise;
  readonly optimum: Optimum;
}

/** φ of the pairs: n rows of d numbers, row-major; or of pair i the unit vector of `coordinates[i]`. */
export type MdpFeatures =
  | { readonly dimensions: number; readonly rows: Float64Array; readonly coordinates: null }
  | { readonly dimensions: number; readonly rows: null; readonly coordinates: Int32Array };

/** What the best policies of all, whatever the features, reach. */
export interface Optimum {
  /** J* = Σ_s ρ(s) V*(s). */
  readonly value: number;
  /** V*(s) − Q*(s, a) ≥ 0 of each pair, exactly 0 where it is optimal; n entries. */
  readonly shortfalls: Float64Array;
  /** d of the best policy that takes the first optimal action of every state, S entries with the sum 1/(1 − γ). */
  readonly occupancy: Float64Array;
}

/** The numbers of a mdp; how good it can be is found out elsewhere. */
export function numbersOf(mdp: Mdp): Omit<NumericMdp, 'optimum'> {
  const { states, pairs, features } = mdp;
  const begin = new Int32Array(pairs.length + 1);
  pairs.forEach(({ to }, i) => {
    begin[i + 1] = begin[i]! + to.length;
  });
  const transitions = pairs.flatMap(({ to }) => to);
  return {
    states: states.length,
    offsets: Int32Array.from([...states.map(({ first }) => first), pairs.length]),
    rewards: Float64Array.from(pairs, ({ reward }) => reward.value),
    features:
      features.kind === 'rows'
        ? {
            dimensions: dimensionsOf(mdp),
            rows: Float64Array.from(features.rows.flatMap((row) => row.map(({ value }) => value))),
            coordinates: null,
          }
        : {
            dimensions: features.dimensions,
            rows: null,
            coordinates: Int32Array.from(features.coordinates),
          },
    discount: mdp.discount.value,
    start: Float64Array.from(mdp.start, ({ value }) => value),
    begin,
    next: Int32Array.from(transitions, ({ state }) => state),
    probabilities: Float64Array.from(transitions, ({ probability }) => probability.value),
    noise: mdp.noise,
  };
}
