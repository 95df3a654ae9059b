/** Texts about the runs of a sweep. Pure. */
import type { Statistics } from '../../src/experiment/statistics.js';
import { count, figure, tallied } from '../format.js';
import type { RunsRow } from './rows.js';

/** The most outcomes that are listed for a label; the others are counted together. */
const MOST_OUTCOMES = 4;

/** `18 converged, 2 stuck on a2`; for one run only what it did. */
export function outcomesText({ outcomes, runs }: Pick<RunsRow, 'outcomes' | 'runs'>): string {
  if (runs === 1) return outcomes[0]?.[0] ?? '';
  const told = outcomes.slice(0, MOST_OUTCOMES).map(([words, n]) => `${count(n)} ${words}`);
  const rest = outcomes.slice(MOST_OUTCOMES).reduce((sum, [, n]) => sum + n, 0);
  return tallied(told, rest);
}

/** `20`; while some are in progress `12 of 20`. */
export function runsText({ runs, ended }: Pick<RunsRow, 'runs' | 'ended'>): string {
  return ended === runs ? count(runs) : `${count(ended)} of ${count(runs)}`;
}

export function medianText(gap: Statistics | null): string {
  return gap === null ? '' : figure(gap.median);
}

/** `0.0123 ± 0.0004`; if some final gaps are not finite, also how many are in the mean. */
export function meanText({ gap, gaps }: Pick<RunsRow, 'gap' | 'gaps'>): string {
  if (gap === null) return gaps > 0 ? 'not finite' : '';
  const error = gap.standardError === null ? '' : ` ± ${figure(gap.standardError, 2)}`;
  const of = gap.n < gaps ? ` (${count(gap.n)} of ${count(gaps)})` : '';
  return `${figure(gap.mean)}${error}${of}`;
}

/** Explains the numbers of the table. */
export function runsNote({
  ofFamily,
  isRepeated,
}: {
  readonly ofFamily: boolean;
  readonly isRepeated: boolean;
}): string {
  if (!isRepeated) return '';
  const draws = ofFamily ? 'over the instances, the runs of each averaged first' : 'over the runs';
  return `Median and mean ± standard error (s/√n) of the gap at the end, ${draws}; what is not finite is left out.`;
}
