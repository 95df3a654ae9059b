import { expect, test } from 'vitest';
import { pairRowsOf } from '../../../src/engine/mdp/rows.js';
import { mdpTheoryParts } from '../../../src/engine/mdp/theoryRate.js';
import { numericMdp } from '../../../src/experiment/optimum.js';
import { mdpTheoryRateOf } from '../../../src/math/mdpTheoryRate.js';
import { readSpec } from '../../../src/spec/read.js';

const STATES = (features: readonly string[]) => `mdp:
  discount: 0.5
  start: s1
${features[0]!.startsWith('[') ? '' : `  features: ${features[0]}\n`}  states:
    s1:
      a: { to: won, reward: 3${features[0]!.startsWith('[') ? `, features: ${features[0]}` : ''} }
      b: { to: lost, reward: -1${features[1] ? `, features: ${features[1]}` : ''} }
    won: terminal
    lost: terminal
    late: terminal
`;

test.each([
  // (1 − γ)³/(8·R·λ), with R = 3 − (−1); terminal states have rows of zeros.
  ['one-hot: ΦᵀΦ is the identity', STATES(['one-hot']), 0.125 / (8 * 4 * 1)],
  ['rows (1, 1), (1, −1): ΦᵀΦ = 2I', STATES(['[1, 1]', '[1, -1]']), 0.125 / (8 * 4 * 2)],
])('the theory rate that the words know is the one that a run has: %s', (_, text, rate) => {
  const { mdp, issues } = readSpec(text);
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(mdpTheoryRateOf(mdp!)).toBeCloseTo(rate, 15);
  const numbers = numericMdp(mdp!);
  expect(mdpTheoryParts(numbers, pairRowsOf(numbers)).rate).toBe(mdpTheoryRateOf(mdp!));
});
