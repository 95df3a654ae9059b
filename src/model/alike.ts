/** Actions of one state with the same features. They have the same probability at every θ, so a policy takes all of them or none. */
import type { Mdp } from './mdp.js';
import { compareReals } from './ranking.js';

const known = new WeakMap<Mdp, Map<number, readonly (readonly number[])[]>>();

/** The pairs of the same state with the same features as this pair, ascending; the pair itself is among them. */
export function alike(mdp: Mdp, pair: number): readonly number[] {
  const states = known.get(mdp) ?? new Map<number, readonly (readonly number[])[]>();
  known.set(mdp, states);
  const state = mdp.stateOf[pair]!;
  const arms = states.get(state) ?? armsOf(mdp, state);
  states.set(state, arms);
  return arms.find((arm) => arm.includes(pair))!;
}

function armsOf(mdp: Mdp, state: number): number[][] {
  const { first, actions } = mdp.states[state]!;
  const arms: number[][] = [];
  // First grouped by doubles, which is fast; then the exact numbers tell the few in a group apart.
  const byDoubles = new Map<string, number[][]>();
  for (let pair = first; pair < first + actions; pair++) {
    const key = keyOf(mdp, pair);
    const near = byDoubles.get(key) ?? [];
    byDoubles.set(key, near);
    const arm = near.find(([other]) => haveSameRow(mdp, other!, pair));
    if (arm) arm.push(pair);
    else {
      const own = [pair];
      near.push(own);
      arms.push(own);
    }
  }
  return arms;
}

function keyOf({ features }: Mdp, pair: number): string {
  // Adding 0 makes −0 and 0 the same key.
  return features.kind === 'one-hot'
    ? String(features.coordinates[pair])
    : features.rows[pair]!.map(({ value }) => value + 0).join();
}

function haveSameRow({ features }: Mdp, a: number, b: number): boolean {
  if (features.kind === 'one-hot') return true;
  const other = features.rows[b]!;
  return features.rows[a]!.every((x, k) => compareReals(x, other[k]!) === 0);
}
