/** Rational functions of one parameter, exactly: polynomials with whole coefficients over each other, in lowest terms. */
import type { Fraction } from 'fraction.js';
import {
  commonDivisor,
  constant,
  contentOf,
  gcdOf,
  negated,
  ONE,
  type Polynomial,
  plus,
  quotient,
  times,
  valueAt,
  ZERO,
} from './polynomial.js';

/** above/below without common factors, whole ones included; the last coefficient of `below` is > 0. */
export interface RationalFunction {
  readonly above: Polynomial;
  readonly below: Polynomial;
}

export const NOTHING: RationalFunction = { above: ZERO, below: ONE };
export const UNIT: RationalFunction = { above: ONE, below: ONE };
/** The parameter itself. */
export const PARAMETER: RationalFunction = { above: [0n, 1n], below: ONE };

export function ofFraction({ s, n, d }: Fraction): RationalFunction {
  return { above: constant(s * n), below: [d] };
}

export function ofWhole(value: number): RationalFunction {
  return { above: constant(BigInt(value)), below: ONE };
}

/** @param below not 0 */
function lowest(above: Polynomial, below: Polynomial): RationalFunction {
  if (above.length === 0) return NOTHING;
  const common = above.length > 1 && below.length > 1 ? commonDivisor(above, below) : ONE;
  const [f, g] = common.length > 1 ? [quotient(above, common), quotient(below, common)] : [above, below];
  const shared = gcdOf(contentOf(f), contentOf(g));
  const divisor = g.at(-1)! < 0n ? -shared : shared;
  return divisor === 1n
    ? { above: f, below: g }
    : { above: f.map((a) => a / divisor), below: g.map((a) => a / divisor) };
}

export function add(a: RationalFunction, b: RationalFunction): RationalFunction {
  if (isSame(a.below, b.below)) return lowest(plus(a.above, b.above), a.below);
  return lowest(plus(times(a.above, b.below), times(b.above, a.below)), times(a.below, b.below));
}

export function subtract(a: RationalFunction, b: RationalFunction): RationalFunction {
  return add(a, opposite(b));
}

export function opposite({ above, below }: RationalFunction): RationalFunction {
  return { above: negated(above), below };
}

export function multiply(a: RationalFunction, b: RationalFunction): RationalFunction {
  return lowest(times(a.above, b.above), times(a.below, b.below));
}

/** @param b not 0 */
export function divide(a: RationalFunction, b: RationalFunction): RationalFunction {
  return lowest(times(a.above, b.below), times(a.below, b.above));
}

export function isNothing({ above }: RationalFunction): boolean {
  return above.length === 0;
}

/** A polynomial with the sign of the function wherever it has a value. */
export function signOf({ above, below }: RationalFunction): Polynomial {
  return below.length === 1 ? above : times(above, below);
}

/** null: `below` is 0 there. */
export function quotientAt({ above, below }: RationalFunction, at: Fraction): Fraction | null {
  const divisor = valueAt(below, at);
  return divisor.equals(0) ? null : valueAt(above, at).div(divisor);
}

/** The least polynomial that all `below` divide, up to a factor > 0. */
export function commonBelow(all: readonly RationalFunction[]): Polynomial {
  return all.reduce<Polynomial>((common, { below }) => {
    const shared = commonDivisor(common, below);
    const factor = contentOf(below) / gcdOf(contentOf(common), contentOf(below));
    const rest = quotient(
      below.map((a) => a / contentOf(below)),
      shared,
    );
    return times(common, rest).map((a) => a * factor);
  }, ONE);
}

/** The function times a polynomial that its `below` divides. */
export function inUnit({ above, below }: RationalFunction, unit: Polynomial): Polynomial {
  const { above: factor } = lowest(unit, below);
  return times(above, factor);
}

function isSame(f: Polynomial, g: Polynomial): boolean {
  return f.length === g.length && f.every((a, k) => a === g[k]);
}
