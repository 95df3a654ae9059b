/** The chosen run and recorded iteration. Pure. */
import type { ChartedExperiment, ChartedRun } from '../../src/shared/messages.js';
import { nearest } from '../charts/navigate.js';
import { count } from '../format.js';
import { nameOf } from '../sections/outcome.js';
import type { View } from '../view.js';

/** At most this many runs can be chosen by name; the others are in the exported data. */
const MOST_RUNS = 200;

export interface Looked {
  /** null: nothing is charted. */
  readonly run: ChartedRun | null;
  /** The names of the runs that can be chosen. */
  readonly names: readonly string[];
  /** The name of this run; empty: it cannot be chosen. */
  readonly name: string;
  /** The iterations that the run has recorded, ascending. */
  readonly recorded: readonly number[];
  /** The index of the chosen iteration among them; −1: nothing is recorded. */
  readonly position: number;
}

export function lookedAt(
  experiment: ChartedExperiment | null,
  { run, cursor }: Pick<View, 'run' | 'cursor'>,
): Looked {
  const runs = experiment?.results ?? [];
  const index = run < runs.length ? run : 0;
  const ofFamily = experiment?.family != null;
  const names = runs.slice(0, MOST_RUNS).map((each, i) => `${i + 1}. ${nameOf(each, { ofFamily })}`);
  const recorded = runs[index]?.recording.iterations ?? [];
  const position = cursor === null ? recorded.length - 1 : recorded.indexOf(nearest(recorded, cursor));
  return { run: runs[index] ?? null, names, name: names[index] ?? '', recorded, position };
}

/** The position in the plan of the run with a name from `Looked`. */
export function runNamed(name: string): number {
  return Number(/^\d+/.exec(name)?.[0] ?? 1) - 1;
}

/** `iteration 10 of 1 000`. */
export function iterationWords({ run, recorded, position }: Looked): string {
  const iteration = recorded[position];
  return run === null || iteration === undefined
    ? 'nothing recorded'
    : `iteration ${count(iteration)} of ${count(run.facts.iterations)}`;
}
