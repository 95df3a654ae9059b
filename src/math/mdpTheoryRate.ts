/** The theory rate of contextual bandits and Markov decision processes. */
import { dimensionsOf, type Mdp } from '../model/mdp.js';
import { type Spectrum, spectrumOf, stepBound, type TheoryParts } from './theoryRate.js';

/**
 * η = (1 − γ)³ / (8 R λ_max(ΦᵀΦ)), where R is the range of r. With this η, J never decreases (the tabular bound of Agarwal et al., arXiv 1908.00261,
 * with the chain rule). 0 if R or Φ is 0: the gradient is then 0 everywhere.
 *
 * @param rewards one for each pair
 */
export function mdpTheoryPartsOf(
  discount: number,
  rewards: ArrayLike<number>,
  spectrum: Spectrum,
): TheoryParts {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < rewards.length; i++) {
    least = Math.min(least, rewards[i]!);
    greatest = Math.max(greatest, rewards[i]!);
  }
  const range = greatest - least;
  return { rate: stepBound((1 - discount) ** 3, 8, range, spectrum), range, ...spectrum };
}

/** The spectrum of rows that are unit vectors: ΦᵀΦ is diagonal, and entry k counts the rows with coordinate k. */
export function oneHotSpectrum(dimensions: number, coordinates: ArrayLike<number>): Spectrum {
  const counts = new Float64Array(dimensions);
  for (let i = 0; i < coordinates.length; i++) counts[coordinates[i]!]!++;
  const eigenvalue = counts.reduce((a, b) => Math.max(a, b));
  return { eigenvalue, singularValue: Math.sqrt(eigenvalue) };
}

const MOST_NUMBERS = 1e5;

/** The rate is asked for at every stage of an analysis and computed once. */
const known = new WeakMap<Mdp, number>();

/** The theory rate of a process as it is written; 0 if there are more than `MOST_NUMBERS` features. */
export function mdpTheoryRateOf(mdp: Mdp): number {
  const rate = known.get(mdp) ?? computedRate(mdp);
  known.set(mdp, rate);
  return rate;
}

function computedRate(mdp: Mdp): number {
  const { features, pairs, discount } = mdp;
  const d = dimensionsOf(mdp);
  if (features.kind === 'rows' && pairs.length * d > MOST_NUMBERS) return 0;
  const spectrum =
    features.kind === 'rows'
      ? spectrumOf(
          pairs.length,
          d,
          features.rows.flatMap((row) => row.map(({ value }) => value)),
        )
      : oneHotSpectrum(d, features.coordinates);
  return mdpTheoryPartsOf(
    discount.value,
    pairs.map(({ reward }) => reward.value),
    spectrum,
  ).rate;
}
