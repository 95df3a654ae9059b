/** The learning rate `theory`, where it is no number of double precision: nothing could run with it. */
import { isTabular } from '../engine/algorithms/catalogue.js';
import { beyondDoubles, type Spectrum, spectrumOf, theoryPartsOf } from '../math/theoryRate.js';
import type { Bandit } from '../model/bandit.js';
import type { LearningRate } from '../model/run.js';
import type { Reader } from './nodes.js';
import type { TextRange } from './types.js';

/** @param places where each rule is written; `run` stands for one that is not. */
export function checkTheoryRates(
  reader: Reader,
  rules: readonly LearningRate[],
  places: readonly TextRange[],
  run: TextRange,
  algorithms: readonly string[],
  bandit: Bandit,
): void {
  for (const [n, rule] of rules.entries()) {
    if (rule.kind !== 'theory') continue;
    const [beyond] = algorithms.flatMap((algorithm) => ends(bandit, algorithm, rule.factor) ?? []);
    if (beyond) reader.error('theory-rate', places[n] ?? run, noTheoryRate(rule.factor, beyond));
  }
}

/** What is wrong and how to mend it. */
export function noTheoryRate(factor: number, beyond: 'above' | 'below'): string {
  const rule = factor === 1 ? 'the theory rate' : `${factor} times the theory rate`;
  return `\`learning-rate\`: ${rule} of these rewards and features is ${beyond === 'above' ? 'above the largest' : 'below the least'} number of double precision. Write a number, or scale the rewards or the features.`;
}

/** An eigenvalue takes long to find where there are many features, and mostly a bound of it tells enough. */
function ends({ rewards, features }: Bandit, algorithm: string, factor: number): 'above' | 'below' | null {
  const means = rewards.map(({ value }) => value);
  const beyond = (spectrum: Spectrum) => beyondDoubles(theoryPartsOf(means, spectrum), factor);
  if (isTabular(algorithm)) return beyond(ofSingularValue(1));
  const entries = features.flatMap((row) => row.map(({ value }) => value));
  const largest = entries.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  const bounds = [largest, largest * Math.sqrt(entries.length)];
  if (bounds.every((bound) => beyond(ofSingularValue(bound)) === null)) return null;
  return beyond(spectrumOf(features.length, entries.length / features.length, entries));
}

const ofSingularValue = (singularValue: number): Spectrum => ({
  eigenvalue: singularValue ** 2,
  singularValue,
});
