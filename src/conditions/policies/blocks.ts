/**
 * Blocks of states: the differences of two blocks have no coordinate in common. So choices are separable iff those of each block are, and the sum of
 * their directions separates all of them.
 */
import type { Differences } from './differences.js';

/** The block of each state of `states`, from 0 on, by state; −1 for other states. */
export function blocksOf(differences: Differences, states: readonly number[], count: number): number[] {
  const root = [...states.keys()];
  const rootOf = (n: number): number => {
    while (root[n] !== n) n = root[n]!;
    return n;
  };
  /** The first state whose arms differ in a coordinate. */
  const first = new Map<number, number>();
  for (const [n, state] of states.entries()) {
    for (const { exact } of differences.from(state, 0)) {
      for (let k = 0; k < exact.length; k++) {
        if (exact[k] === 0n) continue;
        const other = first.get(k);
        if (other === undefined) first.set(k, n);
        else root[rootOf(n)] = rootOf(other);
      }
    }
  }
  const blocks = new Array<number>(count).fill(-1);
  const known = new Map<number, number>();
  for (const [n, state] of states.entries()) {
    const own = rootOf(n);
    const block = known.get(own) ?? known.size;
    known.set(own, block);
    blocks[state] = block;
  }
  return blocks;
}
