import type { Environment } from './environment.js';
import { numbered, surely, tabulate } from './tabulate.js';

const COLUMNS = 4;
const ROWS = 5;
const END = COLUMNS * ROWS;
const GOAL = 4;
const MOVES = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [1, 0],
] as const;

/** State s < 20 is in column s div 5 and row s mod 5. Rewards −100, 0, 1 become 0, 100/101, 1. */
export const cliffWorld = {
  id: 'cliff-world',
  about:
    'Cliff world (as in arXiv 2405.13136): 21 states, 4 actions, γ = 0.9, a uniform start. Four columns of five places; every step from `s1`, `s2`, `s3`, the cliff, goes to `s0` and costs 100, every step from `s4` pays 1 and ends in `s20`; rewards are scaled to [0, 1].',
  make: () =>
    tabulate({
      states: numbered(END + 1),
      actions: ['down', 'up', 'left', 'right'],
      discount: '0.9',
      step: (s, action) => {
        if (s === END) return { reward: '100/101', to: surely(END) };
        if (s === GOAL) return { reward: '1', to: surely(END) };
        if (s > 0 && s < GOAL) return { reward: '0', to: surely(0) };
        const [right, up] = MOVES[action]!;
        const column = clamp(Math.floor(s / ROWS) + right, COLUMNS);
        const row = clamp((s % ROWS) + up, ROWS);
        return { reward: '100/101', to: surely(column * ROWS + row) };
      },
      grid: {
        columns: COLUMNS,
        rows: ROWS,
        places: Array.from({ length: END + 1 }, (_, s) =>
          s === END ? null : ([Math.floor(s / ROWS), s % ROWS] as const),
        ),
      },
    }),
} as const satisfies Environment;

const clamp = (place: number, count: number) => Math.max(0, Math.min(count - 1, place));
