import type { Environment } from './environment.js';
import { numbered, surely, tabulate } from './tabulate.js';

const H = 20;
const END = H + 1;

/** A chain of H + 2 states with γ = H/(H + 1). */
export const flatGradient = {
  id: 'flat-gradient',
  about:
    'The chain on which gradients vanish (Agarwal et al., arXiv 1908.00261, as in arXiv 2405.13136): 22 states, 4 actions, γ = 20/21, a uniform start. `right` goes on, the other three go back; only `right` in the last state, which is absorbing, pays 1.',
  make: () =>
    tabulate({
      states: numbered(END + 1),
      actions: ['right', 'left1', 'left2', 'left3'],
      discount: `${H}/${H + 1}`,
      step: (s, action) => {
        if (s === END) return { reward: action === 0 ? '1' : '0', to: surely(END) };
        return { reward: '0', to: surely(action === 0 ? s + 1 : Math.max(0, s - 1)) };
      },
      grid: { columns: END + 1, rows: 1, places: numbered(END + 1).map((_, s) => [s, 0] as const) },
    }),
} as const satisfies Environment;
