/** Compares the runs of one part with what the authors published about it. */
import { mean, quantile } from '../aggregate.js';
import { groupBy } from '../groupBy.js';
import type { RunResult } from '../types.js';
import type { Part } from './parts.js';
import published from './published.json' with { type: 'json' };

/** One line of the summary: the runs of one learning rate at their last iteration. */
export interface Line {
  readonly part: string;
  readonly rate: string;
  readonly runs: number;
  readonly iterations: number;
  /** The computing time on one core. */
  readonly seconds: number;
  readonly mean: number;
  /** The standard error of the mean for these instances: if there are repeats, the spread between instances does not count. */
  readonly standardError: number;
  readonly median: number;
  /** The fraction of runs whose final probability of the best action is above ½. */
  readonly aboveHalf: number;
  /** How many runs have a last gap that is not a number. */
  readonly notNumbers: number;
  /** null: nothing is published for this part, or for this T. */
  readonly published: Published | null;
}

export interface Published {
  /** At iteration T, like everything except `means`. */
  readonly mean: number;
  /** 0 for exact gradients: the same instances, without chance. */
  readonly standardError: number;
  readonly aboveHalf: number | null;
  /**
   * The distance between our mean and theirs, in standard errors of the difference; for exact gradients, the greatest relative difference of the
   * means over their iterations.
   */
  readonly distance: number;
  /** The distance between our fraction above ½ and theirs, in binomial standard errors of the difference; null if theirs is not known. */
  readonly shareDistance: number | null;
  /** For a sampled part: the means at each published iteration that was recorded. */
  readonly means: readonly MeanDistance[];
  /** The authors' wall time for these runs. */
  readonly seconds: number;
}

/** The distance between our mean and theirs at one iteration. Both are means of samples on the same instances, so both have errors. */
export interface MeanDistance {
  readonly iteration: number;
  /** In standard errors of the difference of the two means. */
  readonly ofDifference: number;
  /** In units of their standard error alone, as if our mean were the expectation. */
  readonly ofTheirs: number;
}

/** The number of the authors' runs at every rate of a sampled part: 25 instances × 5. */
const THEIR_RUNS = 125;

export function linesOf(part: Part, results: readonly RunResult[]): Line[] {
  return [...groupBy(results, ({ facts }) => facts.learningRateRule)].map(([rate, runs]) => {
    const last = runs[0]!.recording.iterations.at(-1)!;
    const gaps = gapsAt(runs, last);
    const line = {
      part: part.id,
      rate,
      runs: runs.length,
      iterations: runs[0]!.facts.iterations,
      seconds: runs.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000,
      mean: mean(gaps),
      standardError: standardError(runs, last),
      median: quantile(
        [...gaps].sort((a, b) => a - b),
        0.5,
      ),
      aboveHalf: runs.filter(({ recording }) => recording.logLoss.at(-1)! < Math.LN2).length / runs.length,
      notNumbers: gaps.filter((gap) => !Number.isFinite(gap)).length,
    };
    return {
      ...line,
      published: part.kind === 'exact' ? exact(part.id, runs) : sampled(part.id, line, runs),
    };
  });
}

/** NaN for a run that did not record this iteration. */
function gapsAt(runs: readonly RunResult[], iteration: number): number[] {
  return runs.map(({ recording }) => recording.gap[recording.iterations.indexOf(iteration)] ?? Number.NaN);
}

/** √(Σ_i s_i²/n_i)/I over I instances with n_i ≥ 2 repeats; for single runs, the standard error of the mean over instances. */
function standardError(runs: readonly RunResult[], iteration: number): number {
  const instances = [...groupBy(runs, ({ facts }) => facts.instance).values()];
  if (instances.some((repeats) => repeats.length < 2))
    return Math.sqrt(variance(gapsAt(runs, iteration)) / runs.length);
  const sum = instances.reduce(
    (total, repeats) => total + variance(gapsAt(repeats, iteration)) / repeats.length,
    0,
  );
  return Math.sqrt(sum) / instances.length;
}

function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const m = mean(values);
  return values.reduce((sum, x) => sum + (x - m) ** 2, 0) / (values.length - 1);
}

function exact(id: string, runs: readonly RunResult[]): Published | null {
  const theirs = Object.entries(published.exact).find(([part]) => part === id)?.[1];
  if (!theirs) return null;
  const differences = published.iterations.map((t, i) =>
    Math.abs(mean(gapsAt(runs, t)) / theirs.mean[i]! - 1),
  );
  // Runs of another length, or that did not record these iterations, cannot be compared.
  if (!differences.every(Number.isFinite)) return null;
  return {
    mean: theirs.mean.at(-1)!,
    standardError: 0,
    aboveHalf: null,
    distance: Math.max(...differences),
    shareDistance: null,
    means: [],
    seconds: theirs.secondsPerRun * runs.length,
  };
}

function sampled(id: string, ours: Omit<Line, 'published'>, runs: readonly RunResult[]): Published | null {
  const theirs = publishedAt(id, ours.rate);
  if (!theirs || ours.iterations !== 1e6) return null;
  const means = meanDistances(id, ours.rate, runs);
  return {
    mean: theirs.mean.at(-1)!,
    standardError: theirs.standardError.at(-1)!,
    aboveHalf: theirs.aboveHalf,
    distance: means.at(-1)!.ofDifference,
    means,
    shareDistance: binomial(ours.aboveHalf, ours.runs, theirs.aboveHalf, THEIR_RUNS),
    seconds: theirs.secondsPerRun * ours.runs,
  };
}

/** For the runs of one rate of a sampled part: the distances at each published iteration that all of them recorded. */
export function meanDistances(id: string, rate: string, runs: readonly RunResult[]): MeanDistance[] {
  const theirs = publishedAt(id, rate);
  if (!theirs) return [];
  return published.iterations.flatMap((iteration, i): MeanDistance[] => {
    if (!runs.every(({ recording }) => recording.iterations.includes(iteration))) return [];
    const error = theirs.standardError[i]!;
    const difference = mean(gapsAt(runs, iteration)) - theirs.mean[i]!;
    const ofDifference = difference / Math.hypot(standardError(runs, iteration), error);
    return [{ iteration, ofDifference, ofTheirs: difference / error }];
  });
}

function publishedAt(id: string, rate: string) {
  const rows = Object.entries(published.sampled).find(([part]) => part === id)?.[1];
  return rows?.find((row) => String(row.rate) === rate);
}

/** The difference of two fractions, out of n and of m, in units of its standard error if both have the same probability. */
function binomial(share: number, n: number, other: number, m: number): number {
  if (share === other) return 0;
  const pooled = (n * share + m * other) / (n + m);
  return (share - other) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
}
