/** A bandit whose numbers are rational functions of one parameter; features and rewards as polynomials, each in a unit of their own. */
import type { Fraction } from 'fraction.js';
import type { Bandit, Real } from '../model/bandit.js';
import { parseLiteral } from '../model/rational.js';
import { isMean } from '../spec/rewards.js';
import { type Values, Writing } from './numbers.js';
import { type Polynomial, signAt } from './polynomial.js';
import { commonBelow, inUnit, quotientAt, type RationalFunction } from './rationalFunction.js';

export interface ParametricBandit {
  readonly bandit: Bandit;
  readonly rewards: readonly RationalFunction[];
  readonly features: readonly (readonly RationalFunction[])[];
  /** What stands in a divisor: where one of them is 0, the text has no bandit. */
  readonly divisors: readonly Polynomial[];
  /** The features times one polynomial that is 0 only where a divisor is. All conditions stay if features are scaled, by −1 too. */
  readonly rows: readonly (readonly Polynomial[])[];
  /** The rewards times another one of that kind, `rewardUnit`. */
  readonly means: readonly Polynomial[];
  readonly rewardUnit: Polynomial;
  /** How many of its numbers name the parameter. */
  readonly naming: number;
}

/** With more divisors than have a product of so many coefficients, nothing is followed. */
export const LONGEST_UNIT = 12;

/**
 * @param values of the other parameters
 * @returns null: some number has no value wherever the parameter is, or the polynomials are too long
 */
export function parametricBandit(bandit: Bandit, parameter: string, values: Values): ParametricBandit | null {
  const writing = new Writing(parameter, values);
  const rewards = writing.all(bandit.rewards);
  const features = writing.table(bandit.features);
  if (rewards === null || features === null) return null;
  const rewardUnit = commonBelow(rewards);
  const featureUnit = commonBelow(features.flat());
  if (rewardUnit.length > LONGEST_UNIT || featureUnit.length > LONGEST_UNIT) return null;
  return {
    bandit,
    rewards,
    features,
    divisors: writing.divisors,
    rows: features.map((row) => row.map((number) => inUnit(number, featureUnit))),
    means: rewards.map((number) => inUnit(number, rewardUnit)),
    rewardUnit,
    naming: writing.naming,
  };
}

/**
 * The bandit at one value of the parameter.
 *
 * @returns null: a division by 0, a mean reward outside the range of the noise, or a number that is too large or too small for double precision
 */
export function banditAt(problem: ParametricBandit, at: Fraction): Bandit | null {
  if (problem.divisors.some((divisor) => signAt(divisor, at) === 0)) return null;
  const rewards = problem.rewards.map((f) => realAt(f, at));
  const features = problem.features.map((row) => row.map((f) => realAt(f, at)));
  const isKnown = (row: readonly (Real | null)[]): row is Real[] => row.every((number) => number !== null);
  if (!isKnown(rewards) || !features.every(isKnown)) return null;
  const { noise } = problem.bandit;
  return rewards.every(({ value }) => isMean(noise, value)) ? { ...problem.bandit, rewards, features } : null;
}

function realAt(f: RationalFunction, at: Fraction): Real | null {
  const value = quotientAt(f, at);
  return value && parseLiteral(literalOfFraction(value));
}

/** The literal of an exact number: `3`, `-1/2`. */
export function literalOfFraction({ s, n, d }: Fraction): string {
  return d === 1n ? `${s * n}` : `${s * n}/${d}`;
}
