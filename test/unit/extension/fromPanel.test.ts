import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMessage, readRecord } from '../../../src/extension/fromPanel.js';
import type { ChartedExperiment, FromPanel } from '../../../src/shared/messages.js';
import { persisted } from '../../../webview/persist.js';
import { charted, chartedRun, panelState } from '../charted.js';

describe('a message of the panel', () => {
  test.each<FromPanel>([
    { type: 'ready' },
    { type: 'run' },
    { type: 'stop' },
    { type: 'export' },
    { type: 'reveal', action: 3 },
    { type: 'pin', run: 2 },
    { type: 'recall', run: 2 },
    { type: 'restoreText', run: 2 },
    { type: 'drawn', request: 1, content: null },
  ])('is read: %j', (message) => expect(readMessage(message)).toEqual(message));

  test.each([
    null,
    'run',
    {},
    { type: 'executeCommand', command: 'workbench.action.quit' },
    { type: 'reveal' },
    { type: 'reveal', action: -1 },
    { type: 'reveal', action: 0.5 },
    { type: 'reveal', action: '../../secret' },
    { type: 'reveal', action: Number.NaN },
  ])('is nothing else: %j', (data) => expect(readMessage(data)).toBeNull());

  test('carries nothing but what its kind carries', () => {
    expect(readMessage({ type: 'export', path: '/etc/passwd' })).toEqual({ type: 'export' });
  });

  test('whatever comes, reading it does not throw', () => {
    fc.assert(fc.property(fc.anything(), (data) => void readMessage(data)));
  });
});

/** As it is handed back by VS Code: through JSON. */
const kept = (experiment: ChartedExperiment | null): Record<string, unknown> =>
  JSON.parse(JSON.stringify(persisted(panelState({ experiment }))));

/** The record with one value changed, by its path. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const record = kept(charted(1, [chartedRun({ 0: 0.5, 1: 0.25 })]));
  const last = path.at(-1)!;
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (at, key) => at[key] as Record<string | number, unknown>,
      record,
    );
  parent[last] = value;
  return record;
}

describe('what a panel kept', () => {
  test('is read with what was not finite as not a number', () => {
    const run = chartedRun({ 0: 0.5, 1: Number.NaN }, {}, { kind: 'overflow', at: 1 });
    const read = readRecord(kept(charted(1, [run])))!;
    expect(read.experiment!.results[0]!.recording.gap).toEqual([0.5, Number.NaN]);
    expect(read.experiment!.results[0]!.ending).toEqual({ kind: 'overflow', at: 1 });
  });

  test('is read without an experiment', () => {
    expect(readRecord(kept(null))).toEqual({ document: 'file:///two.linspg', experiment: null });
  });

  const results = ['state', 'experiment', 'results'] as const;
  test.each<[string, readonly (string | number)[], unknown]>([
    ['another version', ['version'], 2],
    ['no document', ['state', 'document'], ''],
    ['columns of different length', [...results, 0, 'recording', 'gap'], [0.5]],
    ['a column that is missing', [...results, 0, 'recording', 'theta'], undefined],
    ['text for numbers', [...results, 0, 'recording', 'gap'], ['0.5', '0.25']],
    ['a run out of its place', [...results, 0, 'facts', 'index'], 5],
    ['an unknown algorithm', [...results, 0, 'facts', 'algorithm'], 'magic'],
    ['an unknown ending', [...results, 0, 'ending'], { kind: 'exploded' }],
    ['a negative stamp', ['state', 'experiment', 'stamp', 'run'], -1],
    ['actions that are not names', ['state', 'experiment', 'subject', 'actions'], [1, 2]],
  ])('is not read with %s', (_, path, value) => {
    expect(readRecord(changed(path, value))).toBeNull();
  });

  test('whatever comes, reading it does not throw', () => {
    fc.assert(fc.property(fc.anything(), (data) => void readRecord(data)));
  });
});
