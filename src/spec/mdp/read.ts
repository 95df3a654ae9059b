/** What is read of the states of contexts and MDPs, even if it is broken. */
import type { Real } from '../../model/bandit.js';
import type { Transition } from '../../model/mdp.js';
import type { PairSource, StateSource, TextRange } from '../types.js';

export interface ReadPair {
  readonly action: string;
  /** The name in a sentence: `go in s1`. */
  readonly name: string;
  readonly reward: Real | null;
  /** The action's own features; null if they are broken or stand beside the states. */
  readonly row: readonly (Real | null)[] | null;
  readonly to: readonly Transition[];
  readonly source: PairSource;
  /** It is a mapping without features of its own. */
  readonly lacksFeatures: boolean;
  /** The key of the action's own features. */
  readonly featuresKey: TextRange | null;
}

export interface ReadState {
  readonly name: string;
  readonly terminal: boolean;
  /** The pairs; for a terminal state, its one action. */
  readonly pairs: readonly ReadPair[];
  readonly source: StateSource;
}

/** The only action of a terminal state. */
export const TERMINAL_ACTION = 'stay';

/** What a reader of `features` beside the states needs to know. */
export interface Featured {
  readonly states: readonly {
    readonly name: string;
    readonly terminal: boolean;
    readonly actions: readonly string[];
  }[];
}

/** The names of states and actions that other keys may mention, even if the problem is broken. */
export interface Layout {
  /** The index of each state by its name. */
  readonly states: ReadonlyMap<string, number>;
  /** For each state, the pairs by the names of their actions. */
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
