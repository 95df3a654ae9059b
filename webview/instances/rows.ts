/** The instances of a charted family, a row for each: pure, and the same whether their runs have ended or not. */
import type { InstanceVerdict } from '../../src/experiment/instanceVerdicts.js';
import { finalValues } from '../../src/experiment/statistics.js';
import type { ChartedExperiment, ChartedRun } from '../../src/shared/messages.js';
import { subjectOfRun } from '../problem.js';
import { outcomeWords } from '../sections/outcome.js';
import { type Order, sortedBy } from '../sorting.js';

export interface InstanceRow {
  readonly instance: number;
  /** null: not known yet. */
  readonly verdict: InstanceVerdict | null;
  /** What its runs were observed to do. */
  readonly outcome: string;
  /** The final gap; for several runs, their mean; null: they have not ended, or it is not finite. */
  readonly gap: number | null;
  /** The number of runs in the gap. */
  readonly runs: number;
  /** η; null: none, or not a single number. */
  readonly rate: number | null;
}

/** The rows of the runs of one label, in the order of the instances. */
export function instanceRows(experiment: ChartedExperiment, label: string): InstanceRow[] {
  const { family, results } = experiment;
  if (family === null) return [];
  const runs: ChartedRun[][] = Array.from({ length: family.count }, () => []);
  for (const run of results) if (run.facts.label === label) runs[run.facts.instance]?.push(run);
  return runs.map((own, instance) => ({
    instance,
    verdict: family.verdicts[instance] ?? null,
    outcome: outcomeOf(experiment, own),
    gap: finalGap(own),
    runs: own.length,
    rate: own[0]?.facts.learningRate ?? null,
  }));
}

/** For several runs the mean, once every one has ended. */
function finalGap(runs: readonly ChartedRun[]): number | null {
  const [gap] = finalValues(runs, ({ gap }) => gap, { ofFamily: true });
  return gap !== undefined && Number.isFinite(gap) ? gap : null;
}

/** `converged`; for several runs the counts: `4 converged, 1 slow`. */
function outcomeOf(experiment: ChartedExperiment, runs: readonly ChartedRun[]): string {
  const words = runs.map((run) => {
    const problem = subjectOfRun(experiment, run);
    return problem === null ? '' : outcomeWords(run, problem);
  });
  const kinds = [...new Set(words)].filter((word) => word !== '');
  if (words.length <= 1 || kinds.length === 0) return kinds[0] ?? '';
  return kinds.map((kind) => `${words.filter((word) => word === kind).length} ${kind}`).join(', ');
}

export const COLUMNS = ['instance', 'verdict', 'outcome', 'gap', 'rate'] as const;

export type InstancesOrder = Order<(typeof COLUMNS)[number]>;

const KINDS: readonly InstanceVerdict['kind'][] = ['always', 'undecided', 'depends', 'never'];

/** Equal rows keep the order of the instances. */
export function sorted(rows: readonly InstanceRow[], { by, descending }: InstancesOrder): InstanceRow[] {
  return sortedBy(
    rows,
    (row) => keyOf(row, by),
    descending,
    ({ instance }) => instance,
  );
}

function keyOf({ verdict, ...row }: InstanceRow, by: InstancesOrder['by']): number | string | null {
  switch (by) {
    case 'verdict':
      return verdict && KINDS.indexOf(verdict.kind);
    case 'outcome':
      return row.outcome || null;
    default:
      return row[by];
  }
}
