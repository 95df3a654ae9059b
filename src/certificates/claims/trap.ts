/**
 * *trap*: an open set of θ converges to a suboptimal action (docs/trap.md). The point is p of the differences to worse arms. All better arms lie beyond it,
 * or exactly as far, and then the worse arms push θ on.
 */
import { Fraction } from 'fraction.js';
import type { Proof } from '../../conditions/proofs.js';
import { type Around, combinationOf } from '../around.js';
import { type HullPoint, hullPoint } from '../hull.js';
import { type Push, pushesOf } from '../push.js';

/** What is stated of an action, or of a policy, that attracts. */
export interface Attracting extends HullPoint {
  readonly pushes?: readonly Push[];
}

export function attracting(
  around: Around,
  { hull, pushes }: Extract<Proof, { kind: 'attracts' }>,
): Attracting {
  const { worse, better, tied, to, scale } = around;
  const combination = combinationOf(hull, (_, other) => to(other));
  const found = hullPoint(combination, worse.map(to), [...better, ...tied].map(to), scale);
  if (pushes.length === 0) return found;
  const point = found.point.map((entry) => new Fraction(entry));
  return { ...found, pushes: pushesOf(around, point, pushes) };
}
