/** J of the uniform policy and of an optimal one, by as many sweeps as there are until nothing moves: slow, and plainly right. */
import type { Process } from '../../../src/environments/environment.js';

const SWEEPS = 20_000;

function value(process: Process, choose: (q: readonly number[]) => number): number {
  const { states, pairs, discount, start } = process;
  let V = states.map(() => 0);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const next = states.map(({ first, actions }) =>
      choose(
        pairs
          .slice(first, first + actions)
          .map(
            ({ reward, to }) =>
              reward.value +
              discount.value *
                to.reduce((sum, { state, probability }) => sum + probability.value * V[state]!, 0),
          ),
      ),
    );
    const still = next.every((v, s) => v === V[s]);
    V = next;
    if (still) break;
  }
  return V.reduce((sum, v, s) => sum + start[s]!.value * v, 0);
}

export const optimalValue = (process: Process): number => value(process, (q) => Math.max(...q));

export const uniformValue = (process: Process): number =>
  value(process, (q) => q.reduce((sum, x) => sum + x, 0) / q.length);
