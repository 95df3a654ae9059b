/** The instances of a charted family, a row each: pure, and the same whether their runs have ended or not. */
import type { InstanceVerdict } from '../../src/experiment/instanceVerdicts.js';
import type { ChartedExperiment, ChartedRun } from '../../src/shared/messages.js';
import { subjectOfRun } from '../problem.js';
import { outcomeWords } from '../sections/outcome.js';

export interface InstanceRow {
  readonly instance: number;
  /** null: not known yet. */
  readonly verdict: InstanceVerdict | null;
  /** What its runs were observed to do. */
  readonly outcome: string;
  /** The gap at the end, of several runs its mean; null: they have not ended, or it is not finite. */
  readonly gap: number | null;
  /** How many runs are behind the gap. */
  readonly runs: number;
  /** η; null: none, or not one number. */
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

/** The mean of the last gaps, when every run has ended. */
function finalGap(runs: readonly ChartedRun[]): number | null {
  if (runs.length === 0 || runs.some(({ ending }) => ending === null)) return null;
  const sum = runs.reduce((total, { recording }) => total + (recording.gap.at(-1) ?? Number.NaN), 0);
  const mean = sum / runs.length;
  return Number.isFinite(mean) ? mean : null;
}

/** `converged`; of several runs how many did what: `4 converged, 1 slow`. */
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

export interface Order {
  readonly by: (typeof COLUMNS)[number];
  readonly descending: boolean;
}

const KINDS: readonly InstanceVerdict['kind'][] = ['always', 'undecided', 'depends', 'never'];

/** Ties keep the order of the instances; what is not known comes last, whatever the direction. */
export function sorted(rows: readonly InstanceRow[], { by, descending }: Order): InstanceRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [keyOf(a, by), keyOf(b, by)];
    if (left === null || right === null) {
      if (left === right) return a.instance - b.instance;
      return left === null ? 1 : -1;
    }
    if (left === right) return a.instance - b.instance;
    return left < right ? -sign : sign;
  });
}

function keyOf({ verdict, ...row }: InstanceRow, by: Order['by']): number | string | null {
  switch (by) {
    case 'verdict':
      return verdict && KINDS.indexOf(verdict.kind);
    case 'outcome':
      return row.outcome || null;
    default:
      return row[by];
  }
}
