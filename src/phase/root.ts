/** Real roots of polynomials as numbers that can be compared: rational ones exactly, others between two rational numbers. */
import { Fraction } from 'fraction.js';
import { commonDivisor, type Polynomial, Sturm, signAt, squareFree } from './polynomial.js';

export type Root =
  | { readonly kind: 'rational'; readonly at: Fraction }
  /** The only root of a square-free polynomial in (low, high); neither end is one. */
  | { readonly kind: 'between'; readonly sturm: Sturm; readonly low: Fraction; readonly high: Fraction };

export function rational(at: Fraction): Root {
  return { kind: 'rational', at };
}

/** How narrow the two numbers around a root are when it is told. */
const NARROW = new Fraction(1n, 10n ** 12n);
/** Denominators up to this are tried for a rational root. */
const RECOGNISED = new Fraction(1n, 10n ** 24n);

/** The root of `polynomial` nearest to `from` on the way to `to`, which counts too; null: there is none. `from` is no root. */
export function nextRoot(polynomial: Polynomial, from: Fraction, to: Fraction): Root | null {
  if (polynomial.length <= 1 || from.equals(to)) return null;
  const sturm = new Sturm(squareFree(polynomial));
  const upwards = to.compare(from) > 0;
  const count = (a: Fraction, b: Fraction) => (upwards ? sturm.rootsIn(a, b) : rootsBelow(sturm, a, b));
  if (count(from, to) === 0) return null;
  let [near, far] = [from, to];
  // All roots up to `near` are none; the nearest lies before or at `far`.
  while (count(near, far) > 1) {
    const middle = between(near, far);
    if (count(near, middle) > 0) far = middle;
    else near = middle;
  }
  if (signAt(sturm.polynomial, far) === 0) return rational(far);
  const [low, high] = upwards ? [near, far] : [far, near];
  return recognised({ kind: 'between', sturm, low, high });
}

/** Distinct roots in [b, a), b < a. */
function rootsBelow(sturm: Sturm, a: Fraction, b: Fraction): number {
  const isAt = (at: Fraction) => (signAt(sturm.polynomial, at) === 0 ? 1 : 0);
  return sturm.rootsIn(b, a) + isAt(b) - isAt(a);
}

/** As a rational number, if it is one with a short denominator. */
function recognised(root: Extract<Root, { kind: 'between' }>): Root {
  let now: Root = root;
  while (now.kind === 'between' && now.high.sub(now.low).compare(RECOGNISED) > 0) now = halved(now);
  if (now.kind === 'rational') return now;
  const simple = simplestBetween(now.low, now.high);
  return signAt(now.sturm.polynomial, simple) === 0 ? rational(simple) : now;
}

/** The root between numbers half as far apart. */
export function halved(root: Extract<Root, { kind: 'between' }>): Root {
  const middle = between(root.low, root.high);
  const sign = signAt(root.sturm.polynomial, middle);
  if (sign === 0) return rational(middle);
  return sign === signAt(root.sturm.polynomial, root.low)
    ? { ...root, low: middle }
    : { ...root, high: middle };
}

/** Short rational numbers around a root, less than 10⁻¹² apart; of a rational one, that number twice. */
export function enclosureOf(root: Root): readonly [low: Fraction, high: Fraction] {
  if (root.kind === 'rational') return [root.at, root.at];
  const { low, high } = root;
  // Rounded outwards to the same decimals.
  const unit = NARROW.d * 10n;
  const down = floor(low.mul(unit));
  return [new Fraction(down, unit), new Fraction(-floor(high.mul(unit).neg()), unit)];
}

/** −1: the first is less. Of two that are the same number: 0. */
export function compareRoots(a: Root, b: Root): number {
  let [x, y] = [a, b];
  let same: boolean | null = null;
  for (;;) {
    if (x.kind === 'rational' && y.kind === 'rational') return x.at.compare(y.at);
    if (x.kind === 'rational') return -compareToRational(y, x.at);
    if (y.kind === 'rational') return compareToRational(x, y.at);
    if (x.high.compare(y.low) <= 0) return -1;
    if (y.high.compare(x.low) <= 0) return 1;
    same ??= haveOneInCommon(x, y);
    if (same) return 0;
    [x, y] = [halved(x), halved(y)];
  }
}

type Between = Extract<Root, { kind: 'between' }>;

function compareToRational(root: Root, at: Fraction): number {
  if (root.kind === 'rational') return root.at.compare(at);
  if (root.high.compare(at) <= 0) return -1;
  if (root.low.compare(at) >= 0) return 1;
  const sign = signAt(root.sturm.polynomial, at);
  if (sign === 0) return 0;
  return sign === signAt(root.sturm.polynomial, root.low) ? 1 : -1;
}

/** Whether a common root of their polynomials lies between both pairs of numbers, so that it is the root of both. */
function haveOneInCommon(x: Between, y: Between): boolean {
  const low = x.low.compare(y.low) > 0 ? x.low : y.low;
  const high = x.high.compare(y.high) < 0 ? x.high : y.high;
  const common = commonDivisor(x.sturm.polynomial, y.sturm.polynomial);
  return common.length > 1 && new Sturm(squareFree(common)).rootsIn(low, high) > 0;
}

/** A number with a short numerator and denominator between two others, strictly. */
export function simplestBetween(low: Fraction, high: Fraction): Fraction {
  const whole = floor(low) + 1n;
  if (new Fraction(whole).compare(high) < 0) {
    // The whole number nearest to 0.
    if (whole > 0n) return new Fraction(whole);
    const greatest = -floor(high.neg()) - 1n;
    return new Fraction(greatest < 0n ? greatest : 0n);
  }
  const base = new Fraction(whole - 1n);
  const [a, b] = [low.sub(base), high.sub(base)];
  // 1/b < x < 1/a, where a may be 0.
  const inverse = a.equals(0)
    ? new Fraction(floor(b.inverse()) + 1n)
    : simplestBetween(b.inverse(), a.inverse());
  return base.add(inverse.inverse());
}

export function between(a: Fraction, b: Fraction): Fraction {
  return a.add(b).div(2);
}

function floor({ s, n, d }: Fraction): bigint {
  const above = s * n;
  return above >= 0n ? above / d : -((-above + d - 1n) / d);
}
