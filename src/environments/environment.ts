/** What an environment is: a Markov decision process with a name, known from the literature. */
import type { Mdp } from '../model/mdp.js';

/** All of a process but the noise of its rewards. */
export type Process = Omit<Mdp, 'noise'>;

export interface Environment<Id extends string = string> {
  readonly id: Id;
  /** What it is, where it comes from and what its discount, start and features are, in one sentence of Markdown. */
  readonly about: string;
  readonly make: () => Process;
}
