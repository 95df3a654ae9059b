/** Converts recorded runs to lines: pure, and the same whether a run is finished or not. */
import { aggregate, type Band, type Curve } from '../../src/experiment/aggregate.js';
import { groupBy } from '../../src/experiment/groupBy.js';
import type { ChartedExperiment, ChartedRun } from '../../src/shared/messages.js';
import { rowsOf } from '../process/format.js';
import type { AxisScale, BandKind } from '../view.js';

export interface Point {
  /** The iteration, counted from 0. */
  readonly x: number;
  /** null: a number that is not finite, as JSON has it. */
  readonly y: number | null;
}

export interface Interval {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

export interface Line {
  /** The key of a line is the same in every update. */
  readonly key: string;
  /** Its name in the legend, by which it is hidden; the runs of one label share it. */
  readonly name: string;
  /** The index of its colour, dash and marker: see style.ts. */
  readonly style: number;
  /** Is it drawn solid and wide, as the optimal action is? */
  readonly emphasis: boolean;
  readonly points: readonly Point[];
  /** The band around the line of several runs; null for a line of one run. */
  readonly band: readonly Interval[] | null;
  /** For the mean of several runs: its standard error at each point. */
  readonly errors?: readonly number[];
  /** The curves that the line summarizes, drawn faint under it. */
  readonly memberCurves?: readonly (readonly Point[])[];
  /** For a pinned run: the index of its pin, counted from 0. Each pin has a colour of its own. */
  readonly pin?: number;
}

/** One number for each checkpoint of a run. */
export type Column = (run: ChartedRun) => readonly number[];

/** At most this many runs are drawn one by one; the data and the exports contain all. */
export const MOST_RUNS_DRAWN = 200;

/** The labels of the lines of a sweep, in the order of the plan; repeats share one. */
export function labels(experiment: ChartedExperiment): string[] {
  return [...new Set(experiment.results.map((run) => run.facts.label))];
}

/** T of the longest run, but at least 10, so that the axis has a length. */
export function lastIteration(experiment: ChartedExperiment): number {
  return experiment.results.reduce((last, run) => Math.max(last, run.facts.iterations), 10);
}

/** For more labels than this, a family is not drawn in full, with a mean, a median and every instance. */
const MOST_FAMILIES = 2;

/** The default summary of the runs of one label. */
export function suitingBand(experiment: ChartedExperiment): BandKind {
  return experiment.family !== null && labels(experiment).length <= MOST_FAMILIES
    ? 'mean and median'
    : 'mean ± standard error';
}

/** One line for each label; or two, its mean and its median; or one for each run if every run is to be drawn. */
export function linesByLabel(experiment: ChartedExperiment, column: Column, band: BandKind): Line[] {
  const names = labels(experiment);
  const both = band === 'mean and median';
  return draw(experiment.results, experiment.family !== null, column, band).map(
    ({ label, role, ...line }) => ({
      ...line,
      key: label + line.suffix,
      name: role === null ? label : names.length === 1 ? role : `${label}, ${role}`,
      style: both ? 2 * names.indexOf(label) + (role === 'median' ? 1 : 0) : names.indexOf(label),
      emphasis: false,
    }),
  );
}

/**
 * One line for each action, for the runs of one label; if mean and median are chosen, only the mean.
 *
 * @param state the state of a process whose actions are drawn; null: all rows
 */
export function linesByAction(
  { subject, results, family }: ChartedExperiment,
  label: string,
  row: (run: ChartedRun) => readonly (readonly number[])[],
  band: BandKind,
  state: number | null,
): Line[] {
  const runs = results.filter((run) => run.facts.label === label);
  const kind = band === 'mean and median' ? 'mean ± standard error' : band;
  const rows = state === null ? [...subject.actions.keys()] : rowsOf(subject, state);
  const isDrawn = actionsDrawn(rows, runs, subject);
  return rows.flatMap((a, style) => {
    if (!isDrawn.has(a)) return [];
    const action = (state === null ? undefined : subject.process?.actionNames[a]) ?? subject.actions[a]!;
    const emphasis = subject.optimal.includes(a);
    const name = emphasis ? `${action} (optimal)` : action;
    return draw(runs, family !== null, (run) => row(run).map((values) => values[a]!), kind).map((line) => ({
      ...line,
      key: action + line.suffix,
      name,
      style,
      emphasis,
    }));
  });
}

/** At most this many actions have lines, the optimal ones and those that were most probable; exported data contain all. */
export const MOST_ACTIONS_DRAWN = 40;

function actionsDrawn(
  rows: readonly number[],
  runs: readonly ChartedRun[],
  { optimal }: Pick<ChartedExperiment['subject'], 'optimal'>,
): ReadonlySet<number> {
  if (rows.length <= MOST_ACTIONS_DRAWN) return new Set(rows);
  const isBest = new Set(optimal);
  const most = new Map(rows.map((row) => [row, isBest.has(row) ? 2 : 0]));
  for (const { recording } of runs)
    for (const policy of recording.policy)
      for (const row of rows) if (policy[row]! > most.get(row)!) most.set(row, policy[row]!);
  return new Set([...rows].sort((a, b) => most.get(b)! - most.get(a)!).slice(0, MOST_ACTIONS_DRAWN));
}

interface Drawn extends Pick<Line, 'points' | 'band' | 'errors' | 'memberCurves'> {
  readonly label: string;
  /** Which of the two lines of a label it is; null: its only line. */
  readonly role: 'mean' | 'median' | null;
  /** Distinguishes the lines of one label. */
  readonly suffix: string;
}

/** Only what has been recorded is drawn: a run that has not begun has no line yet. */
function draw(runs: readonly ChartedRun[], ofFamily: boolean, column: Column, kind: BandKind): Drawn[] {
  const begun = runs.filter((run) => run.recording.iterations.length > 0);
  if (kind === 'every run') {
    return begun.slice(0, MOST_RUNS_DRAWN).map((run) => ({
      label: run.facts.label,
      role: null,
      suffix: `\u0000${run.facts.index}`,
      points: points(run.recording.iterations, column(run)),
      band: null,
    }));
  }
  const curves = ofFamily ? perInstance(begun, column) : begun.map((run) => curveOf(run, column));
  const memberCurves = groupBy(curves, ({ label }) => label);
  return aggregate(curves).flatMap((band): Drawn[] => {
    const { label, iterations } = band;
    const mean = { label, suffix: '', points: points(iterations, band.mean) };
    if (band.runs === 1) return [{ ...mean, role: null, band: null }];
    const median = { label, suffix: '', points: points(iterations, band.median), band: quantiles(band) };
    if (kind === 'median, 10–90 %') return [{ ...median, role: null }];
    const measured = { ...mean, band: errors(band), errors: band.standardError };
    if (kind === 'mean ± standard error') return [{ ...measured, role: null }];
    const own = memberCurves.get(label)!.map((curve) => points(curve.iterations, curve.values));
    return [
      { ...measured, role: 'mean', memberCurves: own },
      { ...median, role: 'median', suffix: '\u0000median' },
    ];
  });
}

function curveOf(run: ChartedRun, column: Column): Curve {
  return { label: run.facts.label, iterations: run.recording.iterations, values: column(run) };
}

/** The instances are the independent draws of a family, so the runs of each instance are averaged first. */
function perInstance(runs: readonly ChartedRun[], column: Column): Curve[] {
  const groups = groupBy(runs, ({ facts }) => `${facts.instance}\u0000${facts.label}`);
  return [...groups.values()].flatMap((own) => {
    const curves = own.map((run) => curveOf(run, column));
    return curves.length === 1
      ? curves
      : aggregate(curves).map(({ label, iterations, mean }) => ({ label, iterations, values: mean }));
  });
}

function points(iterations: readonly number[], values: readonly number[]): Point[] {
  return iterations.map((x, i) => ({ x, y: values[i]! }));
}

function errors({ iterations, mean, standardError }: Band): Interval[] {
  return iterations.map((x, i) => ({
    x,
    low: mean[i]! - standardError[i]!,
    high: mean[i]! + standardError[i]!,
  }));
}

function quantiles({ iterations, low, high }: Band): Interval[] {
  return iterations.map((x, i) => ({ x, low: low[i]!, high: high[i]! }));
}

/** The scales of the two axes. */
export interface Axes {
  readonly x: AxisScale;
  readonly y: AxisScale;
}

/**
 * The points that the axes can show. On a log axis, iteration 0 and values ≤ 0 have no place, and are never
 * moved to one: see `notes`.
 */
export function drawable(points: readonly Point[], axes: Axes): { x: number; y: number }[] {
  return points.filter(
    (point): point is { x: number; y: number } =>
      (axes.x === 'linear' || point.x > 0) &&
      point.y !== null &&
      Number.isFinite(point.y) &&
      (axes.y === 'linear' || point.y > 0),
  );
}

/** The parts of a line's band that the axes can show; on a log axis, all that reach above 0. */
export function drawableBand({ band }: Pick<Line, 'band'>, axes: Axes): Interval[] {
  return (band ?? []).filter(
    ({ x, low, high }) =>
      (axes.x === 'linear' || x > 0) && Number.isFinite(low) && (axes.y === 'linear' || high > 0),
  );
}

/** Sentences about what the axes leave out. */
export function notes(lines: readonly Line[], axes: Axes): string[] {
  const said: string[] = [];
  if (axes.x === 'log' && lines.some((line) => line.points[0]?.x === 0)) {
    said.push('The iteration axis is logarithmic and begins at 1; iteration 0 is in the data below.');
  }
  for (const line of lines) {
    const broken = line.points.find((point) => point.y === null || !Number.isFinite(point.y));
    if (broken) said.push(`${line.name}: not finite from iteration ${broken.x} on.`);
    if (axes.y === 'linear') continue;
    const zero = line.points.find((point) => point.y === 0);
    if (zero) {
      said.push(`${line.name}: exactly 0 in double precision at iteration ${zero.x}, below every log axis.`);
    }
    const negative = line.points.find((point) => point.y !== null && point.y < 0);
    if (negative) said.push(`${line.name}: negative at iteration ${negative.x}, so not on a log axis.`);
  }
  return said;
}

/** The value of a line at the recorded iteration nearest to `iteration` on a log axis. */
export function readAt({ points }: Pick<Line, 'points'>, iteration: number): Point | null {
  const distance = (point: Point) => Math.abs(Math.log((point.x + 1) / (iteration + 1)));
  let nearest: Point | null = null;
  for (const point of points) {
    if (nearest === null || distance(point) < distance(nearest)) nearest = point;
  }
  return nearest;
}
