/** From recorded runs to lines: pure, and the same whether a run is finished or not. */
import type { Recording } from '../../src/engine/types.js';
import { aggregate, type Curve } from '../../src/experiment/aggregate.js';
import type { ChartedExperiment, ChartedRun } from '../../src/shared/messages.js';

export interface Point {
  /** Iteration, from 0. */
  readonly x: number;
  /** What JSON made of a number that is not finite: null. */
  readonly y: number | null;
}

export interface Interval {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface Line {
  /** The same line has the same key in every update. */
  readonly key: string;
  readonly name: string;
  /** Which colour, dash and marker: see style.ts. */
  readonly style: number;
  /** Drawn solid and wide: the optimal action. */
  readonly emphasis: boolean;
  readonly points: readonly Point[];
  /** Mean ± standard error; null for a line of one run. */
  readonly band: readonly Interval[] | null;
}

/** The labels of the lines of a sweep, in the order of the plan; repeats share one. */
export function labels(experiment: ChartedExperiment): string[] {
  return [...new Set(experiment.results.map((run) => run.facts.label))];
}

/** T of the longest run; 10 at least, so that an axis has room. */
export function lastIteration(experiment: ChartedExperiment): number {
  return Math.max(10, ...experiment.results.map((run) => run.facts.iterations));
}

/** Suboptimality gap: one line for each label. */
export function gapLines(experiment: ChartedExperiment): Line[] {
  const lines = summarise(experiment.results, (recording) => recording.gap);
  return labels(experiment).flatMap((label, style) => {
    const line = lines.get(label);
    return line ? [{ ...line, key: label, name: label, style, emphasis: false }] : [];
  });
}

/** The probability of each action in the runs of one label. */
export function policyLines(experiment: ChartedExperiment, label: string): Line[] {
  const { subject, results } = experiment;
  const runs = results.filter((run) => run.facts.label === label);
  return subject.actions.flatMap((name, action) => {
    const line = summarise(runs, (recording) => recording.policy.map((row) => row[action]!)).get(label);
    const emphasis = subject.optimal.includes(action);
    return line
      ? [{ ...line, key: name, name: emphasis ? `${name} (optimal)` : name, style: action, emphasis }]
      : [];
  });
}

/** The probability of acting optimally: one line for each label. */
export function optimalLines(experiment: ChartedExperiment): Line[] {
  const lines = summarise(experiment.results, (recording) => optimalProbability(recording, experiment));
  return labels(experiment).flatMap((label, style) => {
    const line = lines.get(label);
    return line ? [{ ...line, key: label, name: label, style, emphasis: false }] : [];
  });
}

function optimalProbability(recording: Recording, { subject }: ChartedExperiment): number[] {
  return recording.policy.map((row) => subject.optimal.reduce((sum, action) => sum + row[action]!, 0));
}

/** For each label the line of its one run, or the mean of its runs so far with its standard error. */
function summarise(
  runs: readonly ChartedRun[],
  of: (recording: Recording) => readonly number[],
): Map<string, Pick<Line, 'points' | 'band'>> {
  const curves = runs
    .filter((run) => run.recording.iterations.length > 0)
    .map(
      ({ facts, recording }): Curve => ({
        label: facts.label,
        iterations: recording.iterations,
        values: of(recording),
      }),
    );
  return new Map(
    aggregate(curves).map(({ label, runs: n, iterations, mean, standardError }) => [
      label,
      {
        points: iterations.map((x, i) => ({ x, y: mean[i]! })),
        band:
          n === 1
            ? null
            : iterations.map((x, i) => ({
                x,
                low: mean[i]! - standardError[i]!,
                high: mean[i]! + standardError[i]!,
              })),
      },
    ]),
  );
}

/**
 * The points that a log axis can show. Iteration 0 and values that are not positive have no place on it, and are never
 * moved to one: see `notes`.
 */
export function drawable(points: readonly Point[], y: 'log' | 'linear'): { x: number; y: number }[] {
  return points.filter(
    (point): point is { x: number; y: number } =>
      point.x > 0 && point.y !== null && Number.isFinite(point.y) && (y === 'linear' || point.y > 0),
  );
}

/** What the axes leave out, in words. */
export function notes(lines: readonly Line[], y: 'log' | 'linear'): string[] {
  const said: string[] = [];
  if (lines.some((line) => line.points[0]?.x === 0)) {
    said.push('The iteration axis is logarithmic and begins at 1; iteration 0 is in the data below.');
  }
  for (const line of lines) {
    const broken = line.points.find((point) => point.y === null || !Number.isFinite(point.y));
    if (broken) said.push(`${line.name}: not finite from iteration ${broken.x} on.`);
    const zero = y === 'log' ? line.points.find((point) => point.y === 0) : undefined;
    if (zero) {
      said.push(`${line.name}: exactly 0 in double precision at iteration ${zero.x}, below every log axis.`);
    }
  }
  return said;
}
