import type { Environment } from './environment.js';
import { numbered, surely, tabulate } from './tabulate.js';

const SIDE = 5;
const PAYING = [16, 21];

/** State s = 5x + y; those with y = 0 are absorbing. Rewards −0.002, 0, 1 become 0, 1/501, 1. */
export const deepSea = {
  id: 'deep-sea',
  about:
    'Deep sea (as in arXiv 2405.13136): 25 states, 2 actions, γ = 0.9, a uniform start. Each step goes one place down and to the left or right; it costs 0.002, but pays 1 to the right from `s16` and `s21`; the bottom is absorbing; rewards are scaled to [0, 1].',
  make: () =>
    tabulate({
      states: numbered(SIDE * SIDE),
      actions: ['left', 'right'],
      discount: '0.9',
      step: (s, action) => {
        const [x, y] = placeOf(s);
        if (y === 0) return { reward: '1/501', to: surely(s) };
        const next = action === 0 ? Math.max(x - 1, 0) : Math.min(x + 1, SIDE - 1);
        const reward = action === 1 && PAYING.includes(s) ? '1' : '0';
        return { reward, to: surely(next * SIDE + y - 1) };
      },
      grid: {
        columns: SIDE,
        rows: SIDE,
        places: Array.from({ length: SIDE * SIDE }, (_, s) => placeOf(s)),
      },
    }),
} as const satisfies Environment;

const placeOf = (s: number) => [Math.floor(s / SIDE), s % SIDE] as const;
