import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEPT_CHECKPOINTS, keptText, readKept } from '../../../src/extension/keptExperiment.js';
import type { ChartedExperiment, ChartedRun } from '../../../src/shared/messages.js';
import { charted, chartedRun } from '../charted.js';

const DOCUMENT = 'file:///two.linspg';
const again = (experiment: ChartedExperiment) => readKept(keptText(DOCUMENT, experiment), DOCUMENT);

/** A run with n checkpoints. */
function long(n: number): ChartedRun {
  return chartedRun(Object.fromEntries(Array.from({ length: n }, (_, i) => [i, 1 / (i + 2)])));
}

test('an experiment comes back as it was', () => {
  const experiment = charted(4, [chartedRun({ 0: 0.5, 1: 0.25 }), chartedRun({ 0: 0.5 }, {}, null)]);
  expect(again(experiment)).toEqual(experiment);
});

test('what was not finite comes back as not a number', () => {
  const run = chartedRun({ 0: 0.5, 1: Number.NaN }, {}, { kind: 'overflow', at: 1 });
  const [result] = again(charted(1, [run]))!.results;
  expect(result!.recording.gap).toEqual([0.5, Number.NaN]);
  expect(result!.ending).toEqual({ kind: 'overflow', at: 1 });
});

test('it is not taken for the experiment of another document', () => {
  expect(readKept(keptText(DOCUMENT, charted(1)), 'file:///other.linspg')).toBeNull();
});

/** The kept text with one value changed, by its path. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const record = JSON.parse(keptText(DOCUMENT, charted(1, [chartedRun({ 0: 0.5, 1: 0.25 })])));
  const last = path.at(-1)!;
  const parent = path.slice(0, -1).reduce((at, key) => at[key], record);
  parent[last] = value;
  return JSON.stringify(record);
}

const results = ['experiment', 'results'] as const;
test.each<[string, readonly (string | number)[], unknown]>([
  ['another version', ['version'], 1],
  ['columns of different length', [...results, 0, 'recording', 'gap'], [0.5]],
  ['a column that is missing', [...results, 0, 'recording', 'theta'], undefined],
  ['text for numbers', [...results, 0, 'recording', 'gap'], ['0.5', '0.25']],
  ['a run out of its place', [...results, 0, 'facts', 'index'], 5],
  ['an unknown algorithm', [...results, 0, 'facts', 'algorithm'], 'magic'],
  ['an unknown ending', [...results, 0, 'ending'], { kind: 'exploded' }],
  ['a negative stamp', ['experiment', 'stamp', 'run'], -1],
  ['actions that are not names', ['experiment', 'subject', 'actions'], [1, 2]],
])('a text with %s is not read', (_, path, value) => {
  expect(readKept(changed(path, value), DOCUMENT)).toBeNull();
});

test('a text that was cut off is not read', () => {
  const text = keptText(DOCUMENT, charted(1, [chartedRun({ 0: 0.5 })]));
  fc.assert(
    fc.property(fc.nat(text.length - 1), (length) => {
      expect(readKept(text.slice(0, length), DOCUMENT)).toBeNull();
    }),
  );
});

test('a large sweep is thinned alike, and keeps the first and the last checkpoint of each run', () => {
  const experiment = charted(1, [long(9000), long(9000), long(5)]);
  const { results } = again(experiment)!;
  const total = results.reduce((sum, result) => sum + result.recording.iterations.length, 0);
  expect(total).toBeLessThanOrEqual(KEPT_CHECKPOINTS);
  for (const [i, result] of results.entries()) {
    const whole = experiment.results[i]!.recording;
    expect(result.recording.iterations[0]).toBe(0);
    expect(result.recording.iterations.at(-1)).toBe(whole.iterations.at(-1));
    // Every column is thinned with its iterations.
    result.recording.iterations.forEach((t, at) => {
      expect(result.recording.gap[at]).toBe(whole.gap[t]);
      expect(result.recording.theta[at]).toEqual(whole.theta[t]);
    });
  }
  expect(results[2]!.recording.iterations).toEqual([0, 1, 2, 3, 4]);
});

test('more runs than fit are dropped from the end', () => {
  const runs = Array.from({ length: KEPT_CHECKPOINTS }, () => long(2));
  expect(again(charted(1, runs))!.results).toHaveLength(KEPT_CHECKPOINTS / 2);
});
