/** What the experiment must fit, and what is read of one of its keys. */
import type { Bandit, Noise } from '../model/bandit.js';
import type { Family } from '../model/family.js';
import type { Mdp } from '../model/mdp.js';
import type { Layout } from './mdp/read.js';
import type { TextRange } from './types.js';

/** What the experiment must fit. */
export interface RunContext {
  readonly names: readonly string[];
  /** null where the problem is broken, or a family: then what depends on written rewards is not checked. */
  readonly bandit: Bandit | null;
  /** null where it is broken, or the problem is written out. */
  readonly family: Family | null;
  /** Of contexts and MDPs; null where they are broken. */
  readonly mdp: Mdp | null;
  /** Their names, also where they are broken; null where no states could be read. */
  readonly layout: Layout | null;
  readonly kind: 'bandit' | 'family' | Mdp['kind'];
  /** Is it, or is every instance of the family, a contextual bandit or a decision process? */
  readonly hasStates: boolean;
  /** Rows and features; null where the problem is broken. */
  readonly shape: { readonly actions: number; readonly dimensions: number; readonly noise: Noise } | null;
  /** Of a family; 1 for a bandit that is written out. */
  readonly instances: number;
  /** Where the number of instances is written. */
  readonly instancesKey: TextRange | null;
}

/** The values of a key, and where each stands. */
export interface Values<T> {
  readonly values: readonly T[];
  readonly items: readonly TextRange[];
}
