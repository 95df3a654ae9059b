import { describe, expect, test } from 'vitest';
import type { BasinMap } from '../../../src/flow/basins.js';
import type { End } from '../../../src/flow/ends.js';
import { endLooks } from '../../../webview/plane/endLooks.js';
import { forecastLine, type Naming } from '../../../webview/plane/naming.js';
import { runPaths } from '../../../webview/plane/paths.js';
import { shares } from '../../../webview/plane/sentences.js';
import { charted, chartedRun, subject } from '../charted.js';

const finite = (value: number, p: number): End => ({
  kind: 'finite',
  theta: [p, 0],
  policy: [p, 1 - p],
  value,
  maximum: true,
});
const ends: readonly End[] = [
  finite(0.5, 0.5),
  { kind: 'action', action: 0, value: 1 },
  finite(0.7, 0.7),
  { kind: 'set', actions: [0, 1], value: 0.6 },
  { kind: 'undecided' },
];

const naming: Naming = { subject, greatest: 1, best: null };

describe('the ends of a map', () => {
  test('each have a look of their own, however many there are', () => {
    const many = [...ends, ...Array.from({ length: 20 }, (_, n) => finite(0.1 + n / 100, n / 100))];
    const looks = endLooks(many, 6, 2);
    expect(new Set(looks.map(({ colour, pattern }) => `${colour} ${pattern}`)).size).toBe(many.length);
  });

  test('have colours of their own while there are any', () => {
    const colours = endLooks(ends, 6, 2).map(({ colour }) => colour);
    expect(new Set(colours).size).toBe(ends.length);
    expect(colours[1]).toBe(0);
  });

  test('that are no action have no colour of an action, be it one where nothing ends, while there are any', () => {
    const [only] = endLooks([finite(0.5, 0.5)], 6, 3);
    expect(only!.colour).toBeGreaterThanOrEqual(3);
    const all = endLooks([finite(0.5, 0.5), finite(0.7, 0.7)], 6, 5).map(({ colour }) => colour);
    expect(all[1]).toBe(5);
    expect(new Set(all).size).toBe(2);
    expect(endLooks([finite(0.5, 0.5)], 6, 20)[0]!.colour).not.toBeNull();
  });

  test('are numbered where they are finite points, the best first, in whatever order they were found', () => {
    expect(endLooks(ends, 6, 2).map(({ number }) => number)).toEqual([2, null, 1, null, null]);
    expect(endLooks(ends.toReversed(), 6, 2).map(({ number }) => number)).toEqual([null, null, 1, null, 2]);
  });

  test('are named with their numbers, in the legend and at the cursor', () => {
    const map: BasinMap = {
      columns: 2,
      rows: 2,
      spacing: 1,
      isCut: false,
      ends,
      codes: Uint8Array.from([0, 2, 2, 1]),
      computed: new Uint8Array(4),
      checked: 0,
      wrong: 0,
    };
    expect(shares(map, naming).map(({ name, part }) => [name, part])).toEqual([
      ['finite point 1, f = 0.7', 0.5],
      ['finite point 2, f = 0.5', 0.25],
      ['a1 (optimal)', 0.25],
    ]);
    expect(forecastLine(finite(0.5, 0.5), naming, ends)).toBe(
      'stops at finite point 2, f = 0.5, 0.5 below the best',
    );
  });
});

test('the paths of a sweep have the styles of their lines in the charts; a single line has none there', () => {
  const plane = { origin: [0, 0], across: [1, 0], up: [0, 1] };
  const runs = ['slow', 'fast', 'slow'].map((label) => chartedRun({ 0: 0.5, 10: 0.1 }, { label }));
  expect(runPaths(charted(1, runs), plane).map(({ style }) => style)).toEqual([0, 1, 0]);
  expect(runPaths(charted(1, runs.slice(0, 1)), plane).map(({ style }) => style)).toEqual([null]);
});
