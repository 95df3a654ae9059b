/** Every algorithm, one entry each. Names, schema, texts, columns and documentation are derived from this list. */
import type { Algorithm } from './algorithm.js';
import { linNpg } from './linNpg.js';
import { linNpgFisher } from './linNpgFisher.js';
import { linQNpg } from './linQNpg.js';
import { linSpg } from './linSpg.js';
import { linSpgEntropy } from './linSpgEntropy.js';
import { softmaxNpg } from './softmaxNpg.js';
import { softmaxPg } from './softmaxPg.js';

/** The first is the default. */
export const ALGORITHMS = [
  linSpg,
  linNpg,
  linNpgFisher,
  linQNpg,
  softmaxPg,
  softmaxNpg,
  linSpgEntropy,
] as const;

export type AlgorithmId = (typeof ALGORITHMS)[number]['id'];

export const ALGORITHM_IDS: readonly AlgorithmId[] = ALGORITHMS.map(({ id }) => id);

/** The parameters of all algorithms, each once. */
export const PARAMETERS = [...new Set(ALGORITHMS.flatMap(({ parameters }) => parameters))];

/** @throws RangeError for an id that the catalogue does not have. */
export function algorithmOf(id: string): Algorithm<AlgorithmId> {
  const found = ALGORITHMS.find((algorithm) => algorithm.id === id);
  if (!found) throw new RangeError(`There is no algorithm ${id}.`);
  return found;
}

/** Has the algorithm one parameter for each action? @throws RangeError for an id that the catalogue does not have. */
export function isTabular(id: string): boolean {
  return algorithmOf(id).tabular;
}
