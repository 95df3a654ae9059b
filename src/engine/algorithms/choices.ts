/** The algorithms of an experiment, with the parameters that each of them has. */
import type { RunSection } from '../../model/run.js';
import { algorithmOf } from './catalogue.js';

export interface ChosenAlgorithm {
  readonly algorithm: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** The algorithm's name, and the values of parameters that are swept. */
  readonly words: string;
}

/** Each algorithm with every combination of the parameters that it has. */
export function algorithmsOf(run: RunSection): ChosenAlgorithm[] {
  return run.algorithm.flatMap((algorithm) =>
    algorithmOf(algorithm).parameters.reduce<ChosenAlgorithm[]>(
      (chosen, { name, symbol }) => {
        const values = run.parameters[name]!;
        return chosen.flatMap(({ parameters, words }) =>
          values.map((value) => ({
            algorithm,
            parameters: { ...parameters, [name]: value },
            words: values.length > 1 ? `${words} ${symbol} = ${value}` : words,
          })),
        );
      },
      [{ algorithm, parameters: {}, words: algorithm }],
    ),
  );
}
