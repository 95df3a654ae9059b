import { expect, test, vi } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { analysingBeforeRun } from '../../../src/experiment/analyseBeforeRun.js';
import { Analyser, type DocumentAnalysis } from '../../../src/server/analyser.js';

const text =
  'bandit:\n  actions:\n    a1: { reward: 1, features: [1] }\n    a2: { reward: 0, features: [0] }\n';

test('a fault of ours in the middle of an analysis is told in words, and the next text is analysed', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  const told: DocumentAnalysis[] = [];
  let faults = 1;
  const analyser = new Analyser(
    (known) => told.push(known),
    function* (bandit, run) {
      if (faults-- > 0) throw new TypeError('no such column');
      return yield* analysingBeforeRun(bandit, run);
    },
  );
  analyser.changed(TextDocument.create('file:///a.linspg', 'linspg', 1, text));
  await analyser.known('file:///a.linspg');
  // If reading the text takes long, as on a busy machine, the reading is reported first.
  await vi.waitFor(() => expect(told.at(-1)?.complete).toBe(true));
  const { analysis, complete, found } = told.at(-1)!;
  expect([analysis, complete]).toEqual([null, true]);
  expect(found.map(({ code, severity }) => [severity, code])).toEqual([['warning', 'fault']]);
  expect(found[0]!.message).toContain('(no such column)');
  expect(text.slice(found[0]!.range.start, found[0]!.range.end)).toBe('bandit');
  expect(logged).toHaveBeenCalledOnce();

  analyser.changed(TextDocument.create('file:///b.linspg', 'linspg', 1, text));
  await expect.poll(() => told.at(-1)!.complete && told.at(-1)!.document.uri).toBe('file:///b.linspg');
  expect(told.at(-1)!.analysis!.verdict.kind).toBe('always');
});

test('a text is read in turns, between which others are heard; what is asked of it waits, and a newer text drops the older one', async () => {
  let now = 0;
  // Each look at the clock is a second later than the one before, so that each step is a turn.
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  try {
    const told: DocumentAnalysis[] = [];
    const analyser = new Analyser((known) => told.push(known));
    const uri = 'file:///a.linspg';
    const slips = text.replaceAll('{ reward', '{ reward reward').replaceAll(' }', '');
    analyser.changed(TextDocument.create(uri, 'linspg', 1, slips));
    await new Promise(setImmediate);
    expect(told).toEqual([]);
    analyser.changed(TextDocument.create(uri, 'linspg', 2, slips));
    expect((await analyser.known(uri))?.document.version).toBe(2);
    await new Promise(setImmediate);
    expect(new Set(told.map(({ document }) => document.version))).toEqual(new Set([2]));
    analyser.changed(TextDocument.create(uri, 'linspg', 3, slips));
    analyser.closed(uri);
    expect(await analyser.known(uri)).toBeUndefined();
  } finally {
    vi.restoreAllMocks();
  }
});

test('what is asked while a long text is read is answered before its conditions are looked at', async () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
  try {
    const order: string[] = [];
    const analyser = new Analyser(
      () => {},
      function* (bandit, run) {
        order.push('conditions');
        return yield* analysingBeforeRun(bandit, run);
      },
    );
    const uri = 'file:///a.linspg';
    analyser.changed(TextDocument.create(uri, 'linspg', 1, text));
    await analyser.known(uri);
    order.push('answer');
    await vi.waitFor(() => expect(order).toEqual(['answer', 'conditions']));
  } finally {
    vi.restoreAllMocks();
  }
});

test('a hover waits for the first conditions, which a long text has only after it is read', async () => {
  const analyser = new Analyser(() => {});
  const uri = 'file:///a.linspg';
  const rows = Array.from({ length: 400 }, (_, a) => `    b${a}: { reward: -${a}, features: [-${a}] }\n`);
  analyser.changed(TextDocument.create(uri, 'linspg', 1, text + rows.join('')));
  expect((await analyser.known(uri))!.analysis).toBeNull();
  expect((await analyser.judged(uri, Number.POSITIVE_INFINITY))!.analysis).not.toBeNull();
  analyser.closed(uri);
});

test('the issues of a long text are published once, and again when there is more to say', async () => {
  let [now, look] = [0, 8];
  vi.spyOn(performance, 'now').mockImplementation(() => (now += look));
  try {
    const told: DocumentAnalysis[] = [];
    const analyser = new Analyser(
      (known) => told.push(known),
      function* (bandit, run) {
        const steps = analysingBeforeRun(bandit, run);
        const first = steps.next();
        // Three turns in which nothing more is found, far less than the time between two publications.
        look = 1;
        for (let step = 0; step < 40 && !first.done; step++) yield first.value;
        return yield* steps;
      },
    );
    analyser.changed(TextDocument.create('file:///a.linspg', 'linspg', 1, text));
    await vi.waitFor(() => expect(told.at(-1)?.complete).toBe(true));
    expect(told.map(({ complete }) => complete)).toEqual([false, true]);
  } finally {
    vi.restoreAllMocks();
  }
});
