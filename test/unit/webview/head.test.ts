/** The head of the panel: what stays in sight. */
import { describe, expect, test } from 'vitest';
import type { AnalysisView, PanelState } from '../../../src/shared/messages.js';
import { headOf } from '../../../webview/head/state.js';
import { currentOf } from '../../../webview/head/ways.js';
import { charted, chartedRun, panelState, subject } from '../charted.js';

const NOW = 0;
const analysis: AnalysisView = {
  verdict: { kind: 'depends', traps: [1] },
  words: {
    claim: 'depends on the start',
    basis: 'proved',
    scope: null,
    reason: 'A2 attracts.',
    status: 'depends on the start (proved)',
    heading: 'Depends on the start',
    sentence: 'Depends on the start (proved): a2 attracts.',
  },
  conditions: [],
};
const converged = chartedRun({ 0: 0.5, 10: 0.001 });
/** The flow from there goes on to a1. */
const still = chartedRun({ 0: 0.999, 10: 0.999 });
const said = (changes: Partial<PanelState>) => headOf(panelState(changes), NOW);

test('has the verdict with what it rests on', () => {
  expect(said({ analysis }).verdict).toEqual({ kind: 'depends', words: 'Depends on the start (proved)' });
  expect(said({}).verdict).toBeNull();
});

test('of a family, which has no verdict of its own, it counts those of the instances', () => {
  const { offsets, rewards, features, optimal, noise } = subject;
  const instance = { offsets, rewards, features, optimal, noise };
  const verdicts = (['depends', 'always', 'depends'] as const).map((kind) => ({
    kind,
    basis: 'proved' as const,
    traps: [],
  }));
  const family = { seed: 7, count: 3, instances: [instance, instance, instance], verdicts, failure: null };
  const { verdict } = said({
    subject: { ...subject, family: { seed: 7, count: 3 } },
    experiment: charted(1, [], { family }),
  });
  expect(verdict).toEqual({
    kind: null,
    words: '1 converges from almost every start, 2 depend on the start',
  });
});

describe('what the run did', () => {
  const finished = { kind: 'finished', milliseconds: 5 } as const;

  test('stands beside what goes on', () => {
    expect(said({ run: finished, experiment: charted(1, [still]) })).toMatchObject({
      run: 'finished',
      line: 'Finished in 5 ms.',
      outcome: 'slow: still on a2 at T',
      progress: null,
    });
    expect(said({ run: finished, experiment: charted(1, [converged, still, still]) }).outcome).toBe(
      '3 runs: 2 slow: still on a2 at T, 1 converged',
    );
  });

  test('gives way to how far it is while one goes on', () => {
    const run = { kind: 'running', doneIterations: 50, totalIterations: 100, milliseconds: 10 } as const;
    const head = said({ run, experiment: charted(1, [still]) });
    expect(head.outcome).toBe('');
    expect(head.progress).toMatchObject({ done: 50, total: 100 });
    expect(head.progress!.words).toMatch(/^50 of 100 iterations/);
  });

  test('is said to be of another text once the text is another', () => {
    const head = said({
      run: finished,
      experiment: charted(1, [still]),
      freshness: { kind: 'edited', saved: false },
    });
    expect(head.outcome).toBe('Of another text: slow: still on a2 at T');
    expect(head.stale).toMatch(/^Edited\. The charts show the version before/);
  });

  test('is nothing before anything has run', () => {
    expect(said({})).toMatchObject({ line: 'Not run yet.', outcome: '', stale: null, isCharted: false });
  });
});

test('is titled by the text, else by its file', () => {
  expect(said({})).toMatchObject({ title: 'two.linspg', file: '' });
  expect(said({ subject: { ...subject, title: 'Two arms' } })).toMatchObject({
    title: 'Two arms',
    file: 'two.linspg',
  });
  expect(said({ subject: null, document: 'file:///a%20b.linspg' }).title).toBe('a b.linspg');
});

test('marks the part that is read: the last that has begun, of two side by side the first', () => {
  expect(currentOf([400, 400, 900, 700], 300)).toBe(-1);
  expect(currentOf([100, 100, 900, 700], 300)).toBe(0);
  expect(currentOf([-900, -900, 200, 0], 300)).toBe(2);
  expect(currentOf([-900, null, null, 200], 300)).toBe(3);
});
