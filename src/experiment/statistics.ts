/** The results of the runs that share a label, as numbers: the panel's table of a sweep and the command line's summary show the same ones. */
import { mean, quantile, standardError } from './aggregate.js';
import { groupBy } from './groupBy.js';
import type { OpenRun } from './types.js';

/** Statistics of n independent numbers. */
export interface Statistics {
  readonly n: number;
  readonly mean: number;
  /** s/√n, with s² = Σ (x − mean)²/(n − 1); null for one number, which has no sample deviation. */
  readonly standardError: number | null;
  /** The middle number, or the mean of the middle two. */
  readonly median: number;
}

/** The statistics of the finite numbers. @returns null if none is finite */
export function statistics(values: readonly number[]): Statistics | null {
  const finite = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const n = finite.length;
  if (n === 0) return null;
  return {
    n,
    mean: mean(finite),
    standardError: n === 1 ? null : standardError(finite),
    median: quantile(finite, 0.5),
  };
}

/**
 * The last recorded value of each run that has ended. For a family, the mean over the runs of each instance whose runs have all ended, since its instances
 * are the independent draws. NaN if a number of a run is not finite.
 */
export function finalValues(
  runs: readonly OpenRun[],
  of: (recording: OpenRun['recording']) => readonly number[],
  { ofFamily }: { readonly ofFamily: boolean },
): number[] {
  const draws = ofFamily
    ? [...groupBy(runs, ({ facts }) => facts.instance).values()]
    : runs.map((run) => [run]);
  return draws
    .filter((own) => own.every(({ ending }) => ending !== null))
    .map((own) => mean(own.map((run) => finalValue(run, of))));
}

function finalValue(
  { recording, ending }: OpenRun,
  of: (recording: OpenRun['recording']) => readonly number[],
): number {
  return ending?.kind === 'overflow' ? Number.NaN : (of(recording).at(-1) ?? Number.NaN);
}
