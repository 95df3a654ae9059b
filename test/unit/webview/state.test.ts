import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ToPanel } from '../../../src/shared/messages.js';
import { type Model, NOTHING, reduce } from '../../../webview/state.js';
import { charted, chartedRun, nothingRecorded, panelState, recording } from '../charted.js';

const state = (changes: Parameters<typeof panelState>[0] = {}): ToPanel => ({
  type: 'state',
  state: panelState(changes),
});
const unfinished = { ...chartedRun({}, {}, null), recording: nothingRecorded };
const started = (run: number): ToPanel => ({ type: 'started', experiment: charted(run, [unfinished]) });
const events = (run: number, from: number, gap: Record<number, number>): ToPanel => ({
  type: 'events',
  stamp: { run, textVersion: run },
  events: [{ kind: 'recorded', index: 0, from, piece: recording(gap) }],
});
const running = (run: number): ToPanel => ({
  type: 'run',
  stamp: { run, textVersion: run },
  run: { kind: 'running', doneIterations: run, totalIterations: 100, milliseconds: 40 },
});
const after = (...messages: ToPanel[]): Model => messages.reduce(reduce, NOTHING);
const chartedNumber = (model: Model) => model.panel?.experiment?.stamp.run ?? null;
const gapOf = (model: Model) => model.panel?.experiment?.results[0]?.recording.gap;

describe('before the host has spoken', () => {
  test('nothing but a whole state is believed', () => {
    for (const message of [started(1), events(1, 0, { 0: 0.5 }), running(1)]) {
      expect(after(message)).toBe(NOTHING);
    }
  });

  test('that the panel is locked is known, whatever document it then shows', () => {
    const locked: ToPanel = { type: 'lock', locked: true };
    expect(after(locked).panel).toBeNull();
    expect(after(locked, state()).locked).toBe(true);
    expect(after(locked, state(), state({ document: 'file:///other.linspg' })).locked).toBe(true);
    expect(after(locked, state(), { type: 'lock', locked: false }).locked).toBe(false);
  });
});

describe('a run', () => {
  test('grows by the pieces of its own stamp', () => {
    const model = after(state(), started(3), events(3, 0, { 0: 0.5 }), events(3, 1, { 1: 0.25, 4: 0.125 }));
    expect(gapOf(model)).toEqual([0.5, 0.25, 0.125]);
    expect(model.panel?.experiment?.results[0]?.recording.iterations).toEqual([0, 1, 4]);
  });

  test('never mixes with the pieces of another, older or newer', () => {
    const before = after(state(), started(3), events(3, 0, { 0: 0.5 }));
    expect(reduce(before, events(2, 1, { 1: 0.1 }))).toBe(before);
    expect(reduce(before, events(4, 0, { 0: 0.9 }))).toBe(before);
  });

  test('hears a piece twice and is none the worse', () => {
    const once = after(state(), started(3), events(3, 0, { 0: 0.5 }), events(3, 1, { 1: 0.25 }));
    expect(reduce(once, events(3, 1, { 1: 0.25 }))).toEqual(once);
  });

  test('of which nothing is known is not heard', () => {
    const before = after(state(), started(3));
    const beyond: ToPanel = {
      type: 'events',
      stamp: { run: 3, textVersion: 3 },
      events: [{ kind: 'ended', index: 7, ending: { kind: 'finished' }, milliseconds: 1 }],
    };
    expect(reduce(before, beyond)).toEqual(before);
  });

  test('ends with its ending and its time', () => {
    const model = after(state(), started(3), {
      type: 'events',
      stamp: { run: 3, textVersion: 3 },
      events: [{ kind: 'ended', index: 0, ending: { kind: 'overflow', at: 8 }, milliseconds: 1.5 }],
    });
    expect(model.panel?.experiment?.results[0]).toMatchObject({
      ending: { kind: 'overflow', at: 8 },
      milliseconds: 1.5,
    });
  });
});

describe('an older run', () => {
  test('never replaces a newer one', () => {
    const before = after(state(), started(3));
    expect(reduce(before, started(2))).toBe(before);
    expect(reduce(before, state({ experiment: charted(2) }))).toBe(before);
    expect(reduce(before, state())).toBe(before);
  });

  test('says nothing about how the newer one stands', () => {
    const before = after(state(), started(3), running(3));
    expect(reduce(before, running(2))).toBe(before);
  });

  test('gives way when the panel turns to another document', () => {
    const other = state({ document: 'file:///other.linspg', experiment: charted(1) });
    expect(chartedNumber(after(state(), started(3), other))).toBe(1);
  });
});

test('a state that is said again keeps what was recorded in it', () => {
  const whole = charted(3, [chartedRun({ 0: 0.5, 1: 0.25 })]);
  const model = after(state(), started(3), state({ experiment: whole }));
  expect(gapOf(model)).toEqual([0.5, 0.25]);
});

const run = fc.integer({ min: 0, max: 6 });
const anyMessage: fc.Arbitrary<ToPanel> = fc.oneof(
  run.map(started),
  run.map(running),
  fc.tuple(run, fc.nat(3)).map(([n, from]) => events(n, from, { [from]: 1 / (n + 2) })),
  run.map((n) => state({ experiment: charted(n) })),
  fc.constant(state()),
  fc.constant<ToPanel>({ type: 'freshness', freshness: { kind: 'edited', saved: true } }),
  fc.constant<ToPanel>({ type: 'analysis', analysis: null, subject: null, textVersion: 2 }),
);

test('in any order of messages, the number of the charted run never falls and its numbers are its own', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 40 }), (messages) => {
      let model = after(state());
      for (const message of messages) {
        const next = reduce(model, message);
        expect(chartedNumber(next) ?? -1).toBeGreaterThanOrEqual(chartedNumber(model) ?? -1);
        model = next;
        const charted = model.panel?.experiment;
        // Each run records one value only, 1/(run + 2), so a mixture would show.
        for (const gap of gapOf(model) ?? []) expect(gap).toBe(1 / (charted!.stamp.run + 2));
      }
    }),
  );
});

test('a message never changes the model it is told to', () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 20 }), anyMessage, (messages, last) => {
      const model = messages.reduce(reduce, after(state()));
      const copy = structuredClone(model);
      reduce(model, last);
      expect(model).toEqual(copy);
    }),
  );
});
