/** *no-trap*: no open set of θ converges to a suboptimal action, alone or with others of its reward (docs/trap.md). */
import type { HullProof, NoCoincidence, Proof } from '../../conditions/proofs.js';
import { dotExact, solvingExact } from '../../math/exactLinear.js';
import { finish } from '../../math/work.js';
import { type Around, combinationOf } from '../around.js';
import { type CoincidenceStep, noCoincidence } from '../coincidence.js';
import { type HullPoint, hullPoint, type Weight, weightsOf } from '../hull.js';
import { rationals } from '../rational.js';

/** What is stated of an action, or of a policy, that does not attract. */
export type NotAttracting =
  /** Nothing has a smaller reward. */
  | { readonly because: 'nothing-worse' }
  /** Weights of differences to worse arms; the weighted sum is 0. */
  | { readonly because: 'between-worse'; readonly weights: readonly Weight[] }
  /** A better arm dies out slower along p than the slowest worse one, or an arm of the same reward outgrows it. */
  | (HullPoint & {
      readonly because: 'outlived';
      readonly coincidence: CoincidenceStep;
    })
  /**
   * Better arms die out along p as fast as the slowest worse ones, and gain along `normal`, whose product is 0 with these worse ones and 1 with the
   * better ones.
   */
  | (HullPoint & {
      readonly because: 'overtaken';
      readonly normal: readonly string[];
      readonly coincidence: CoincidenceStep;
    });

type Refuting = Exclude<Proof, { kind: 'apart' | 'together' | 'attracts' }>;

/** @param isShared do ties divide all terms by one sum? @returns null: a step of it has no words in certificates */
export function notAttracting(around: Around, proof: Refuting, isShared = true): NotAttracting | null {
  const { worse, better, tied, to, scale } = around;
  if (proof.kind === 'nothing-worse') return { because: 'nothing-worse' };
  const combination = combinationOf(proof.hull, (_, other) => to(other));
  if (proof.kind === 'between-worse') return { because: 'between-worse', weights: weightsOf(combination) };
  const point = hullPoint(combination, worse.map(to), [...better, ...tied].map(to), scale);
  const coincidence = noCoincidence(around, proof.coincidence, isShared);
  if (coincidence === null) return null;
  return proof.kind === 'outlived'
    ? { because: 'outlived', ...point, coincidence }
    : { because: 'overtaken', ...point, normal: normalOf(around, proof), coincidence };
}

/** The shortest vector whose product is 0 with the worse arms of the face and 1 with the better arms that die as fast. */
function normalOf(
  { better, to, scale }: Around,
  { hull }: { readonly hull: HullProof; readonly coincidence: NoCoincidence },
): string[] {
  const face = hull.terms.map((term) => ({ ...to(term.to), weight: term.weight }));
  const point = face[0]!.y.map((_, k) => face.reduce((sum, { y, weight }) => sum + weight * y[k]!, 0n));
  const square = dotExact(point, point);
  const equal = better.map(to).filter(({ y }) => dotExact(y, point) * hull.denominator === square);
  const rows = [...face, ...equal].map(({ y }) => y);
  // Regular, since the differences are in general position.
  const { numerators, denominator } = finish(
    solvingExact(
      rows.map((a) => rows.map((b) => dotExact(a, b))),
      rows.map((_, n) => (n < face.length ? 0n : 1n)),
    ),
  )!;
  const normal = point.map((_, k) => rows.reduce((sum, y, n) => sum + numerators[n]! * y[k]!, 0n));
  return rationals(
    normal.map((entry) => entry * scale),
    denominator,
  );
}
