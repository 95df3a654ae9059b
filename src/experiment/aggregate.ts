/** Mean, standard error and quantiles over the runs that share a label. */
import { groupBy } from './groupBy.js';
import type { RunResult } from './types.js';

/** n common checkpoints; every array has n entries. */
export interface Band {
  readonly label: string;
  /** How many runs it summarizes. */
  readonly runs: number;
  readonly iterations: readonly number[];
  readonly mean: readonly number[];
  /** Standard error of the mean: sample standard deviation / √runs; 0 for a single run. */
  readonly standardError: readonly number[];
  /** 10 %, 50 % and 90 % quantiles, interpolated linearly between order statistics (Hyndman & Fan 1996, type 7). */
  readonly low: readonly number[];
  readonly median: readonly number[];
  readonly high: readonly number[];
}

/** One curve: a value at each recorded iteration. */
export interface Curve {
  readonly label: string;
  readonly iterations: readonly number[];
  readonly values: readonly number[];
}

/** The curve of one recorded quantity, e.g. `curve(run, (r) => r.gap)`. */
export function curve(run: RunResult, of: (recording: RunResult['recording']) => readonly number[]): Curve {
  return { label: run.facts.label, iterations: run.recording.iterations, values: of(run.recording) };
}

/** One band for each label, in the order in which labels first appear, over the iterations that all curves of the label have. */
export function aggregate(curves: readonly Curve[]): Band[] {
  return [...groupBy(curves, (c) => c.label)].map(([label, group]) => band(label, group));
}

function band(label: string, group: readonly Curve[]): Band {
  const iterations = commonIterations(group);
  const columns = columnsOf(group, iterations).map((column) => column.sort((a, b) => a - b));
  return {
    label,
    runs: group.length,
    iterations,
    mean: columns.map(mean),
    standardError: columns.map(standardError),
    low: columns.map((column) => quantile(column, 0.1)),
    median: columns.map((column) => quantile(column, 0.5)),
    high: columns.map((column) => quantile(column, 0.9)),
  };
}

/** The values of every curve at each iteration. Usually the curves have exactly these iterations. */
function columnsOf(group: readonly Curve[], iterations: readonly number[]): number[][] {
  if (group.every((c) => c.iterations.length === iterations.length))
    return iterations.map((_, i) => group.map(({ values }) => values[i]!));
  const at = group.map((c) => new Map(c.iterations.map((t, i) => [t, c.values[i]!])));
  return iterations.map((t) => at.map((values) => values.get(t)!));
}

function commonIterations(group: readonly Curve[]): readonly number[] {
  const [first] = group;
  if (first && group.every((c) => sameNumbers(c.iterations, first.iterations))) return first.iterations;
  const others = group.slice(1).map((c) => new Set(c.iterations));
  return (group[0]?.iterations ?? []).filter((t) => others.every((has) => has.has(t)));
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** Sample standard deviation / √n of n numbers; 0 for one. */
export function standardError(values: readonly number[]): number {
  const n = values.length;
  if (n === 1) return 0;
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (n - 1) / n);
}

/** @param sorted ascending, not empty. @param p in [0, 1]. */
export function quantile(sorted: readonly number[], p: number): number {
  const h = (sorted.length - 1) * p;
  const below = sorted[Math.floor(h)]!;
  const above = sorted[Math.ceil(h)]!;
  return below === above ? below : below + (h - Math.floor(h)) * (above - below);
}
