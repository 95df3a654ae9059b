import type { Environment } from './environment.js';
import { surely, tabulate } from './tabulate.js';

/** The group of each state, in the order u1, l1, u2, l2: group g has the upper and the lower state with its number. */
const GROUP = [0, 0, 1, 1];
const LOWER = [1, 3];
const isUpper = (state: number) => state % 2 === 0;

export const fourState = {
  id: 'four-state',
  about:
    'Four states in two groups that share their features (after lecture 13 of the rltheory notes): 2 actions, γ = 0.9, a uniform start. `a1` costs 6 (4 in `u1` and `u2`) and goes to the lower state of its own group, `a2` costs nothing and goes to the lower state of the other; features are one-hot over group and action.',
  make: () =>
    tabulate({
      states: ['u1', 'l1', 'u2', 'l2'],
      actions: ['a1', 'a2'],
      discount: '0.9',
      step: (state, action) => {
        const group = GROUP[state]!;
        if (action === 1) return { reward: '0', to: surely(LOWER[1 - group]!) };
        return { reward: isUpper(state) ? '-4' : '-6', to: surely(LOWER[group]!) };
      },
      features: {
        kind: 'one-hot',
        dimensions: 4,
        coordinates: GROUP.flatMap((group) => [2 * group, 2 * group + 1]),
      },
    }),
} as const satisfies Environment;
