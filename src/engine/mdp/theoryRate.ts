import { mdpTheoryPartsOf, oneHotSpectrum } from '../../math/mdpTheoryRate.js';
import { spectrumOf, type TheoryParts } from '../../math/theoryRate.js';
import type { NumericMdp } from '../../model/numericMdp.js';
import type { PairRows } from './rows.js';

/** The theory rate with its parts, for the rows that an algorithm has. */
export function mdpTheoryParts(
  { rewards, discount }: NumericMdp,
  { dimensions, rows, coordinates }: PairRows,
): TheoryParts {
  const spectrum =
    rows === null ? oneHotSpectrum(dimensions, coordinates) : spectrumOf(rewards.length, dimensions, rows);
  return mdpTheoryPartsOf(discount, rewards, spectrum);
}
