/** A Markov decision process as plain numbers: a problem whose rows lead from state to state. S states, n rows, d features. */
import { dimensionsOf, type Mdp } from './mdp.js';
import type { NumericProblem } from './problem.js';

/** The numbers that determine the value of every policy. */
export interface NumericProcess extends Omit<NumericProblem, 'optimal' | 'noise'> {
  /** For one-hot features: row i is the unit vector of `coordinates[i]`, and `features` is empty. null: the features are in `features`. */
  readonly coordinates: Int32Array | null;
  /** γ. */
  readonly discount: number;
  /** ρ, S entries. */
  readonly start: Float64Array;
  /** The transitions of row i are the entries `begin[i]` … `begin[i + 1] − 1` of `next` and `probabilities`; n + 1 entries. */
  readonly begin: Int32Array;
  /** The state that each transition leads to. */
  readonly next: Int32Array;
  readonly probabilities: Float64Array;
}

export interface NumericMdp extends NumericProcess, NumericProblem {
  readonly optimum: Optimum;
}

/** What the best of all policies reaches, whatever the features. */
export interface Optimum {
  /** J* = Σ_s ρ(s) V*(s). */
  readonly value: number;
  /** V*(s), S entries. */
  readonly values: Float64Array;
  /** V*(s) − Q*(s, a) ≥ 0 for each row, exactly 0 where the action is optimal; n entries. */
  readonly shortfalls: Float64Array;
  /** d(s) of the best policy that takes the first optimal action of every state; S entries with the sum 1/(1 − γ). */
  readonly occupancy: Float64Array;
}

/** Whether the problem is a process; otherwise it is a bandit. */
export function isMdp(problem: NumericProblem): problem is NumericMdp {
  return 'optimum' in problem;
}

/** The numbers of a process that are known before its optimum. */
export function numericProcessOf(mdp: Mdp): NumericProcess {
  const { states, pairs, features } = mdp;
  const begin = new Int32Array(pairs.length + 1);
  pairs.forEach(({ to }, i) => {
    begin[i + 1] = begin[i]! + to.length;
  });
  const transitions = pairs.flatMap(({ to }) => to);
  return {
    offsets: [...states.map(({ first }) => first), pairs.length],
    dimensions: dimensionsOf(mdp),
    rewards: Float64Array.from(pairs, ({ reward }) => reward.value),
    features:
      features.kind === 'rows'
        ? Float64Array.from(features.rows.flatMap((row) => row.map(({ value }) => value)))
        : new Float64Array(),
    coordinates: features.kind === 'rows' ? null : Int32Array.from(features.coordinates),
    discount: mdp.discount.value,
    start: Float64Array.from(mdp.start, ({ value }) => value),
    begin,
    next: Int32Array.from(transitions, ({ state }) => state),
    probabilities: Float64Array.from(transitions, ({ probability }) => probability.value),
  };
}
