import type { Environment } from './environment.js';
import { tabulate } from './tabulate.js';

const one = { value: 1, literal: '1' };
const zero = { value: 0, literal: '0' };

/** The next state does not depend on the action. */
export const aliasedPair = {
  id: 'aliased-pair',
  about:
    'Two equally likely states with the same features: 2 actions, γ = 0. `a1` pays 10 in `s1` and −100 in `s2`, `a2` nothing; φ(·, a1) = 1, φ(·, a2) = 0, so that no parameter tells the states apart.',
  make: () =>
    tabulate({
      states: ['s1', 's2'],
      actions: ['a1', 'a2'],
      discount: '0',
      step: (state, action) => ({
        reward: action === 1 ? '0' : state === 0 ? '10' : '-100',
        to: [
          [0, '1/2'],
          [1, '1/2'],
        ],
      }),
      features: { kind: 'rows', rows: [[one], [zero], [one], [zero]] },
    }),
} as const satisfies Environment;
