/** Signs of polynomials that a verdict rests on, and as far as they stay from one parameter value on. */
import type { Fraction } from 'fraction.js';
import { negated, type Polynomial, primitive, signAt } from './polynomial.js';
import { isNothing, type RationalFunction, signOf } from './rationalFunction.js';
import { compareRoots, nextRoot, type Root, rational } from './root.js';

/** `isStrict`: greater than 0; else at least 0. */
export interface Claim {
  readonly polynomial: Polynomial;
  readonly isStrict: boolean;
}

export const positive = (polynomial: Polynomial): Claim => ({ polynomial, isStrict: true });
export const notNegative = (polynomial: Polynomial): Claim => ({ polynomial, isStrict: false });

/** @param at where its sign is known */
export function notZero(polynomial: Polynomial, at: Fraction): Claim {
  return positive(signAt(polynomial, at) < 0 ? negated(polynomial) : polynomial);
}

/** That a function is positive, unless it is 0 wherever the parameter is. */
export function positiveOrNothing(f: RationalFunction): Claim[] {
  return isNothing(f) ? [] : [positive(signOf(f))];
}

export function atLeastNothing(f: RationalFunction): Claim {
  return notNegative(signOf(f));
}

/** An end of an interval. `isClosed`: it belongs to it. */
export interface End {
  readonly at: Root;
  readonly isClosed: boolean;
}

/** Where all claims hold around a number, at most from `from` to `to`. */
export interface Reach {
  readonly low: End;
  readonly high: End;
}

/** Longer polynomials are not followed: coefficients. */
const LONGEST = 150;

/** null: they do not all hold at the number, or some holds at it alone, for all that its sign there tells, or some polynomial is too long. */
export function reachOf(claims: readonly Claim[], at: Fraction, from: Fraction, to: Fraction): Reach | null {
  const distinct = new Map([...new Set(claims)].map((claim) => [keyOf(claim), claim]));
  const asked: Claim[] = [];
  for (const claim of distinct.values()) {
    if (claim.polynomial.length === 0) {
      if (claim.isStrict) return null;
    } else if (claim.polynomial.length > LONGEST || signAt(claim.polynomial, at) <= 0) return null;
    else if (claim.polynomial.length > 1) asked.push(claim);
  }
  return { low: endOf(asked, at, from), high: endOf(asked, at, to) };
}

/** The least interval around all of some that have a number in common: where each proves the same, that is proved in it. null: there are none */
export function farthest(all: readonly (Reach | null)[]): Reach | null {
  return all.reduce((one, other) => {
    if (one === null || other === null) return one ?? other;
    return { low: farther(one.low, other.low, -1), high: farther(one.high, other.high, 1) };
  }, null);
}

function farther(a: End, b: End, side: -1 | 1): End {
  const order = compareRoots(a.at, b.at) * side;
  if (order !== 0) return order > 0 ? a : b;
  return a.isClosed ? a : b;
}

/** The first root on the way, or the end of the way. */
function endOf(claims: readonly Claim[], at: Fraction, to: Fraction): End {
  let end: End = { at: rational(to), isClosed: true };
  const side = to.compare(at);
  for (const { polynomial, isStrict } of claims) {
    const root = nextRoot(polynomial, at, to);
    if (root === null) continue;
    const order = compareRoots(root, end.at) * side;
    if (order < 0) end = { at: root, isClosed: !isStrict };
    else if (order === 0 && isStrict) end = { ...end, isClosed: false };
  }
  return end;
}

function keyOf({ polynomial, isStrict }: Claim): string {
  return `${isStrict} ${primitive(polynomial).join()}`;
}
