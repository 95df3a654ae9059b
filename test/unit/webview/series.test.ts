import { describe, expect, test } from 'vitest';
import { decadesAround, labelledExponents } from '../../../webview/charts/axis.js';
import { referenceLine } from '../../../webview/charts/reference.js';
import {
  drawable,
  gapLines,
  labels,
  lastIteration,
  notes,
  optimalLines,
  policyLines,
} from '../../../webview/charts/series.js';
import { charted, chartedRun } from '../charted.js';

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

  test('the probability of acting optimally is the sum over all optimal actions', () => {
    const tied = { ...single, subject: { ...single.subject, optimal: [0, 1] } };
    expect(optimalLines(tied)[0]!.points.map(({ y }) => y)).toEqual([1, 1, 1]);
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
    expect(drawable(points, 'log')).toEqual([{ x: 5, y: 0.5 }]);
    expect(drawable(points, 'linear').map(({ x }) => x)).toEqual([1, 2, 5]);
  });

  test('is said', () => {
    const line = { key: 'k', name: 'run', style: 0, emphasis: false, points, band: null };
    expect(notes([line], 'log')).toEqual([
      expect.stringContaining('iteration 0 is in the data'),
      'run: not finite from iteration 3 on.',
      expect.stringContaining('run: exactly 0 in double precision at iteration 1'),
    ]);
    expect(notes([{ ...line, points: [{ x: 1, y: 1 }] }], 'log')).toEqual([]);
  });
});

describe('logarithmic axes', () => {
  test('hold all positive values within whole decades', () => {
    expect(decadesAround([0.02, 5, 0, -1, Number.NaN])).toEqual({ min: 0.01, max: 10 });
    expect(decadesAround([1])).toEqual({ min: 0.1, max: 10 });
    expect(decadesAround([0, -1])).toBeNull();
  });

  test('label whole powers, evenly spaced, 1 among them', () => {
    expect(labelledExponents(1e-3, 1e2, 10)).toEqual([-3, -2, -1, 0, 1, 2]);
    expect(labelledExponents(1e-12, 1e1, 5)).toEqual([-12, -9, -6, -3, 0]);
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
