/**
 * Different numbers that become one double. The conditions tell them apart, being exact; runs and forecasts work on doubles and do not. This is
 * said at the number, so that a verdict and a run that differ by it explain each other.
 */

import type { Bandit, Real } from '../model/bandit.js';
import { compareReals, optimalActions } from '../model/ranking.js';
import type { Reading } from '../spec/types.js';
import { clip } from '../spec/words.js';
import type { Finding } from './finding.js';
import { list } from './format.js';

/** Rewards, or entries of one feature, that are not all equal but have one double; k = null: rewards. */
interface Clash {
  readonly k: number | null;
  /** One action for each different number, in the order of the text. */
  readonly actions: readonly number[];
}

/** One finding for each double that stands for different rewards, or for different entries of one feature: at the second of the numbers. */
export function indistinctFindings({ bandit, source }: Reading): Finding[] {
  if (bandit === null) return [];
  return clashesOf(bandit).flatMap(({ k, actions }): Finding[] => {
    const placeOf = (action: number) => {
      const places = source.actions[action];
      return k === null ? places?.reward : places?.features[k];
    };
    const range = placeOf(actions[1]!);
    if (!range) return [];
    const written = (action: number) => clip(realOf(bandit, k, action).literal);
    const { value } = realOf(bandit, k, actions[0]!);
    const names = list(actions.map((action) => bandit.names[action]!));
    return [
      {
        severity: 'warning',
        code: 'indistinct',
        message: `${list(actions.map(written))} are different numbers, and ${actions.length === 2 ? 'both' : 'all'} become the double ${value}. The verdict and the conditions tell them apart. Runs and forecasts cannot: ${
          k === null ? ofRewards(bandit, actions, names) : ofFeatures(bandit, k, actions, names)
        } Write one number, or numbers that differ by ${gapAt(value)} or more.`,
        range,
        action: actions[1]!,
        related: actions
          .filter((_, n) => n !== 1)
          .slice(0, RELATED)
          .flatMap((action) => {
            const place = placeOf(action);
            return place ? [{ range: place, message: `${written(action)} becomes the same double` }] : [];
          }),
      },
    ];
  });
}

const RELATED = 8;

function ofRewards(bandit: Bandit, actions: readonly number[], names: string): string {
  const optimal = optimalActions(bandit);
  const best = actions.filter((action) => optimal.includes(action));
  const alone =
    best.length === 0
      ? ''
      : `, and the gap is 0 at each, though only ${list(best.map((action) => bandit.names[action]!))} counts as optimal`;
  return `to them ${names} have the same reward${alone}.`;
}

function ofFeatures(bandit: Bandit, k: number, actions: readonly number[], names: string): string {
  const [first, ...others] = actions.map((action) =>
    bandit.features[action]!.map(({ value }) => value).join(),
  );
  return others.every((row) => row === first)
    ? `to them ${names} have the same features, and so at every θ the same probability.`
    : `to them feature ${k + 1} of ${names} is the same.`;
}

function realOf({ rewards, features }: Bandit, k: number | null, action: number): Real {
  return k === null ? rewards[action]! : features[action]![k]!;
}

/** From this double to the next one away from 0, to two digits. */
function gapAt(value: number): string {
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(value))) - 52);
  return String(Number((2 ** exponent).toPrecision(2)));
}

/** Findings are told again at every stage of an analysis; the numbers are compared once. */
const known = new WeakMap<Bandit, readonly Clash[]>();

function clashesOf(bandit: Bandit): readonly Clash[] {
  const clashes = known.get(bandit) ?? [
    ...clashesAmong(bandit.rewards, null),
    ...(bandit.features[0] ?? []).flatMap((_, k) =>
      clashesAmong(
        bandit.features.map((row) => row[k]!),
        k,
      ),
    ),
  ];
  known.set(bandit, clashes);
  return clashes;
}

function clashesAmong(reals: readonly Real[], k: number | null): Clash[] {
  const byDouble = new Map<number, number[]>();
  reals.forEach((real, action) => {
    const same = byDouble.get(real.value);
    if (same === undefined) byDouble.set(real.value, [action]);
    else if (same.every((other) => compareReals(reals[other]!, real) !== 0)) same.push(action);
  });
  return [...byDouble.values()].filter((actions) => actions.length > 1).map((actions) => ({ k, actions }));
}
