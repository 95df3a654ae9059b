/** What is read of the states of contexts and MDPs, also where they are broken. */
import type { Real } from '../../model/bandit.js';
import type { Transition } from '../../model/mdp.js';
import type { PairSource, StateSource, TextRange } from '../types.js';

export interface ReadPair {
  readonly action: string;
  /** What it is called in a sentence: `go in s1`. */
  readonly name: string;
  readonly reward: Real | null;
  /** Of its own features; null where they are broken or stand beside the states. */
  readonly row: readonly (Real | null)[] | null;
  readonly to: readonly Transition[];
  readonly source: PairSource;
  /** It is a mapping without features of its own. */
  readonly lacksFeatures: boolean;
  /** The key of its own features. */
  readonly featuresKey: TextRange | null;
}

export interface ReadState {
  readonly name: string;
  readonly terminal: boolean;
  /** Of a terminal state, the one action that it has. */
  readonly pairs: readonly ReadPair[];
  readonly source: StateSource;
}

/** The only action of a terminal state. */
export const TERMINAL_ACTION = 'stay';

/** What `features` beside the states are read for. */
export interface Featured {
  readonly states: readonly {
    readonly name: string;
    readonly terminal: boolean;
    readonly actions: readonly string[];
  }[];
}

/** The names of states and actions that other keys may mention; also of a broken problem. */
export interface Layout {
  /** Index of each state by its name. */
  readonly states: ReadonlyMap<string, number>;
  /** Of each state, the pairs by the names of their actions. */
  readonly pairs: readonly ReadonlyMap<string, number>[];
}

export function layoutOf(
  states: readonly { readonly name: string; readonly actions: readonly string[] }[],
): Layout {
  let pair = 0;
  return {
    states: new Map(states.map(({ name }, state) => [name, state])),
    pairs: states.map(({ actions }) => new Map(actions.map((action) => [action, pair++]))),
  };
}
