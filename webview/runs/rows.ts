/** The runs that share a label, one row for each label: what they did and their results. Pure. */
import { groupBy } from '../../src/experiment/groupBy.js';
import { finalValues, type Statistics, statistics } from '../../src/experiment/statistics.js';
import type { ChartedExperiment, ChartedRun } from '../../src/shared/messages.js';
import { subjectOfRun } from '../problem.js';
import { outcomeWords } from '../sections/outcome.js';
import { type Order, sortedBy } from '../sorting.js';

export interface RunsRow {
  readonly label: string;
  /** The position in the plan. */
  readonly position: number;
  readonly runs: number;
  /** How many of them have ended. */
  readonly ended: number;
  /** The outcomes with their numbers of runs, most frequent first. */
  readonly outcomes: readonly (readonly [words: string, runs: number])[];
  /** The fraction of the runs that have converged. */
  readonly converged: number;
  /** Statistics of the final gaps; null: none has ended with a finite one. */
  readonly gap: Statistics | null;
  /** How many final gaps there are, including those that are not finite. */
  readonly gaps: number;
  /** η, if all runs have the same; null: none, or not a single number. */
  readonly rate: number | null;
  /** The rule as it is written. */
  readonly rule: string;
  /** The total time of all that have ended. */
  readonly milliseconds: number;
}

/** One row for each label, in the order of the plan. */
export function runsRows(experiment: ChartedExperiment): RunsRow[] {
  const { results, family } = experiment;
  const ofFamily = family !== null && family.count > 1;
  return [...groupBy(results, ({ facts }) => facts.label)].map(([label, runs], position) => {
    const gaps = finalValues(runs, ({ gap }) => gap, { ofFamily });
    const outcomes = outcomesOf(experiment, runs);
    const rates = new Set(runs.map(({ facts }) => facts.learningRate));
    const converged = outcomes.find(([words]) => words === 'converged')?.[1] ?? 0;
    return {
      label,
      position,
      runs: runs.length,
      ended: runs.filter(({ ending }) => ending !== null).length,
      outcomes,
      converged: converged / runs.length,
      gap: statistics(gaps),
      gaps: gaps.length,
      rate: rates.size === 1 ? runs[0]!.facts.learningRate : null,
      rule: runs[0]!.facts.learningRateRule,
      milliseconds: runs.reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0), 0),
    };
  });
}

function outcomesOf(
  experiment: ChartedExperiment,
  runs: readonly ChartedRun[],
): (readonly [string, number])[] {
  const words = runs.map((run) => {
    const problem = subjectOfRun(experiment, run);
    return problem === null ? 'not known yet' : outcomeWords(run, problem) || 'not ended';
  });
  return [...groupBy(words, (each) => each)]
    .map(([each, same]) => [each, same.length] as const)
    .sort((a, b) => b[1] - a[1]);
}

export const COLUMNS = ['label', 'runs', 'outcome', 'rate', 'median', 'mean', 'time'] as const;
export type Column = (typeof COLUMNS)[number];

/** Equal rows keep the order of the plan. */
export function sorted(rows: readonly RunsRow[], { by, descending }: Order<Column>): RunsRow[] {
  return sortedBy(
    rows,
    (row) => keyOf(row, by),
    descending,
    ({ position }) => position,
  );
}

function keyOf(row: RunsRow, by: Column): number | string | null {
  switch (by) {
    case 'label':
      return row.position;
    case 'outcome':
      return row.converged;
    case 'median':
      return row.gap?.median ?? null;
    case 'mean':
      return row.gap?.mean ?? null;
    case 'time':
      return row.milliseconds;
    default:
      return row[by];
  }
}
