/** An environment: a Markov decision process with a name, known from the literature. */
import type { Mdp } from '../model/mdp.js';

/** All of a process except the noise of its rewards. */
export type Process = Omit<Mdp, 'noise'>;

export interface Environment<Id extends string = string> {
  readonly id: Id;
  /** One sentence of Markdown: the process, its source, its discount, start and features. */
  readonly about: string;
  readonly make: () => Process;
}
