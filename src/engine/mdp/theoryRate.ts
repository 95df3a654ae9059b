import { type Spectrum, spectrumOf, stepBound, type TheoryParts } from '../../math/theoryRate.js';
import type { NumericMdp } from '../../model/numericMdp.js';
import type { PairRows } from './rows.js';

/**
 * η = (1 − γ)³ / (8 R λ_max(ΦᵀΦ)), R the range of r: with it J never decreases (the tabular bound of Agarwal et al., arXiv 1908.00261, by the chain rule). 0
 * where R or Φ is 0: the gradient is then 0 everywhere.
 */
export function mdpTheoryParts(mdp: NumericMdp, features: PairRows): TheoryParts {
  const { rewards, discount } = mdp;
  const range = rewards.reduce((a, b) => Math.max(a, b)) - rewards.reduce((a, b) => Math.min(a, b));
  const spectrum = pairSpectrum(features, rewards.length);
  return { rate: stepBound((1 - discount) ** 3, 8, range, spectrum), range, ...spectrum };
}

/**
 * L with ‖∇²F(θ)‖ ≤ L at every θ: 8R/(1 − γ)³ · λ_max(ΦᵀΦ), and with an entropy bonus τ (4 + 8 log |A|)/(1 − γ)³ more (Mei, Xiao, Szepesvári,
 * Schuurmans, "On the global convergence rates of softmax policy gradient methods", 2020).
 */
export function mdpCurvature(mdp: NumericMdp, features: PairRows, tau: number): number {
  const { range, eigenvalue } = mdpTheoryParts(mdp, features);
  const most = mdp.offsets.reduce((m, from, s, all) => (s === 0 ? m : Math.max(m, from - all[s - 1]!)), 1);
  return ((8 * range + tau * (4 + 8 * Math.log(most))) * eigenvalue) / (1 - mdp.discount) ** 3;
}

function pairSpectrum({ dimensions, rows, coordinates }: PairRows, n: number): Spectrum {
  if (rows !== null) return spectrumOf(n, dimensions, rows);
  // ΦᵀΦ of one-hot rows is diagonal: how many pairs have each coordinate.
  const counts = new Float64Array(dimensions);
  for (const k of coordinates) counts[k]!++;
  const eigenvalue = counts.reduce((a, b) => Math.max(a, b));
  return { eigenvalue, singularValue: Math.sqrt(eigenvalue) };
}
