/** Min-norm points of differences, and what they separate, as signs of polynomials: with the differences that carry them at one value. */
import type { Fraction } from 'fraction.js';
import { type Claim, notNegative, positive } from './claims.js';
import { type Around, greatest, MOST_ROWS, noCoincidenceClaims } from './noCoincidence.js';
import { dotOf, negated, type Polynomial } from './polynomial.js';
import { difference, type Foot, footOf } from './solve.js';

export type Vector = readonly Polynomial[];

/** A direction along which all differences grow, made of those that carry it. null: there are too many of these. */
export function apartClaims(carrying: readonly Vector[], differences: readonly Vector[]): Claim[] | null {
  const foot = footOfFew(carrying);
  return foot && differences.map((y) => positive(dotOf(y, foot.point)));
}

/** Convex weights that give 0 along an interval, of each of some sets. null: of one of them, at most at some values. */
export function togetherClaims(sets: readonly (readonly Vector[])[]): Claim[] | null {
  const claims = sets.map((carrying) => {
    const foot = footOfFew(carrying);
    return foot?.point.every(isZero) ? hullClaims(foot) : null;
  });
  return claims.every((each) => each !== null) ? claims.flat() : null;
}

/** All better ones die out faster than the slowest worse ones, and all tied ones die out. @param carrying worse ones that carry p */
export function attractsClaims(around: Around, carrying: readonly Vector[]): Claim[] | null {
  const found = nearest(around, carrying);
  if (found === null) return null;
  const { foot, on } = found;
  return [
    ...found.claims,
    ...around.better.map((y) => positive(dotOf(difference(y, on), foot.point))),
    ...around.tied.map((y) => positive(dotOf(y, foot.point))),
  ];
}

/**
 * A better one dies out slower than the slowest worse ones, or a tied one grows; and there is no direction but p.
 *
 * @param isShared whether tied ones divide all terms by one sum, as in a bandit
 */
export function outlivedClaims(
  around: Around,
  carrying: readonly Vector[],
  at: Fraction,
  isShared = true,
): Claim[] | null {
  const found = nearest(around, carrying);
  if (found === null) return null;
  const { foot, on } = found;
  const blocking = greatest(
    [
      ...around.better.map((y) => negated(dotOf(difference(y, on), foot.point))),
      ...around.tied.map((y) => negated(dotOf(y, foot.point))),
    ],
    at,
  );
  const alone = noCoincidenceClaims(around, at, isShared);
  return blocking && alone && [...found.claims, positive(blocking), ...alone];
}

/** p ≠ 0 of the worse ones, in the hull of those that carry it. */
function nearest({ worse }: Around, carrying: readonly Vector[]) {
  const foot = footOfFew(carrying);
  if (foot === null) return null;
  const on = carrying[0]!;
  const claims = [
    ...hullClaims(foot),
    positive(dotOf(foot.point, foot.point)),
    // On the hull ⟨y, p⟩ = ‖p‖².
    ...worse.map((y) => notNegative(dotOf(difference(y, on), foot.point))),
  ];
  return { foot, on, claims };
}

function footOfFew(carrying: readonly Vector[]): Foot | null {
  return carrying.length > MOST_ROWS ? null : footOf(carrying);
}

function hullClaims({ weights, scale }: Foot): Claim[] {
  return [positive(scale), ...weights.map(notNegative)];
}

export function isZero(f: Polynomial): boolean {
  return f.length === 0;
}

export function isSame(v: Vector, w: Vector): boolean {
  return difference(v, w).every(isZero);
}

/** That two vectors differ. */
export function apartFrom(v: Vector, w: Vector): Claim {
  const apart = difference(v, w);
  return positive(dotOf(apart, apart));
}
