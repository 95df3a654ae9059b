/**
 * Different numbers with the same double. The conditions are exact and distinguish them; runs and forecasts work on doubles and do not. This is
 * reported at the number, since it explains why a verdict and a run may differ.
 */

import type { Bandit, Real } from '../model/bandit.js';
import { type Mdp, pairName, type Transition } from '../model/mdp.js';
import { compareReals, optimalActions } from '../model/ranking.js';
import { clip } from '../spec/format.js';
import { rowSources } from '../spec/rowSources.js';
import type { PairSource, Reading, TextRange } from '../spec/types.js';
import type { Finding } from './finding.js';
import { list } from './format.js';

/** The rows that are compared: the actions of a bandit, or the pairs of a process. */
interface Rows {
  readonly rewards: readonly Real[];
  /** The features of each row; empty if they are not written as rows. */
  readonly features: readonly (readonly Real[])[];
  /** Rows that one policy chooses among; numbers are compared within a group. */
  readonly groups: readonly (readonly number[])[];
  readonly name: (row: number) => string;
  /** The transitions of each row, as in `Mdp.pairs`; none for a bandit. */
  readonly to: (row: number) => readonly Transition[];
  readonly stateName: (state: number) => string;
  /** The optimal rows, where the rewards alone determine them. */
  readonly optimal: () => readonly number[];
}

/** The numbers that are compared: rewards, entries of one feature, or probabilities of one next state. */
type Column = 'reward' | { readonly feature: number } | { readonly next: number };

/** Numbers of one column that are different but have the same double. */
interface Clash {
  readonly column: Column;
  /** One row for each of the different numbers, in the order of the text. */
  readonly rows: readonly number[];
}

/**
 * One finding for each double that stands for different rewards, or for different entries of one feature, among the actions of a bandit or of one
 * state. It is reported at the second of the numbers.
 */
export function indistinctFindings({ bandit, mdp, source }: Reading): Finding[] {
  const problem = bandit ?? mdp;
  if (problem === null) return [];
  const all = bandit ? ofBandit(bandit) : ofProcess(mdp!);
  const sources = rowSources(source);
  const probabilities = probabilitySources(source);
  return clashesOf(problem, all).flatMap(({ column, rows }): Finding[] => {
    const placeOf = (row: number) => {
      const places = sources[row];
      if (column === 'reward') return places?.reward;
      return 'feature' in column ? places?.features[column.feature] : probabilities(row, column.next);
    };
    const second = rows[1]!;
    const range = placeOf(second);
    if (!range) return [];
    const written = (row: number) => clip(realOf(all, column, row).literal);
    const { value } = realOf(all, column, rows[0]!);
    const names = list(rows.map(all.name));
    return [
      {
        severity: 'warning',
        code: 'indistinct',
        message: `${list(rows.map(written))} are different numbers, and ${rows.length === 2 ? 'both' : 'all'} become the double ${value}. The verdict and the conditions tell them apart. Runs and forecasts cannot: ${effectOf(
          all,
          column,
          rows,
          names,
        )} Write one number, or numbers that differ by ${gapAt(value)} or more.`,
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

/** The range of the probability of a next state, for each row. */
function probabilitySources({
  states,
}: Reading['source']): (row: number, next: number) => TextRange | null | undefined {
  const pairs = states.flatMap(({ actions }): readonly (PairSource | null)[] =>
    actions.length === 0 ? [null] : actions,
  );
  return (row, next) => pairs[row]?.to?.entries.find(({ state }) => state === next)?.probability;
}

function effectOf(all: Rows, column: Column, rows: readonly number[], names: string): string {
  if (column === 'reward') return ofRewards(all, rows, names);
  if ('feature' in column) return ofFeatures(all, column.feature, rows, names);
  return `to them ${names} lead to ${clip(all.stateName(column.next))} with the same probability.`;
}

function ofBandit(bandit: Bandit): Rows {
  const { names, rewards, features } = bandit;
  return {
    rewards,
    features,
    groups: [[...names.keys()]],
    name: (row) => names[row]!,
    to: () => [],
    stateName: () => '',
    optimal: () => optimalActions(bandit),
  };
}

function ofProcess(mdp: Mdp): Rows {
  return {
    rewards: mdp.pairs.map(({ reward }) => reward),
    features: mdp.features.kind === 'rows' ? mdp.features.rows : [],
    groups: mdp.states.map(({ first, actions }) => Array.from({ length: actions }, (_, n) => first + n)),
    name: (row) => pairName(mdp, row),
    to: (row) => mdp.pairs[row]!.to,
    stateName: (state) => mdp.states[state]!.name,
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

function realOf({ rewards, features, to }: Rows, column: Column, row: number): Real {
  if (column === 'reward') return rewards[row]!;
  return 'feature' in column
    ? features[row]![column.feature]!
    : to(row).find(({ state }) => state === column.next)!.probability;
}

/** The distance from this double to the next one away from 0, to two digits. */
function gapAt(value: number): string {
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(value))) - 52);
  return String(Number((2 ** exponent).toPrecision(2)));
}

/** Findings are reported at every stage of an analysis; the numbers are compared once. */
const known = new WeakMap<Bandit | Mdp, readonly Clash[]>();

function clashesOf(problem: Bandit | Mdp, all: Rows): readonly Clash[] {
  const clashes = known.get(problem) ?? foundClashes(all);
  known.set(problem, clashes);
  return clashes;
}

function foundClashes(all: Rows): Clash[] {
  const dimensions = all.features[0]?.length ?? 0;
  const columns: readonly Column[] = [
    'reward',
    ...Array.from({ length: dimensions }, (_, feature) => ({ feature })),
  ];
  const tables = all.groups.map((group) => doublesOf(all, group, dimensions));
  return [
    ...columns.flatMap((column, k) =>
      all.groups.flatMap((group, g) => {
        const doubles = tables[g]!.subarray(k * group.length, (k + 1) * group.length);
        return clashesAmong(group, doubles, column, (row) => realOf(all, column, row));
      }),
    ),
    ...all.groups.flatMap((group) =>
      [...leadingTo(all, group)].flatMap(([next, rows]) => {
        const doubles = Float64Array.from(rows.values(), ({ value }) => value);
        return clashesAmong([...rows.keys()], doubles, { next }, (row) => rows.get(row)!);
      }),
    ),
  ];
}

/** Column after column, the rewards first. Read row after row, as they lie in memory: of a million numbers that is several times faster. */
function doublesOf({ rewards, features }: Rows, group: readonly number[], dimensions: number): Float64Array {
  const n = group.length;
  const doubles = new Float64Array(n * (dimensions + 1));
  for (const [i, row] of group.entries()) {
    doubles[i] = rewards[row]!.value;
    for (let k = 0; k < dimensions; k++) doubles[(k + 1) * n + i] = features[row]![k]!.value;
  }
  return doubles;
}

/** For each next state, the rows that lead there, with their probabilities. */
function leadingTo({ to }: Rows, group: readonly number[]): Map<number, Map<number, Real>> {
  const rows = new Map<number, Map<number, Real>>();
  for (const row of group)
    for (const { state, probability } of to(row)) {
      const known = rows.get(state) ?? new Map<number, Real>();
      rows.set(state, known.set(row, probability));
    }
  return rows;
}

/** @param doubles of each row of the group */
function clashesAmong(
  group: readonly number[],
  doubles: Float64Array,
  column: Column,
  realAt: (row: number) => Real,
): Clash[] {
  const shared = sharedAmong(doubles);
  if (shared.size === 0) return [];
  const byDouble = new Map<number, number[]>();
  for (const [i, row] of group.entries()) {
    const double = doubles[i]!;
    if (!shared.has(double)) continue;
    const same = byDouble.get(double);
    if (same === undefined) byDouble.set(double, [row]);
    else if (same.every((other) => compareReals(realAt(other), realAt(row)) !== 0)) same.push(row);
  }
  return [...byDouble.values()].filter((rows) => rows.length > 1).map((rows) => ({ column, rows }));
}

const NONE: ReadonlySet<number> = new Set();

/** The numbers that stand there more than once. */
function sharedAmong(doubles: Float64Array): ReadonlySet<number> {
  if (doubles.length === 1) return NONE;
  if (doubles.length === 2) return doubles[0] === doubles[1] ? new Set(doubles) : NONE;
  const sorted = doubles.slice().sort();
  return new Set(sorted.filter((double, n) => n > 0 && double === sorted[n - 1]));
}
