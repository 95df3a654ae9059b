/**
 * Different numbers that become one double. The conditions tell them apart, being exact; runs and forecasts work on doubles and do not. This is
 * said at the number, so that a verdict and a run that differ by it explain each other.
 */

import type { Bandit, Real } from '../model/bandit.js';
import { type Mdp, pairName } from '../model/mdp.js';
import { compareReals, optimalActions } from '../model/ranking.js';
import { clip } from '../spec/format.js';
import { rowSources } from '../spec/rowSources.js';
import type { Reading } from '../spec/types.js';
import type { Finding } from './finding.js';
import { list } from './format.js';

/** What is compared: the actions of a bandit, or the pairs of a process. */
interface Rows {
  readonly rewards: readonly Real[];
  /** A row for each; none: they are not written as rows. */
  readonly features: readonly (readonly Real[])[];
  /** Rows that one policy chooses among, and whose numbers are compared. */
  readonly groups: readonly (readonly number[])[];
  readonly name: (row: number) => string;
  /** Where the rewards alone say which are optimal. */
  readonly optimal: () => readonly number[];
}

/** Rewards, or entries of one feature, that are not all equal but have one double; k = null: rewards. */
interface Clash {
  readonly k: number | null;
  /** One row for each different number, in the order of the text. */
  readonly rows: readonly number[];
}

/**
 * One finding for each double that stands for different rewards, or for different entries of one feature, among the actions of a bandit or of one
 * state: at the second of the numbers.
 */
export function indistinctFindings({ bandit, mdp, source }: Reading): Finding[] {
  const problem = bandit ?? mdp;
  if (problem === null) return [];
  const all = bandit ? ofBandit(bandit) : ofProcess(mdp!);
  const sources = rowSources(source);
  return clashesOf(problem, all).flatMap(({ k, rows }): Finding[] => {
    const placeOf = (row: number) => {
      const places = sources[row];
      return k === null ? places?.reward : places?.features[k];
    };
    const second = rows[1]!;
    const range = placeOf(second);
    if (!range) return [];
    const written = (row: number) => clip(realOf(all, k, row).literal);
    const { value } = realOf(all, k, rows[0]!);
    const names = list(rows.map(all.name));
    return [
      {
        severity: 'warning',
        code: 'indistinct',
        message: `${list(rows.map(written))} are different numbers, and ${rows.length === 2 ? 'both' : 'all'} become the double ${value}. The verdict and the conditions tell them apart. Runs and forecasts cannot: ${
          k === null ? ofRewards(all, rows, names) : ofFeatures(all, k, rows, names)
        } Write one number, or numbers that differ by ${gapAt(value)} or more.`,
        range,
        action: second,
        related: rows
          .filter((_, n) => n !== 1)
          .slice(0, RELATED)
          .flatMap((row) => {
            const place = placeOf(row);
            return place ? [{ range: place, message: `${written(row)} becomes the same double` }] : [];
          }),
      },
    ];
  });
}

const RELATED = 8;

function ofBandit(bandit: Bandit): Rows {
  const { names, rewards, features } = bandit;
  return {
    rewards,
    features,
    groups: [[...names.keys()]],
    name: (row) => names[row]!,
    optimal: () => optimalActions(bandit),
  };
}

function ofProcess(mdp: Mdp): Rows {
  return {
    rewards: mdp.pairs.map(({ reward }) => reward),
    features: mdp.features.kind === 'rows' ? mdp.features.rows : [],
    groups: mdp.states.map(({ first, actions }) => Array.from({ length: actions }, (_, n) => first + n)),
    name: (row) => pairName(mdp, row),
    optimal: () => [],
  };
}

function ofRewards({ name, optimal }: Rows, rows: readonly number[], names: string): string {
  const optima = optimal();
  const best = rows.filter((row) => optima.includes(row));
  const alone =
    best.length === 0
      ? ''
      : `, and the gap is 0 at each, though only ${list(best.map(name))} counts as optimal`;
  return `to them ${names} have the same reward${alone}.`;
}

function ofFeatures({ features }: Rows, k: number, rows: readonly number[], names: string): string {
  const [first, ...others] = rows.map((row) => features[row]!.map(({ value }) => value).join());
  return others.every((row) => row === first)
    ? `to them ${names} have the same features, and so at every θ the same probability.`
    : `to them feature ${k + 1} of ${names} is the same.`;
}

function realOf({ rewards, features }: Rows, k: number | null, row: number): Real {
  return k === null ? rewards[row]! : features[row]![k]!;
}

/** From this double to the next one away from 0, to two digits. */
function gapAt(value: number): string {
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(value))) - 52);
  return String(Number((2 ** exponent).toPrecision(2)));
}

/** Findings are told again at every stage of an analysis; the numbers are compared once. */
const known = new WeakMap<Bandit | Mdp, readonly Clash[]>();

function clashesOf(problem: Bandit | Mdp, all: Rows): readonly Clash[] {
  const columns = [null, ...(all.features[0] ?? []).keys()];
  const clashes =
    known.get(problem) ?? columns.flatMap((k) => all.groups.flatMap((group) => clashesAmong(all, group, k)));
  known.set(problem, clashes);
  return clashes;
}

function clashesAmong(all: Rows, group: readonly number[], k: number | null): Clash[] {
  const byDouble = new Map<number, number[]>();
  for (const row of group) {
    const real = realOf(all, k, row);
    const same = byDouble.get(real.value);
    if (same === undefined) byDouble.set(real.value, [row]);
    else if (same.every((other) => compareReals(realOf(all, k, other), real) !== 0)) same.push(row);
  }
  return [...byDouble.values()].filter((rows) => rows.length > 1).map((rows) => ({ k, rows }));
}
