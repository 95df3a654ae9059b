/** Issues about the learning rate `theory` if double precision cannot hold it: nothing can run with it. */
import { isTabular } from '../engine/algorithms/catalogue.js';
import { LARGEST_NORMAL } from '../engine/random/normal.js';
import { mdpTheoryPartsOf, oneHotSpectrum } from '../math/mdpTheoryRate.js';
import {
  type Beyond,
  beyondDoubles,
  type Spectrum,
  spectrumOf,
  type TheoryParts,
  theoryPartsOf,
} from '../math/theoryRate.js';
import type { Bandit, Real } from '../model/bandit.js';
import { type Family, rowsOfFamily } from '../model/family.js';
import type { Mdp } from '../model/mdp.js';
import type { LearningRate } from '../model/run.js';
import type { Reader } from './nodes.js';
import type { RunContext } from './runContext.js';
import type { TextRange } from './types.js';

/** @param places the range of each rule; that of `run` for a rule that is not written. */
export function checkTheoryRates(
  reader: Reader,
  rules: readonly LearningRate[],
  places: readonly TextRange[],
  run: TextRange,
  algorithms: readonly string[],
  { bandit, mdp, family }: Pick<RunContext, 'bandit' | 'mdp' | 'family'>,
): void {
  for (const [n, rule] of rules.entries()) {
    if (rule.kind !== 'theory') continue;
    const { factor } = rule;
    const range = places[n] ?? run;
    if (family) {
      checkFamily(reader, family, factor, algorithms, range);
      continue;
    }
    const [beyond] = algorithms.flatMap((algorithm) => {
      if (bandit) return ofBandit(bandit, algorithm, factor) ?? [];
      return mdp ? (ofMdp(mdp, algorithm, factor) ?? []) : [];
    });
    if (beyond) reader.error('theory-rate', range, noTheoryRate(factor, beyond));
  }
}

/** What is wrong, and how to mend it. */
export function noTheoryRate(factor: number, beyond: Beyond): string {
  return `\`learning-rate\`: ${times(factor)} of these rewards and features is ${end(beyond)} number of double precision. Write a number, or scale the rewards or the features.`;
}

const times = (factor: number) => (factor === 1 ? 'the theory rate' : `${factor} times the theory rate`);

const end = (beyond: Beyond) => (beyond === 'above' ? 'above the largest' : 'below the least');

function ofBandit({ rewards, features }: Bandit, algorithm: string, factor: number): Beyond | null {
  const means = rewards.map(({ value }) => value);
  const beyond = (spectrum: Spectrum) => beyondDoubles(theoryPartsOf(means, spectrum), factor);
  return isTabular(algorithm) ? beyond(ofSingularValue(1)) : ofRows(features, beyond);
}

function ofMdp({ pairs, discount, features }: Mdp, algorithm: string, factor: number): Beyond | null {
  const rewards = pairs.map(({ reward }) => reward.value);
  const beyond = (spectrum: Spectrum) =>
    beyondDoubles(mdpTheoryPartsOf(discount.value, rewards, spectrum), factor);
  if (isTabular(algorithm)) return beyond(ofSingularValue(1));
  return features.kind === 'rows'
    ? ofRows(features.rows, beyond)
    : beyond(oneHotSpectrum(features.dimensions, features.coordinates));
}

/** An eigenvalue takes long to compute if there are many features, and usually a bound is enough. */
function ofRows(
  rows: readonly (readonly Real[])[],
  beyond: (spectrum: Spectrum) => Beyond | null,
): Beyond | null {
  const dimensions = rows[0]?.length ?? 0;
  let largest = 0;
  for (const row of rows) for (const { value } of row) largest = Math.max(largest, Math.abs(value));
  const bounds = [largest, largest * Math.sqrt(rows.length * dimensions)];
  if (bounds.every((bound) => beyond(ofSingularValue(bound)) === null)) return null;
  const entries = rows.flatMap((row) => row.map(({ value }) => value));
  return beyond(spectrumOf(rows.length, dimensions, entries));
}

/** Checks a family with bounds of everything that it can draw: an error if no instance can run, a warning if some may not. */
function checkFamily(
  reader: Reader,
  family: Family,
  factor: number,
  algorithms: readonly string[],
  range: TextRange,
): void {
  for (const algorithm of algorithms) {
    const { least, greatest } = ratesOf(family, algorithm);
    const [low, high] = [beyondDoubles(least, factor), beyondDoubles(greatest, factor)];
    const beyond = high ?? low;
    if (beyond === null) continue;
    const what = `${end(beyond)} number of double precision`;
    if (low === high)
      reader.error(
        'theory-rate',
        range,
        `\`learning-rate\`: ${times(factor)} is ${what} in every instance of this family. Write a number, or another factor.`,
      );
    else
      reader.report({
        severity: 'warning',
        code: 'theory-rate',
        range,
        message: `\`learning-rate\`: ${times(factor)} may be ${what} in an instance of this family, and then the experiment is refused when it runs. Write a number, or ${beyond === 'above' ? 'a smaller' : 'a larger'} factor.`,
      });
    return;
  }
}

/** The least and the greatest theory rate that an instance can have if its gradient is not 0 everywhere. */
function ratesOf(
  family: Family,
  algorithm: string,
): { readonly least: TheoryParts; readonly greatest: TheoryParts } {
  const { dynamics, dimensions, features, rewards, rewardRange } = family;
  const largestReward = 0.5 + rewardRange / 2;
  // The best action of a realizable instance has the greatest reward; other instances draw each reward by itself.
  const leastReward = rewards === 'realizable' ? largestReward : Math.max(0.5 - rewardRange / 2, LEAST_DRAWN);
  const largestEntry = features === 'uniform' ? 1 : LARGEST_NORMAL;
  const [flat, steep] = isTabular(algorithm)
    ? [1, 1]
    : [LEAST_DRAWN, largestEntry * Math.sqrt(rowsOfFamily(family) * dimensions)];
  if (dynamics) {
    const discount = dynamics.kind === 'mdp' ? dynamics.discount.value : 0;
    // Two rewards may differ by as little as two doubles do.
    const parts = (range: number, size: number) =>
      mdpTheoryPartsOf(discount, [0, range], ofSingularValue(size));
    return { least: parts(rewardRange, steep), greatest: parts(LEAST_DRAWN, flat) };
  }
  return {
    least: theoryPartsOf([largestReward], ofSingularValue(steep)),
    greatest: theoryPartsOf([leastReward], ofSingularValue(flat)),
  };
}

/**
 * Except for 0 itself, no number that is drawn is nearer to 0: uniform ones are multiples of 2⁻⁵², normal ones of 2⁻⁵¹ times the width of a layer,
 * at least ¼.
 */
const LEAST_DRAWN = 2 ** -54;

const ofSingularValue = (singularValue: number): Spectrum => ({
  eigenvalue: singularValue ** 2,
  singularValue,
});
