/** A bandit whose numbers are polynomials in one parameter, in whole numbers: features and rewards each in a unit of their own. */
import type { Fraction } from 'fraction.js';
import type { Bandit, Real } from '../model/bandit.js';
import { type Arithmetic, evaluate, isFault, parseExpression } from '../model/expression.js';
import { parseLiteral, toFraction } from '../model/rational.js';
import { constant, minus, type Polynomial, plus, times, valueAt } from './polynomial.js';

export interface PolynomialBandit {
  readonly bandit: Bandit;
  /** Of the actions, in units of 1/`rewardUnit`. */
  readonly rewards: readonly Polynomial[];
  readonly rewardUnit: bigint;
  /** In units of 1/`featureUnit`. */
  readonly features: readonly (readonly Polynomial[])[];
  readonly featureUnit: bigint;
}

/** With rational coefficients: numerator and denominator > 0. */
interface Rational {
  readonly above: Polynomial;
  readonly below: bigint;
}

/**
 * @param values of the other parameters
 * @returns null: some number is no polynomial, since the parameter stands in a divisor
 */
export function polynomialBandit(
  bandit: Bandit,
  parameter: string,
  values: ReadonlyMap<string, Real>,
): PolynomialBandit | null {
  const read = (real: Real) => polynomialOf(real, parameter, values);
  const rewards = bandit.rewards.map(read);
  const features = bandit.features.map((row) => row.map(read));
  if (!isWhole(rewards) || !features.every(isWhole)) return null;
  const rewardUnit = commonUnit(rewards);
  const featureUnit = commonUnit(features.flat());
  return {
    bandit,
    rewards: rewards.map((number) => inUnit(number, rewardUnit)),
    rewardUnit,
    features: features.map((row) => row.map((number) => inUnit(number, featureUnit))),
    featureUnit,
  };
}

/** The bandit at one value of the parameter. @returns null: some number is too large or too small for double precision */
export function banditAt(problem: PolynomialBandit, at: Fraction): Bandit | null {
  const rewards = problem.rewards.map((f) => realAt(f, problem.rewardUnit, at));
  const features = problem.features.map((row) => row.map((f) => realAt(f, problem.featureUnit, at)));
  const isKnown = (row: readonly (Real | null)[]): row is Real[] => row.every((number) => number !== null);
  return isKnown(rewards) && features.every(isKnown) ? { ...problem.bandit, rewards, features } : null;
}

function realAt(f: Polynomial, unit: bigint, at: Fraction): Real | null {
  return realOfFraction(valueAt(f, at).div(unit));
}

function isWhole(numbers: readonly (Rational | null)[]): numbers is Rational[] {
  return numbers.every((number) => number !== null);
}

function commonUnit(numbers: readonly Rational[]): bigint {
  return numbers.reduce((common, { below }) => (common / gcd(common, below)) * below, 1n);
}

function inUnit({ above, below }: Rational, unit: bigint): Polynomial {
  return above.map((a) => a * (unit / below));
}

function polynomialOf(real: Real, parameter: string, values: ReadonlyMap<string, Real>): Rational | null {
  if (real.expression === undefined) return ofFraction(toFraction(real));
  const parsed = parseExpression(real.expression);
  if (isFault(parsed)) return null;
  const arithmetic: Arithmetic<Rational> = {
    number: (number) => ofFraction(toFraction(number)),
    parameter: (name) =>
      name === parameter ? { above: [0n, 1n], below: 1n } : ofFraction(toFraction(values.get(name)!)),
    plus: (a, b) => together(a, b, plus),
    minus: (a, b) => together(a, b, minus),
    times: (a, b) => ({ above: times(a.above, b.above), below: a.below * b.below }),
    over: (a, b) => {
      const [divisor] = b.above;
      if (b.above.length !== 1 || divisor === undefined) return null;
      const sign = divisor < 0n ? -1n : 1n;
      return { above: a.above.map((entry) => entry * b.below * sign), below: a.below * divisor * sign };
    },
  };
  return evaluate(parsed, arithmetic);
}

function ofFraction({ s, n, d }: Fraction): Rational {
  return { above: constant(s * n), below: d };
}

function together(a: Rational, b: Rational, combine: (f: Polynomial, g: Polynomial) => Polynomial): Rational {
  const scaled = (f: Polynomial, factor: bigint) => f.map((entry) => entry * factor);
  return { above: combine(scaled(a.above, b.below), scaled(b.above, a.below)), below: a.below * b.below };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The literal of an exact number: `3`, `-1/2`. */
export function literalOfFraction({ s, n, d }: Fraction): string {
  return d === 1n ? `${s * n}` : `${s * n}/${d}`;
}

function realOfFraction(value: Fraction): Real | null {
  return parseLiteral(literalOfFraction(value));
}
