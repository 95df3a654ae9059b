import { expect, test } from 'vitest';
import { readRecord } from '../../../src/extension/fromPanel.js';
import type { ChartedRun } from '../../../src/shared/messages.js';
import { KEPT_CHECKPOINTS, persisted, restored } from '../../../webview/persist.js';
import { NOTHING } from '../../../webview/state.js';
import { charted, chartedRun, panelState } from '../charted.js';

/** A run with n checkpoints. */
function long(n: number): ChartedRun {
  return chartedRun(Object.fromEntries(Array.from({ length: n }, (_, i) => [i, 1 / (i + 2)])));
}

test('a panel is restored as it was kept', () => {
  const panel = panelState({ experiment: charted(4, [chartedRun({ 0: 0.5, 1: 0.25 })]) });
  const kept: unknown = JSON.parse(JSON.stringify(persisted(panel)));
  expect(restored(kept)).toEqual({ ...NOTHING, panel });
});

test('what is kept is what the host reads after a reload', () => {
  const experiment = charted(4, [chartedRun({ 0: 0.5, 1: 0.25 })]);
  const kept: unknown = JSON.parse(JSON.stringify(persisted(panelState({ experiment }))));
  expect(readRecord(kept)).toEqual({ document: 'file:///two.linspg', experiment });
});

test('a run that was going on is kept as stopped: nothing goes on with it', () => {
  const panel = panelState({ run: { kind: 'running', doneIterations: 1, totalIterations: 2 } });
  expect(persisted(panel).state.run).toEqual({ kind: 'stopped' });
});

test.each([
  null,
  undefined,
  0,
  'state',
  {},
  { version: 2, state: {} },
  { version: 1 },
  { version: 1, state: 3 },
])('what is no panel of this version is forgotten: %j', (kept) => expect(restored(kept)).toBe(NOTHING));

test('a large sweep is thinned alike, and keeps the first and the last checkpoint of each run', () => {
  const panel = panelState({ experiment: charted(1, [long(9000), long(9000), long(5)]) });
  const results = persisted(panel).state.experiment!.results;
  const total = results.reduce((sum, result) => sum + result.recording.iterations.length, 0);
  expect(total).toBeLessThanOrEqual(KEPT_CHECKPOINTS);
  for (const [i, result] of results.entries()) {
    const whole = panel.experiment!.results[i]!.recording;
    expect(result.recording.iterations[0]).toBe(0);
    expect(result.recording.iterations.at(-1)).toBe(whole.iterations.at(-1));
    // Every column is thinned with its iterations.
    result.recording.iterations.forEach((t, at) => {
      expect(result.recording.gap[at]).toBe(whole.gap[t]);
      expect(result.recording.theta[at]).toBe(whole.theta[t]);
    });
  }
  expect(results[2]!.recording.iterations).toEqual([0, 1, 2, 3, 4]);
});

test('more runs than fit are dropped from the end', () => {
  const runs = Array.from({ length: KEPT_CHECKPOINTS }, () => long(2));
  const results = persisted(panelState({ experiment: charted(1, runs) })).state.experiment!.results;
  expect(results).toHaveLength(KEPT_CHECKPOINTS / 2);
});
