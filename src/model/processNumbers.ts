/** A contextual bandit or a Markov decision process as plain arrays, for messages and pictures: what the rows of the problem do not hold. */
import type { Grid, Mdp } from './mdp.js';
import type { NumericProcess, Optimum } from './numericMdp.js';
import { type ProblemNumbers, rowsFrom } from './problem.js';

/** S states; the pairs are the rows of the problem, whose `offsets` say which state each pair belongs to. */
export interface ProcessNumbers {
  readonly kind: Mdp['kind'];
  /** S names. */
  readonly states: readonly string[];
  /** The name of each pair's action in its state: n names. */
  readonly actionNames: readonly string[];
  /** Whether each state is absorbing with one action of reward 0: S entries. */
  readonly terminal: readonly boolean[];
  /** γ. */
  readonly discount: number;
  /** ρ: S probabilities. */
  readonly start: readonly number[];
  /** The next states of each pair with their probabilities, n entries; null: there are too many to draw. */
  readonly transitions: readonly (readonly NextState[])[] | null;
  readonly grid: Grid | null;
}

export type NextState = readonly [state: number, probability: number];

/** @param most the greatest number of transitions that is listed; if there are more, `transitions` is null. */
export function processNumbers(mdp: Mdp, most: number): ProcessNumbers {
  const { kind, states, pairs, discount, start, grid } = mdp;
  const count = pairs.reduce((sum, { to }) => sum + to.length, 0);
  return {
    kind,
    states: states.map(({ name }) => name),
    actionNames: pairs.map(({ name }) => name),
    terminal: states.map(({ terminal }) => terminal),
    discount: discount.value,
    start: start.map(({ value }) => value),
    transitions:
      count > most
        ? null
        : pairs.map(({ to }) => to.map(({ state, probability }): NextState => [state, probability.value])),
    grid: grid ?? null,
  };
}

/** The process in the form that computations use. @returns null if the transitions are not listed. */
export function numericProcess(
  { offsets, rewards, features }: Pick<ProblemNumbers, 'offsets' | 'rewards' | 'features'>,
  { discount, start, transitions }: Pick<ProcessNumbers, 'discount' | 'start' | 'transitions'>,
): NumericProcess | null {
  if (transitions === null) return null;
  const begin = new Int32Array(transitions.length + 1);
  transitions.forEach((to, row) => {
    begin[row + 1] = begin[row]! + to.length;
  });
  const all = transitions.flat();
  return {
    offsets,
    ...rowsFrom({ rewards, features }),
    coordinates: null,
    discount,
    start: Float64Array.from(start),
    begin,
    next: Int32Array.from(all, ([state]) => state),
    probabilities: Float64Array.from(all, ([, probability]) => probability),
  };
}

/** `Optimum` as plain arrays. */
export interface OptimumNumbers {
  readonly value: number;
  readonly values: readonly number[];
  readonly shortfalls: readonly number[];
  readonly occupancy: readonly number[];
}

export function optimumNumbers({ value, values, shortfalls, occupancy }: Optimum): OptimumNumbers {
  return { value, values: [...values], shortfalls: [...shortfalls], occupancy: [...occupancy] };
}

/** The rows of the best actions of every state. */
export function optimalRows({ shortfalls }: OptimumNumbers): number[] {
  return shortfalls.flatMap((shortfall, row) => (shortfall === 0 ? [row] : []));
}
