/** A contextual bandit or decision process whose numbers are rational functions of one parameter, and the model of its arms at one value. */

import type { Fraction } from 'fraction.js';
import type { ExactMdp } from '../conditions/policies/exactMdp.js';
import type { Mdp } from '../model/mdp.js';
import { type Claim, notZero, positive, positiveOrNothing } from './claims.js';
import { apartFrom, isSame, type Vector } from './geometry.js';
import { type Values, Writing } from './numbers.js';
import { ONE, type Polynomial, ZERO } from './polynomial.js';
import { rangeClaims } from './rangeClaims.js';
import {
  add,
  commonBelow,
  divide,
  inUnit,
  isNothing,
  multiply,
  NOTHING,
  ofWhole,
  type RationalFunction,
  signOf,
  subtract,
  UNIT,
} from './rationalFunction.js';
import { LONGEST_UNIT } from './structure.js';

export interface ParametricProcess {
  readonly mdp: Mdp;
  /** Of pairs. */
  readonly rewards: readonly RationalFunction[];
  /** Of pairs: the next states with their probabilities. */
  readonly next: readonly (readonly (readonly [state: number, probability: RationalFunction])[])[];
  readonly discount: RationalFunction;
  /** Of states. */
  readonly start: readonly RationalFunction[];
  /** The features of pairs times one polynomial that is 0 only where a divisor is. */
  readonly rows: readonly Vector[];
  readonly divisors: readonly Polynomial[];
  /** How many of its numbers name the parameter. */
  readonly naming: number;
}

/** Pairs of larger processes are not followed. */
export const MOST_PAIRS = 100;

/** @returns null: it is too large, or some number has no value wherever the parameter is */
export function parametricProcess(mdp: Mdp, parameter: string, values: Values): ParametricProcess | null {
  if (mdp.pairs.length > MOST_PAIRS) return null;
  const writing = new Writing(parameter, values);
  const rewards = writing.all(mdp.pairs.map(({ reward }) => reward));
  const discount = writing.number(mdp.discount);
  const start = writing.all(mdp.start);
  const weights = writing.table(mdp.pairs.map(({ to }) => to.map(({ probability }) => probability)));
  const rows = rowsOf(mdp, writing);
  if (!rewards || !discount || !start || !weights || !rows) return null;
  const next = mdp.pairs.map(({ to }, pair) =>
    to.map(({ state }, n) => [state, weights[pair]![n]!] as const),
  );
  return { mdp, rewards, next, discount, start, rows, divisors: writing.divisors, naming: writing.naming };
}

function rowsOf({ features, pairs }: Mdp, writing: Writing): Vector[] | null {
  if (features.kind === 'one-hot') {
    const used = [...new Set(features.coordinates)];
    return pairs.map((_, pair) => used.map((k) => (k === features.coordinates[pair] ? ONE : ZERO)));
  }
  const rows = writing.table(features.rows);
  const unit = rows && commonBelow(rows.flat());
  if (!rows || !unit || unit.length > LONGEST_UNIT) return null;
  return rows.map((row) => row.map((number) => inUnit(number, unit)));
}

/** Q(s, arm) = reward + Σ weight·V(s'). */
export interface ArmFunctions {
  readonly reward: RationalFunction;
  readonly next: readonly (readonly [state: number, weight: RationalFunction])[];
}

/** Of each state's arms, as `model` has them at one value. */
export function armsOfProcess(problem: ParametricProcess, { arms }: ExactMdp): ArmFunctions[][] {
  return arms.map((options) => options.map(({ pairs }) => armOf(problem, pairs)));
}

/** The means of some pairs. */
export function armOf(
  { rewards, next, discount }: ParametricProcess,
  pairs: readonly number[],
): ArmFunctions {
  const share = divide(UNIT, ofWhole(pairs.length));
  const weights = new Map<number, RationalFunction>();
  for (const pair of pairs)
    for (const [state, probability] of next[pair]!)
      weights.set(
        state,
        add(weights.get(state) ?? NOTHING, multiply(probability, multiply(share, discount))),
      );
  return {
    reward: multiply(share, sumOf(pairs.map((pair) => rewards[pair]!))),
    next: [...weights].filter(([, weight]) => !isNothing(weight)),
  };
}

export function sumOf(all: readonly RationalFunction[]): RationalFunction {
  return all.reduce(add, NOTHING);
}

/**
 * That the reader accepts the text; that the same states follow on each other, with probabilities > 0; and that the arms have the same pairs.
 *
 * @returns null: some of it at this value alone
 */
export function processClaims(problem: ParametricProcess, model: ExactMdp, at: Fraction): Claim[] | null {
  const { rewards, next, discount, start, rows, divisors, mdp } = problem;
  const shares = [start, ...next.map((to) => to.map(([, probability]) => probability))];
  const isWhole = shares.every((all) => all.length === 0 || isNothing(subtract(UNIT, sumOf(all))));
  const alike = model.arms.every((arms) =>
    arms.every(({ pairs }) => pairs.every((pair) => isSame(rows[pair]!, rows[pairs[0]!]!))),
  );
  if (!isWhole || !alike) return null;
  return [
    ...divisors.map((divisor) => notZero(divisor, at)),
    ...rangeClaims(mdp.noise, rewards),
    ...shares.flat().flatMap(positiveOrNothing),
    ...positiveOrNothing(discount),
    positive(signOf(subtract(UNIT, discount))),
    ...model.arms.flatMap((arms) =>
      arms.flatMap(({ pairs: [first] }, n) =>
        arms.slice(n + 1).map(({ pairs: [other] }) => apartFrom(rows[first!]!, rows[other!]!)),
      ),
    ),
  ];
}
