/** Makes the tables of a process from a rule for one step. */
import type { Real } from '../model/bandit.js';
import type { PairFeatures, Transition } from '../model/mdp.js';
import { parseLiteral } from '../model/rational.js';
import type { Process } from './environment.js';

/** The effect of one action: the literal of its reward, and the next states with the literals of their probabilities. */
export interface Step {
  readonly reward: string;
  readonly to: readonly (readonly [state: number, probability: string])[];
}

export interface Rules {
  /** S names. */
  readonly states: readonly string[];
  /** The names of the actions, the same in every state. */
  readonly actions: readonly string[];
  readonly step: (state: number, action: number) => Step;
  /** The literal of γ. */
  readonly discount: string;
  /** Absent: one coordinate for each pair, the tabular case. */
  readonly features?: PairFeatures;
  readonly grid?: Process['grid'];
}

/** The process of these rules, with a uniform start. */
export function tabulate({ states, actions, step, discount, features, grid }: Rules): Process {
  const A = actions.length;
  const pairs = states.flatMap((_, state) =>
    actions.map((name, action) => {
      const { reward, to } = step(state, action);
      return { name, reward: real(reward), to: to.map(transition) };
    }),
  );
  return {
    kind: 'mdp',
    states: states.map((name, state) => ({ name, first: state * A, actions: A, terminal: false })),
    stateOf: pairs.map((_, pair) => Math.floor(pair / A)),
    pairs,
    features: features ?? { kind: 'one-hot', dimensions: pairs.length, coordinates: [...pairs.keys()] },
    discount: real(discount),
    start: states.map(() => real(states.length === 1 ? '1' : `1/${states.length}`)),
    ...(grid && { grid }),
  };
}

/** One next state, with probability 1. */
export const surely = (state: number): Step['to'] => [[state, '1']];

/** `s0`, `s1`, … */
export const numbered = (count: number): string[] => Array.from({ length: count }, (_, s) => `s${s}`);

const transition = ([state, probability]: Step['to'][number]): Transition => ({
  state,
  probability: real(probability),
});

function real(literal: string): Real {
  return parseLiteral(literal)!;
}
