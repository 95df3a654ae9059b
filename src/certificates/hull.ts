/** Convex combinations of differences of features, as claims state them (docs/certificates.md, "Points of a hull"). */
import { combineExact, dotExact, type IntegerVector } from '../math/exactLinear.js';
import { rational, rationals } from './rational.js';

/** x_from − x_to, named by the numbers of two actions, or of two pairs of a process. */
export type Key = readonly [from: number, to: number];

/** A difference in integers, in units of 1/scale. */
export interface Keyed {
  readonly key: Key;
  readonly y: IntegerVector;
}

/** A difference with its weight, a rational. */
export type Weight = readonly [from: number, to: number, weight: string];

/** A convex combination; the weights are given times `denominator`. */
export interface Combination {
  readonly terms: readonly (Keyed & { readonly weight: bigint })[];
  readonly denominator: bigint;
}

/** A point p of a hull, with proof that the whole hull lies on one side of it. */
export interface HullPoint {
  /** Positive, with the sum 1. */
  readonly weights: readonly Weight[];
  readonly point: readonly string[];
  /** ⟨y, p⟩ of each difference that the claim is about, by ascending keys. */
  readonly products: readonly string[];
  /** ‖p‖²; `slack` is how far the least product of the hull is below it: 0 if p is the nearest point itself. */
  readonly square: string;
  readonly slack: string;
}

export function byKey(a: Pick<Keyed, 'key'>, b: Pick<Keyed, 'key'>): number {
  return a.key[0] - b.key[0] || a.key[1] - b.key[1];
}

export function weightsOf({ terms, denominator }: Combination): Weight[] {
  return terms.toSorted(byKey).map(({ key, weight }) => [...key, rational(weight, denominator)] as const);
}

/**
 * @param hull the differences that span the hull
 * @param asked further differences whose products are given
 * @param scale the scale of all these differences
 */
export function hullPoint(
  combination: Combination,
  hull: readonly Keyed[],
  asked: readonly Keyed[],
  scale: bigint,
): HullPoint {
  const { terms, denominator } = combination;
  const point = combineExact(
    terms.map(({ weight }) => weight),
    terms.map(({ y }) => y),
  );
  // In units of 1/(denominator·scale²).
  const productOf = ({ y }: Keyed) => dotExact(y, point);
  const unit = denominator * scale * scale;
  const square = dotExact(point, point);
  let least = productOf(hull[0]!);
  for (const each of hull) {
    const product = productOf(each);
    if (product < least) least = product;
  }
  return {
    weights: weightsOf(combination),
    point: rationals(point, denominator * scale),
    products: [...hull, ...asked].toSorted(byKey).map((each) => rational(productOf(each), unit)),
    square: rational(square, unit * denominator),
    slack: rational(square - least * denominator, unit * denominator),
  };
}
