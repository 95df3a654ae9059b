/** Numbers with few digits near given numbers. */

import { Pauses, type Work } from '../math/work.js';
import type { Bandit, Real } from '../model/bandit.js';
import { realOf, toFraction } from '../model/rational.js';
import type { Descent } from './descend.js';
import type { Model } from './model.js';
import type { NumberChange } from './types.js';

export interface Rounded {
  readonly changes: readonly NumberChange[];
  readonly size: number;
}

/** A rounded change may be longer than the least one by this factor, for the sake of fewer digits. */
const LONGER = 1.1;
/** Decimal places beyond the leading one of the scale. */
const PLACES = 7;
/** Moves smaller than this fraction of the whole change are rounding error of the search. */
const NOISE = 1e-7;
/** For up to this many numbers, every combination of neighbours is tried. */
const FEW = 6;
/** Numbers that are rounded between two pauses. */
const MOST_ROUNDED = 2000;
/** If the numbers are many, they are rounded this far beyond the end of the search. */
const OVERSHOOTS = [1, 1.01, 1.03, 1.08];

/** The exponents of the last digit that are tried, coarse ones first. */
export function exponentsOf({ margins }: Model): number[] {
  const top = Math.ceil(Math.log10(margins.scale));
  return Array.from({ length: PLACES + 1 }, (_, places) => top - places);
}

/**
 * Multiples of 10^exponent near `rows`, as changes that are not much longer than the least one (`leastSize`, in units of the scale). Changes of
 * fewer numbers come first, then shorter ones.
 */
export function* roundings(
  model: Model,
  { rows }: Pick<Descent, 'rows'>,
  leastSize: number,
  exponent: number,
): Work<Rounded[]> {
  const { units, bandit, margins } = model;
  const least = leastSize * margins.scale;
  const moved = rows.flatMap((row, unit) => {
    const before = bandit.features[units[unit]![0]!]!;
    return before.flatMap((from, feature) => {
      const target = row[feature]! * margins.scale;
      return Math.abs(target - from.value) > NOISE * least ? [{ unit, feature, from, target }] : [];
    });
  });
  const pauses = new Pauses(MOST_ROUNDED);
  function* at(beyond: number): Work<Real[]> {
    const values: Real[] = [];
    for (const { from, target } of moved) {
      values.push(nearest(from, from.value + beyond * (target - from.value), exponent));
      if (pauses.after(1)) yield;
    }
    return values;
  }
  const candidates: Real[][] = [];
  if (moved.length <= FEW)
    candidates.push(...combinations(moved.map(({ from, target }) => neighboursOf(from, target, exponent))));
  else for (const beyond of OVERSHOOTS) candidates.push(yield* at(beyond));
  const rounded: Rounded[] = [];
  for (const values of candidates) {
    const changes = moved.flatMap(({ unit, feature, from }, n) =>
      values[n] === from
        ? []
        : units[unit]!.map((action) => ({
            action,
            feature,
            from: bandit.features[action]![feature]!,
            to: values[n]!,
          })),
    );
    const size = changes.reduce((so, { from, to }) => Math.hypot(so, to.value - from.value), 0);
    rounded.push({ changes, size });
    if (pauses.after(moved.length)) yield;
  }
  return rounded
    .filter((each) => each.changes.length > 0 && each.size <= LONGER * least)
    .sort((a, b) => a.changes.length - b.changes.length || a.size - b.size);
}

/** The number as it is, if it is no worse than a rounded one, and the two rounded numbers around the target. */
function neighboursOf(from: Real, target: number, exponent: number): Real[] {
  const options = [Math.floor, Math.ceil].map((round) =>
    multiple(round(inUnits(target, from, exponent)), from, exponent),
  );
  const distinct = options.filter(
    (option, n) => option.value !== from.value && option.value !== options[n - 1]?.value,
  );
  return Math.abs(target - from.value) < 10 ** exponent || distinct.length < 2
    ? [from, ...distinct]
    : distinct;
}

function nearest(from: Real, target: number, exponent: number): Real {
  if (Math.abs(target - from.value) < 0.5 * 10 ** exponent) return from;
  return multiple(Math.round(inUnits(target, from, exponent)), from, exponent);
}

/** With a longer denominator the steps would not be exact integers, and nobody would read the fraction. */
const LONGEST_DENOMINATOR = 1_000_000n;

/** A fraction keeps its denominator where integer steps are possible; everything else becomes a multiple of 10^exponent. */
function denominatorOf(from: Real, exponent: number): bigint {
  if (exponent !== 0 || !from.literal.includes('/')) return 1n;
  const { d } = toFraction(from);
  return d <= LONGEST_DENOMINATOR && Math.abs(from.value) < 1e9 ? d : 1n;
}

function inUnits(target: number, from: Real, exponent: number): number {
  return (target / 10 ** exponent) * Number(denominatorOf(from, exponent));
}

function multiple(steps: number, from: Real, exponent: number): Real {
  const denominator = denominatorOf(from, exponent);
  if (denominator > 1n && steps % Number(denominator) !== 0) {
    return { value: steps / Number(denominator), literal: `${steps}/${denominator}` };
  }
  return realOf(Number(`${steps / Number(denominator)}e${exponent}`) + 0);
}

function combinations(options: readonly (readonly Real[])[]): Real[][] {
  return options.reduce<Real[][]>(
    (all, some) => all.flatMap((start) => some.map((last) => [...start, last])),
    [[]],
  );
}

/** The bandit after the changes. */
export function changed(bandit: Bandit, changes: readonly NumberChange[]): Bandit {
  const rewards = [...bandit.rewards];
  const features = bandit.features.map((row) => [...row]);
  for (const { action, feature, to } of changes) {
    if (feature === null) rewards[action] = to;
    else features[action]![feature] = to;
  }
  return { ...bandit, rewards, features };
}

/** The number with the fewest digits strictly between two bounds, as near to `wanted` (which lies between them) as these digits allow. */
export function roundBetween(low: number, high: number, wanted: number): Real | null {
  // If a bound is infinite, numbers as far from `wanted` as 0 are within reach in any case.
  const sizes = [low, high, wanted, high - low]
    .map(Math.abs)
    .filter((size) => Number.isFinite(size) && size > 0);
  if (sizes.length === 0) return null;
  const top = Math.ceil(Math.log10(Math.max(...sizes)));
  for (let exponent = top; exponent >= top - 17; exponent--) {
    const unit = 10 ** exponent;
    const options = [Math.floor(wanted / unit), Math.ceil(wanted / unit)]
      .map((steps) => realOf(Number(`${steps}e${exponent}`) + 0))
      .filter(({ value }) => value > low && value < high)
      .sort((a, b) => Math.abs(a.value - wanted) - Math.abs(b.value - wanted));
    if (options[0]) return options[0];
  }
  return null;
}
