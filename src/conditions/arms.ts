/**
 * The bandit as the softmax sees it: actions with identical features have the same probability at every θ, so they act as
 * one arm with the mean of their rewards. Every condition except `exposed` and the least-squares ones is decided on the arms.
 *
 * Numbers are kept twice: as doubles, to search, and as integers over one common denominator, to prove. All conditions except the
 * least-squares figures are homogeneous in the features, so the denominator matters only when a number is shown.
 */
import type { Fraction } from 'fraction.js';
import { bitsOf } from '../math/budget.js';
import { greatestCommonDivisor } from '../math/ratio.js';
import { type Ratio, ratioOf as reduced } from '../math/sparseSystem.js';
import { finish, type Work } from '../math/work.js';
import type { Bandit, Real } from '../model/bandit.js';
import { levelling, meanReward, optimalActions } from '../model/ranking.js';
import { nearestDouble, ratioOf } from '../model/rational.js';

export interface Arms {
  readonly bandit: Bandit;
  /** d, the number of features. */
  readonly dimensions: number;
  /** The actions of each arm, ascending; arms in the order of their first action. */
  readonly members: readonly (readonly number[])[];
  /** The arm of each action. */
  readonly armOf: readonly number[];
  /** Each arm's features as doubles. */
  readonly rows: readonly Float64Array[];
  /** Each arm's features times `scale`. */
  readonly exactRows: readonly (readonly bigint[])[];
  readonly scale: bigint;
  /** The length in bits of the greatest entry of `exactRows`. */
  readonly bits: number;
  /** Each arm's mean reward, exactly. */
  readonly rewards: readonly Fraction[];
  /** The arms by mean reward, best first; arms of one level have exactly equal means. */
  readonly levels: readonly (readonly number[])[];
  /** The level of each arm: 0 is best. */
  readonly levelOf: readonly number[];
  /** The actions of the greatest reward, whatever their arm. */
  readonly optimal: readonly number[];
}

/** The arms of a bandit, all at once; `gatheringArms` is the same in short steps. */
export function armsOf(bandit: Bandit): Arms {
  return finish(gatheringArms(bandit));
}

/** `armsOf` in short steps. */
export function* gatheringArms(bandit: Bandit): Work<Arms> {
  const features = yield* exactFeatures(bandit.features);

  const members: number[][] = [];
  const armOf: number[] = [];
  const armOfRow = new Map<string, number>();
  for (const [action, key] of features.keys.entries()) {
    const arm = armOfRow.get(key) ?? members.length;
    armOfRow.set(key, arm);
    armOf.push(arm);
    if (arm === members.length) members.push([]);
    members[arm]!.push(action);
    if (action % FEW === 0) yield;
  }

  const means: Fraction[] = [];
  const doubles: number[] = [];
  for (const actions of members) {
    const mean = meanReward(actions.map((action) => bandit.rewards[action]!));
    means.push(mean);
    // Rounding to the nearest double keeps the order, so doubles that differ are in the order of the exact numbers.
    doubles.push(nearestDouble(mean.s * mean.n, mean.d));
    if (means.length % FEW === 0) yield;
  }
  yield;
  const levels = yield* levelling(means.length, (a, b) =>
    doubles[a]! === doubles[b]! ? means[a]!.compare(means[b]!) : doubles[a]! - doubles[b]!,
  );
  const levelOf: number[] = [];
  levels.forEach((arms, level) => {
    for (const arm of arms) levelOf[arm] = level;
  });
  yield;
  const rows = members.map((actions) => new Float64Array(bandit.features[actions[0]!]!.map((x) => x.value)));
  yield;

  return {
    bandit,
    dimensions: bandit.features[0]?.length ?? 0,
    members,
    armOf,
    rows,
    exactRows: members.map((actions) => features.rows[actions[0]!]!),
    scale: features.denominator,
    bits: features.bits,
    rewards: means,
    levels,
    levelOf,
    optimal: optimalActions(bandit),
  };
}

/** Does the arm hold only actions of the greatest reward? */
export function isOptimalArm(arms: Arms, arm: number): boolean {
  const optimal = sets.get(arms.optimal) ?? new Set(arms.optimal);
  sets.set(arms.optimal, optimal);
  return arms.members[arm]!.every((action) => optimal.has(action));
}

/** Asked for every arm, and thousands of actions may be tied. */
const sets = new WeakMap<readonly number[], ReadonlySet<number>>();

/** Numbers between two pauses; fewer if they are long. */
const PAUSE = 3000;
/** Actions between two pauses: fewer, since their rewards are made exact or their features are joined to a key. */
const FEW = 500;
const LONG = 2n ** 4000n;

/** The features as integers over one denominator, and a key for each row that is the same for equal rows. */
interface ExactFeatures {
  readonly rows: readonly (readonly bigint[])[];
  readonly keys: readonly string[];
  readonly denominator: bigint;
  /** The length in bits of the greatest integer. */
  readonly bits: number;
}

/** Converts every number once: a large table often repeats the same few thousand numbers. */
function* exactFeatures(features: readonly (readonly Real[])[]): Work<ExactFeatures> {
  const places = new Map<string, number>();
  const fractions: Ratio[] = [];
  const table: number[][] = [];
  let done = 0;
  for (const row of features) {
    const line: number[] = [];
    for (const real of row) {
      const key = real.double ? `${real.literal} double` : real.literal;
      let place = places.get(key);
      if (place === undefined) {
        place = fractions.push(reduced(...ratioOf(real))) - 1;
        places.set(key, place);
      }
      line.push(place);
      if (++done % PAUSE === 0) yield;
    }
    table.push(line);
  }
  let denominator = 1n;
  const denominators = new Set(fractions.map(({ below }) => below));
  yield;
  for (const each of denominators) {
    denominator *= each / greatestCommonDivisor(denominator, each);
    if (++done % PAUSE === 0 || denominator > LONG) yield;
  }
  const integers: bigint[] = [];
  for (const { above, below } of fractions) {
    integers.push(above * (denominator / below));
    if (++done % PAUSE === 0 || denominator > LONG) yield;
  }
  // The same number may be written in several ways.
  const first = new Map<bigint, number>();
  const names: number[] = [];
  for (const [place, integer] of integers.entries()) {
    if (!first.has(integer)) first.set(integer, place);
    names.push(first.get(integer)!);
    if (++done % PAUSE === 0) yield;
  }
  const rows: bigint[][] = [];
  const keys: string[] = [];
  for (const row of table) {
    rows.push(row.map((place) => integers[place]!));
    keys.push(row.map((place) => names[place]).join());
    done += row.length;
    if (done % PAUSE < row.length) yield;
  }
  return { rows, keys, denominator, bits: bitsOf([integers]) };
}
