/**
 * A finite Markov decision process as plain data that survives `structuredClone`. It has S states. The pairs of a state and an action are numbered
 * through all states in the order of the text, and everything that is indexed by pairs keeps that order. A bandit is the case of one state.
 *
 *     J(θ) = Σ_s ρ(s) V^π(s),    π_θ(a|s) ∝ exp⟨φ(s,a), θ⟩,    one θ for all states.
 */
import type { Noise, Real } from './bandit.js';

export interface Mdp {
  /** `contexts` is a contextual bandit: γ = 0 and no pair leads to another state. */
  readonly kind: 'contexts' | 'mdp';
  /** S ≥ 1 states. */
  readonly states: readonly State[];
  /** The state of each pair: n entries, ascending; n is the number of pairs. */
  readonly stateOf: readonly number[];
  /** n pairs. */
  readonly pairs: readonly Pair[];
  /** φ: a row for each pair. */
  readonly features: PairFeatures;
  /** γ in [0, 1). */
  readonly discount: Real;
  /** ρ: S probabilities whose exact sum is 1. */
  readonly start: readonly Real[];
  /** The noise of the immediate reward. */
  readonly noise: Noise;
  /** Only for environments that are grids: where each state is drawn. */
  readonly grid?: Grid;
}

export interface State {
  readonly name: string;
  /** Its pairs are `first` … `first + actions − 1`; at least one action. */
  readonly first: number;
  readonly actions: number;
  /** Absorbing, with one action of reward 0. */
  readonly terminal: boolean;
}

export interface Pair {
  /** The action's name, unique in its state. */
  readonly name: string;
  readonly reward: Real;
  /** The next states, each once, with probabilities whose exact sum is 1; empty in a contextual bandit. */
  readonly to: readonly Transition[];
}

export interface Transition {
  /** An index into `states`. */
  readonly state: number;
  readonly probability: Real;
}

export type PairFeatures =
  /** n rows of d ≥ 1 numbers; a terminal state's row is of zeros. */
  | { readonly kind: 'rows'; readonly rows: readonly (readonly Real[])[] }
  /** Row i is the unit vector of `coordinates[i]` in R^dimensions: tabular if all coordinates differ, otherwise aggregated states. */
  | { readonly kind: 'one-hot'; readonly dimensions: number; readonly coordinates: readonly number[] };

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /**
   * [column, row] of each state, counted from 0, with row 0 at the bottom; null for a state outside the grid, such as an end that every place leads
   * to.
   */
  readonly places: readonly (readonly [number, number] | null)[];
}

/** d, the number of features. */
export function dimensionsOf({ features }: Pick<Mdp, 'features'>): number {
  return features.kind === 'rows' ? features.rows[0]!.length : features.dimensions;
}

const ZERO: Real = { value: 0, literal: '0' };
const ONE: Real = { value: 1, literal: '1' };

/** ρ of S states that are equally likely. */
export function uniformStart(S: number): Real[] {
  return new Array<Real>(S).fill(S === 1 ? ONE : { value: 1 / S, literal: `1/${S}` });
}

/** φ of one pair: d numbers. */
export function featureRow({ features }: Pick<Mdp, 'features'>, pair: number): readonly Real[] {
  if (features.kind === 'rows') return features.rows[pair]!;
  return Array.from({ length: features.dimensions }, (_, k) =>
    k === features.coordinates[pair] ? ONE : ZERO,
  );
}

/** A deterministic policy: the pair that each state takes, S entries. */
export type DeterministicPolicy = readonly number[];

/** The name of a pair, such as `s3: a2`. A state whose name could be misread is quoted, so that no two pairs have the same name. */
export function pairName({ states, stateOf, pairs }: Mdp, pair: number): string {
  const { name } = states[stateOf[pair]!]!;
  return `${AMBIGUOUS.test(name) ? JSON.stringify(name) : name}: ${pairs[pair]!.name}`;
}

const AMBIGUOUS = /: |^"/;
