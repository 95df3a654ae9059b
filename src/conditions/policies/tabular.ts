/**
 * Tabular features: in the states with a choice, each pair has a coordinate of its own, and all have one size. Every policy is then exposed, and
 * softmax policy gradient with exact gradients converges to the optimum from every start if ρ(s) > 0 in every such state (Agarwal, Kakade, Lee,
 * Mahajan, arXiv 1908.00261, Theorem 5.1; states without a choice have no parameter that matters).
 */

import type { Mdp } from '../../model/mdp.js';
import { compareReals } from '../../model/ranking.js';
import type { ExactMdp } from './exactMdp.js';

/** Are the features of the states `choices` tabular, compared as exact numbers? */
export function isTabular({ mdp, arms }: ExactMdp, choices: readonly number[]): boolean {
  const taken = new Set<number>();
  let size: { readonly value: number; readonly literal: string } | null = null;
  for (const state of choices) {
    for (const { pairs } of arms[state]!) {
      const own = coordinateOf(mdp, pairs[0]!);
      if (pairs.length > 1 || own === null || taken.has(own.coordinate)) return false;
      taken.add(own.coordinate);
      size ??= own.entry;
      if (compareReals(size, own.entry) !== 0) return false;
    }
  }
  return true;
}

const ONE = { value: 1, literal: '1' };

/** The coordinate and the entry of a row with one entry other than 0; null for other rows. */
function coordinateOf({ features }: Mdp, pair: number) {
  if (features.kind === 'one-hot') return { coordinate: features.coordinates[pair]!, entry: ONE };
  const row = features.rows[pair]!;
  const coordinate = row.findIndex(({ value }) => value !== 0);
  return coordinate >= 0 && row.every(({ value }, k) => k === coordinate || value === 0)
    ? { coordinate, entry: row[coordinate]! }
    : null;
}
