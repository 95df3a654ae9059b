import { mdpTheoryPartsOf, oneHotSpectrum } from '../../math/mdpTheoryRate.js';
import { spectrumOf, type TheoryParts } from '../../math/theoryRate.js';
import type { NumericMdp } from '../../model/numericMdp.js';
import type { PairRows } from './rows.js';

/** Of the rows that an algorithm has. */
export function mdpTheoryParts(
  { rewards, discount }: NumericMdp,
  { dimensions, rows, coordinates }: PairRows,
): TheoryParts {
  const spectrum =
    rows === null ? oneHotSpectrum(dimensions, coordinates) : spectrumOf(rewards.length, dimensions, rows);
  return mdpTheoryPartsOf(discount, rewards, spectrum);
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
