import { describe, expect, test } from 'vitest';
import { decadesAround, labelledExponents, roundNumbers } from '../../../src/drawing/axis.js';
import type { ChartedExperiment } from '../../../src/shared/messages.js';
import type { Drawing } from '../../../webview/charts/drawing.js';
import { QUANTITIES } from '../../../webview/charts/quantities.js';
import { belowAxis, rangeY } from '../../../webview/charts/range.js';
import {
  fitLines,
  fitName,
  fitNote,
  fittedPoints,
  referenceLine,
} from '../../../webview/charts/reference.js';
import {
  drawable,
  labels,
  lastIteration,
  MOST_RUNS_DRAWN,
  notes,
  readAt,
} from '../../../webview/charts/series.js';
import type { BandKind, CurveId } from '../../../webview/view.js';
import { charted, chartedRun } from '../charted.js';

const linesOf = (
  id: CurveId,
  experiment: ChartedExperiment,
  label: string | null = null,
  band: BandKind = 'mean ± standard error',
) => QUANTITIES.find((quantity) => quantity.id === id)!.lines(experiment, { label, band, state: null });
const gapLines = (experiment: ChartedExperiment, band?: BandKind) => linesOf('gap', experiment, null, band);
const policyLines = (experiment: ChartedExperiment, label: string) => linesOf('policy', experiment, label);
const optimalLines = (experiment: ChartedExperiment) => linesOf('policy', experiment);
const LOG_LOG = { x: 'log', y: 'log' } as const;

const single = charted(1, [chartedRun({ 0: 0.5, 1: 0.25, 10: 0.125 })]);

describe('lines', () => {
  test('one run is drawn as it was recorded, without a band', () => {
    const [line] = gapLines(single);
    expect(line).toMatchObject({ name: 'lin-spg', band: null });
    expect(line!.points).toEqual([
      { x: 0, y: 0.5 },
      { x: 1, y: 0.25 },
      { x: 10, y: 0.125 },
    ]);
  });

  test('repeats of one label are drawn as their mean with its standard error', () => {
    const pair = charted(1, [chartedRun({ 0: 0.2 }, { repeat: 0 }), chartedRun({ 0: 0.4 }, { repeat: 1 })]);
    const [line] = gapLines(pair);
    expect(line!.points[0]!.y).toBeCloseTo(0.3, 15);
    // Sample deviation of (0.2, 0.4) is √0.02; over √2 it is 0.1.
    expect(line!.band![0]!.low).toBeCloseTo(0.2, 15);
    expect(line!.band![0]!.high).toBeCloseTo(0.4, 15);
  });

  test('the median of repeats is drawn with its 10 and 90 % quantiles', () => {
    const values = [0.1, 0.2, 0.3, 0.4, 0.5];
    const runs = values.map((gap, repeat) => chartedRun({ 0: gap }, { repeat }));
    const [line] = gapLines(charted(1, runs), 'median, 10–90 %');
    expect(line!.points[0]!.y).toBeCloseTo(0.3, 15);
    // Type 7: positions 0.4 and 3.6 of five order statistics.
    expect(line!.band![0]!.low).toBeCloseTo(0.14, 15);
    expect(line!.band![0]!.high).toBeCloseTo(0.46, 15);
  });

  test('every run has its own line under the name of its label, up to a number that a person can see', () => {
    const runs = Array.from({ length: MOST_RUNS_DRAWN + 5 }, (_, repeat) =>
      chartedRun({ 0: 0.5 }, { repeat }),
    );
    const lines = gapLines(charted(1, runs), 'every run');
    expect(lines).toHaveLength(MOST_RUNS_DRAWN);
    expect(new Set(lines.map(({ key }) => key)).size).toBe(MOST_RUNS_DRAWN);
    expect(new Set(lines.map(({ name }) => name))).toEqual(new Set(['lin-spg']));
  });

  test('logits are Xθ, and a tabular algorithm’s are its parameters', () => {
    // θ = (0, log(p/(1 − p))) and X = I give z = θ.
    const [first, second] = linesOf('logits', single, 'lin-spg');
    expect(first!.points.map(({ y }) => y)).toEqual([0, 0, 0]);
    expect(second!.points[1]!.y).toBeCloseTo(Math.log(1 / 3), 15);
    // One line a label: how far the best action is ahead.
    expect(linesOf('logits', single)[0]!.points[1]!.y).toBeCloseTo(Math.log(3), 15);
  });

  test('the divergence from the optimum is −log π(a*)', () => {
    expect(linesOf('divergence', single)[0]!.points[2]!.y).toBeCloseTo(-Math.log(0.875), 15);
  });

  test('a line is read at its nearest recorded iteration', () => {
    const [line] = gapLines(single);
    expect(readAt(line!, 0)).toEqual({ x: 0, y: 0.5 });
    expect(readAt(line!, 7)).toEqual({ x: 10, y: 0.125 });
    expect(readAt({ points: [] }, 7)).toBeNull();
  });

  test('lines of a sweep keep their key and style while others have nothing recorded yet', () => {
    const sweep = charted(1, [
      chartedRun({}, { label: 'slow' }, null),
      chartedRun({ 0: 0.5 }, { label: 'fast' }),
    ]);
    expect(labels(sweep)).toEqual(['slow', 'fast']);
    expect(gapLines(sweep).map(({ key, style }) => ({ key, style }))).toEqual([{ key: 'fast', style: 1 }]);
  });

  test('each action has a line, and the optimal one says so', () => {
    const lines = policyLines(single, 'lin-spg');
    expect(lines.map(({ name, emphasis }) => [name, emphasis])).toEqual([
      ['a1 (optimal)', true],
      ['a2', false],
    ]);
    expect(lines.map(({ points }) => points[2]!.y)).toEqual([0.875, 0.125]);
  });

  test('the probability of acting optimally is e to the minus its divergence from the optimum', () => {
    const [run] = single.results;
    const tied = { ...run!, recording: { ...run!.recording, logLoss: [0, 0, 0] } };
    expect(optimalLines(single)[0]!.points.map(({ y }) => y)).toEqual([0.5, 0.75, 0.875]);
    expect(optimalLines(charted(1, [tied]))[0]!.points.map(({ y }) => y)).toEqual([1, 1, 1]);
  });

  test('the axis reaches to T of the longest run, whether it got there or not', () => {
    const two = charted(1, [chartedRun({ 0: 1 }, { iterations: 500 }), chartedRun({}, { iterations: 7000 })]);
    expect(lastIteration(two)).toBe(7000);
    expect(lastIteration(charted(1))).toBe(10);
  });
});

describe('what an axis cannot show', () => {
  const points = [
    { x: 0, y: 0.5 },
    { x: 1, y: 0 },
    { x: 2, y: -1 },
    { x: 3, y: null },
    { x: 4, y: Number.NaN },
    { x: 5, y: 0.5 },
  ];

  test('is left out, never moved', () => {
    expect(drawable(points, LOG_LOG)).toEqual([{ x: 5, y: 0.5 }]);
    expect(drawable(points, { x: 'log', y: 'linear' }).map(({ x }) => x)).toEqual([1, 2, 5]);
    expect(drawable(points, { x: 'linear', y: 'linear' }).map(({ x }) => x)).toEqual([0, 1, 2, 5]);
  });

  test('is said', () => {
    const line = { key: 'k', name: 'run', style: 0, emphasis: false, points, band: null };
    expect(notes([line], LOG_LOG)).toEqual([
      expect.stringContaining('iteration 0 is in the data'),
      'run: not finite from iteration 3 on.',
      expect.stringContaining('run: exactly 0 in double precision at iteration 1'),
      'run: negative at iteration 2, so not on a log axis.',
    ]);
    expect(notes([{ ...line, points: [{ x: 1, y: 1 }] }], LOG_LOG)).toEqual([]);
  });
});

describe('logarithmic axes', () => {
  test('hold all positive values within whole decades', () => {
    expect(decadesAround([0.02, 5, 0, -1, Number.NaN])).toEqual({ min: 0.01, max: 10 });
    expect(decadesAround([1])).toEqual({ min: 0.1, max: 10 });
    expect(decadesAround([0, -1])).toBeNull();
  });

  test('within a decade, label round numbers', () => {
    expect(roundNumbers(2, 9, 6)).toEqual([2, 4, 6, 8]);
    expect(roundNumbers(0.11, 0.29, 4).map((n) => n.toFixed(2))).toEqual(['0.15', '0.20', '0.25']);
  });

  test('label whole powers, evenly spaced, 1 among them', () => {
    expect(labelledExponents(1e-3, 1e2, 10)).toEqual([-3, -2, -1, 0, 1, 2]);
    expect(labelledExponents(1e-12, 1e1, 5)).toEqual([-12, -9, -6, -3, 0]);
  });
});

describe('a fitted slope', () => {
  const spread = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 70, 100];
  const falling = Object.fromEntries(spread.map((t) => [t, 1 / t]));

  test('is read over the last decade, or over what is zoomed to, and says how well it fits', () => {
    const lines = gapLines(charted(1, [chartedRun(falling)]));
    const said = 'Fitted slope ± standard error: −1.00 ± under 0.01 (R² > 0.9999) over iterations';
    expect(fitNote(fitLines(lines, null))).toBe(`${said} 10–100.`);
    expect(fitNote(fitLines(lines, { min: 1, max: 10 }))).toBe(`${said} 1–10.`);
    const [one] = fitLines(lines, null);
    expect(fitName(one!)).toBe('lin-spg: slope −1.00 ± under 0.01');
    for (const { x, y } of fittedPoints(one!.fit)) expect(y).toBeCloseTo(1 / x, 12);
    expect(fitNote([])).toBe('');
  });

  test('is not told of a curve that is no power law', () => {
    const bent = Object.fromEntries(spread.map((t) => [t, Math.exp(-t / 10)]));
    expect(fitLines(gapLines(charted(1, [chartedRun(bent)])), null)).toEqual([]);
  });

  test('is not told of a mean that one late repeat decides', () => {
    // Two repeats are done with the gap; the third, still on its way, is the mean: its standard error is as large as the mean.
    const done = Object.fromEntries(spread.map((t) => [t, 1e-9 / t]));
    const runs = [falling, done, done].map((gap, repeat) => chartedRun(gap, { repeat }));
    expect(fitLines(gapLines(charted(1, runs)), null)).toEqual([]);
    const alike = [1, 1.1, 0.9].map((factor, repeat) =>
      chartedRun(Object.fromEntries(spread.map((t) => [t, factor / t / 2])), { repeat }),
    );
    expect(fitLines(gapLines(charted(1, alike)), null)).toHaveLength(1);
  });
});

describe('a curve that falls below every scale', () => {
  const deep = gapLines(
    charted(1, [
      chartedRun({ 1: 0.5, 10: 1e-10, 100: 1e-100, 1000: 2e-279 }, { label: 'normalized' }),
      chartedRun({ 1: 0.5, 10: 0.3, 100: 0.1, 1000: 0.03 }, { label: 'theory' }),
    ]),
  );
  const drawing: Drawing = {
    title: '',
    y: '',
    axes: LOG_LOG,
    lines: deep,
    last: 1000,
    helpers: [],
    bounds: null,
    zoomX: null,
    zoomY: null,
    hidden: new Set(),
    note: '',
  };

  test('does not press the others into one line, and is said to go on', () => {
    const { min, max } = rangeY(drawing)!;
    expect(max).toBe(1);
    expect(min).toBeCloseTo(1e-17, 30);
    expect(belowAxis(drawing)).toEqual([
      'normalized: below 10⁻¹⁷ from iteration 100 on, down to 2×10⁻²⁷⁹.',
      'Zoom out or pan down to see it.',
    ]);
  });

  test('is there when it is zoomed to, or alone hidden', () => {
    expect(rangeY({ ...drawing, zoomY: { min: 1e-290, max: 1 } })).toEqual({ min: 1e-290, max: 1 });
    expect(belowAxis({ ...drawing, zoomY: { min: 1e-290, max: 1 } })).toEqual([]);
    expect(rangeY({ ...drawing, hidden: new Set(['normalized']) })).toEqual({ min: 0.01, max: 1 });
    expect(belowAxis({ ...drawing, hidden: new Set(['normalized']) })).toEqual([]);
  });
});

test('the reference line has slope −1 and begins where the highest line does', () => {
  const reference = referenceLine(gapLines(single), 1000)!;
  expect(reference).toEqual([
    { x: 1, y: 0.25 },
    { x: 1000, y: 0.00025 },
  ]);
  expect(referenceLine([], 1000)).toBeNull();
});
