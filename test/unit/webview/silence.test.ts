import { expect, test } from 'vitest';
import { runLine } from '../../../webview/sentences.js';
import { afterSilence, knownRun, NOTHING, reduce } from '../../../webview/state.js';

const running = { kind: 'running', doneIterations: 1, totalIterations: 2, milliseconds: 3 } as const;
const panel = {
  document: 'file:///a.linspg',
  subject: null,
  analysis: null,
  textVersion: 0,
  experiment: null,
  run: running,
  freshness: { kind: 'current' },
  comparison: { past: [], pinned: [], chartedIsPinned: false },
} as const;

test('a run of which a silent host says nothing is not said to go on, and goes on when the host is back', () => {
  const heard = reduce(NOTHING, { type: 'state', state: panel });
  expect(knownRun(heard)).toEqual(running);
  const silent = afterSilence(heard, { isSilent: true });
  expect(runLine(knownRun(silent))).toBe('Not known whether the run goes on.');
  expect(knownRun(afterSilence(silent, { isSilent: false }))).toEqual(running);
});

test('whether the language server answers stays known when the panel turns to another document', () => {
  const told = reduce(NOTHING, { type: 'alive', serverAnswers: false });
  expect(reduce(told, { type: 'state', state: panel }).serverAnswers).toBe(false);
});
