/** What the studies read of a `results.json`. */
import { readFileSync } from 'node:fs';

export interface StudyRun {
  readonly gradient: string;
  readonly learningRate: number | null;
  readonly learningRateRule: string;
  readonly instance: number;
  readonly iterations: readonly number[];
  readonly gap: readonly number[];
  readonly optimalProbability: readonly number[];
  readonly ending: { readonly kind: string; readonly at?: number };
}

/** @param directory of `linspg run FILE --out DIR`. */
export function runsOf(directory: string): StudyRun[] {
  return (JSON.parse(readFileSync(`${directory}/results.json`, 'utf8')) as { runs: StudyRun[] }).runs;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Of one value; 0 for a single one. */
export function deviation(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - m) ** 2, 0) / Math.max(1, values.length - 1));
}
