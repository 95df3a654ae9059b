/** What the experiment has to fit, and what is read of one of its keys. */
import type { Bandit, Noise } from '../model/bandit.js';
import type { Family } from '../model/family.js';
import type { Mdp } from '../model/mdp.js';
import type { Layout } from './mdp/read.js';
import type { TextRange } from './types.js';

/** What the experiment has to fit. */
export interface RunContext {
  readonly names: readonly string[];
  /** null if the problem is broken, or is a family: then nothing that depends on written rewards is checked. */
  readonly bandit: Bandit | null;
  /** null if it is broken, or the problem is written out. */
  readonly family: Family | null;
  /** The contexts or the MDP; null if they are broken. */
  readonly mdp: Mdp | null;
  /** Their names, even if they are broken; null if no states could be read. */
  readonly layout: Layout | null;
  readonly kind: 'bandit' | 'family' | Mdp['kind'];
  /** Is it a contextual bandit or a decision process, or is every instance of the family one? */
  readonly hasStates: boolean;
  /** Rows and features; null if the problem is broken. */
  readonly shape: { readonly actions: number; readonly dimensions: number; readonly noise: Noise } | null;
  /** The number of instances of a family; 1 for a bandit that is written out. */
  readonly instances: number;
  /** The key of the number of instances. */
  readonly instancesKey: TextRange | null;
}

/** The values of a key, and the range of each. */
export interface Values<T> {
  readonly values: readonly T[];
  readonly items: readonly TextRange[];
}
