import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FamilyNews } from '../../../src/experiment/instanceVerdicts.js';
import type { ExperimentEvent } from '../../../src/experiment/types.js';
import { refusal } from '../../../src/extension/format.js';
import { type SessionEvent, toPanel } from '../../../src/extension/session/events.js';
import { ExperimentSession, type SessionPort } from '../../../src/extension/session/session.js';
import type { TextSnapshot } from '../../../src/extension/session/state.js';
import { arraysOf, problemOf } from '../../../src/model/problem.js';
import type { ToPanel } from '../../../src/shared/messages.js';
import type { AnalysisParams } from '../../../src/shared/protocol.js';
import type { PinnedFile } from '../../../src/spec/files/port.js';
import { type Model, NOTHING, reduce } from '../../../webview/state.js';
import { charted, chartedRun, recording, subject } from '../charted.js';
import { banditOf } from '../conditions/examples.js';
import { facts } from '../experiment/recordings.js';

/** A run, or a family, that the test plays: it says what the engine would say, when the test wants it said. */
interface Played<News> {
  readonly text: string;
  /** The files that it names. */
  readonly files?: readonly PinnedFile[];
  readonly signal: AbortSignal;
  say(news: News): void;
  resolve(): void;
  reject(error: unknown): void;
}

class Stage implements SessionPort {
  readonly runs: Played<ExperimentEvent>[] = [];
  readonly judged: Played<FamilyNews>[] = [];
  readonly said: ToPanel[] = [];
  /** Why what was asked for did not run. */
  readonly refused: string[] = [];
  readonly session = new ExperimentSession('file:///two.linspg', this);
  #run = 0;

  nextRun(): number {
    return ++this.#run;
  }

  now(): number {
    return 1000 * this.#run;
  }

  hash(text: string): string {
    return `hash of ${text}`;
  }

  execute(
    experiment: { readonly text: string; readonly files: readonly PinnedFile[] },
    say: (event: ExperimentEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return new Promise((resolve, reject) => this.runs.push({ ...experiment, signal, say, resolve, reject }));
  }

  decideInstances(text: string, say: (news: FamilyNews) => void, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => this.judged.push({ text, signal, say, resolve, reject }));
  }

  /** What the host reads in a text where no server does. */
  readonly read = (_: string, words: string) =>
    words.includes('long')
      ? null
      : {
          subject,
          errors: words.includes('broken') ? 2 : 0,
          files: [],
          cannotRun: words.includes('broken') ? ('errors' as const) : null,
        };

  publish(event: SessionEvent): void {
    if (event.kind === 'refused') this.refused.push(refusal(event));
    const message = toPanel(event);
    if (message !== null) this.announce(message);
  }

  announce(message: ToPanel): void {
    // As it crosses: a copy of that moment.
    this.said.push(structuredClone(message));
  }

  /** The last run that was begun. */
  get run(): Played<ExperimentEvent> {
    return this.runs.at(-1)!;
  }
}

const text = (version: number, words = `text ${version}`, { saved = true } = {}): TextSnapshot => ({
  version,
  text: words,
  saved,
});
const analysis = (
  version: number,
  { errors = 0, ...changes }: Partial<AnalysisParams> = {},
): AnalysisParams => ({
  uri: 'file:///two.linspg',
  version,
  analysis: null,
  subject,
  complete: true,
  errors,
  files: [],
  cannotRun: errors > 0 ? 'errors' : null,
  ...changes,
});
const planned: ExperimentEvent = { kind: 'planned', runs: [facts()], totalIterations: 10 };
const recorded = (from: number, gap: Record<number, number>): ExperimentEvent => ({
  kind: 'recorded',
  index: 0,
  from,
  piece: recording(gap),
});
const ended: ExperimentEvent = { kind: 'ended', index: 0, ending: { kind: 'finished' }, milliseconds: 2 };
const finished: ExperimentEvent = { kind: 'finished', milliseconds: 3 };

/** A session whose first text has been opened and analysed. */
function opened(): Stage {
  const stage = new Stage();
  stage.session.opened(text(1));
  stage.session.analysed(analysis(1));
  return stage;
}

/** A session whose first text has run to its end, and whose second one is asked to run. */
function askedAgain(): Stage {
  const stage = opened();
  stage.session.request(text(1));
  for (const event of [planned, recorded(0, { 0: 0.5 }), ended, finished]) stage.run.say(event);
  stage.session.edited(text(2));
  stage.session.analysed(analysis(2));
  stage.session.request(text(2));
  return stage;
}

describe('the files that a text names', () => {
  const files = (hash: string) => [{ written: 'x.csv', location: '/work/x.csv', hash }];
  const freshnessOf = (stage: Stage) => stage.session.state().freshness;

  test('run as they were analysed, and their change makes the charts those of other data', () => {
    const stage = new Stage();
    stage.session.opened(text(1));
    stage.session.analysed(analysis(1, { files: files('one') }));
    stage.session.request(text(1));
    expect(stage.run.files).toEqual(files('one'));
    for (const event of [planned, recorded(0, { 0: 0.5 }), ended, finished]) stage.run.say(event);
    expect([stage.session.experiment!.files, freshnessOf(stage)]).toEqual([
      files('one'),
      { kind: 'current' },
    ]);
    stage.session.analysed(analysis(1, { files: files('two') }));
    expect(freshnessOf(stage)).toEqual({ kind: 'other-data' });
    stage.session.analysed(analysis(1, { files: [], errors: 1 }));
    expect(freshnessOf(stage)).toEqual({ kind: 'broken', errors: 1 });
    stage.session.analysed(analysis(1, { files: files('one') }));
    expect(freshnessOf(stage)).toEqual({ kind: 'current' });
  });

  test('that hold something else make another run of the same text, beside the one before', () => {
    const pastAfter = (hashes: readonly string[]) => {
      const stage = new Stage();
      stage.session.opened(text(1));
      for (const hash of hashes) {
        stage.session.analysed(analysis(1, { files: files(hash) }));
        stage.session.request(text(1));
        for (const event of [planned, recorded(0, { 0: 0.5 }), ended, finished]) stage.run.say(event);
      }
      return stage.session.state().comparison.past.length;
    };
    expect([pastAfter(['one', 'one', 'one']), pastAfter(['one', 'two', 'two'])]).toEqual([1, 2]);
  });
});

describe('a request', () => {
  test('waits for the analysis of its text', () => {
    const stage = new Stage();
    stage.session.opened(text(1));
    stage.session.request(text(1));
    expect(stage.runs).toEqual([]);
    stage.session.analysed(analysis(1));
    expect(stage.run.text).toBe('text 1');
  });

  test('begins at once when its text has been analysed', () => {
    const stage = opened();
    stage.session.request(text(1));
    expect(stage.runs).toHaveLength(1);
  });

  test('runs the newer text when the text moved on before it was analysed', () => {
    const stage = opened();
    stage.session.edited(text(2));
    stage.session.request(text(2));
    stage.session.edited(text(3));
    stage.session.analysed(analysis(3));
    expect(stage.runs.map((run) => run.text)).toEqual(['text 3']);
  });

  test('is not answered with an analysis of an older text', () => {
    const stage = opened();
    stage.session.edited(text(2));
    stage.session.request(text(2));
    stage.session.analysed(analysis(1));
    expect(stage.runs).toEqual([]);
  });

  test('of a text with errors runs nothing and says why', () => {
    const stage = opened();
    stage.session.edited(text(2));
    stage.session.request(text(2));
    stage.session.analysed(analysis(2, { errors: 2 }));
    expect(stage.runs).toEqual([]);
    expect(stage.refused).toEqual(['Nothing was run: the text has 2 errors.']);
  });

  test('of a text without an experiment says what is missing', () => {
    const stage = new Stage();
    stage.session.opened(text(1));
    stage.session.analysed(analysis(1, { cannotRun: 'no-run' }));
    stage.session.request(text(1));
    expect(stage.runs).toEqual([]);
    expect(stage.refused).toEqual([expect.stringContaining('no `run` section')]);
  });

  test('is forgotten when the document closes, and when asked to stop', () => {
    for (const forget of [(stage: Stage) => stage.session.closed(), (stage: Stage) => stage.session.stop()]) {
      const stage = new Stage();
      stage.session.opened(text(1));
      stage.session.request(text(1));
      forget(stage);
      stage.session.analysed(analysis(1));
      expect(stage.runs).toEqual([]);
    }
  });

  test('stops the run before it, which is not heard any more', () => {
    const stage = opened();
    stage.session.request(text(1));
    const first = stage.run;
    first.say(planned);
    stage.session.request(text(1));
    expect(first.signal.aborted).toBe(true);
    const before = structuredClone(stage.session.state());
    first.say(recorded(0, { 0: 0.5 }));
    first.say(finished);
    expect(stage.session.state()).toEqual(before);
  });
});

describe('the charted experiment', () => {
  test('is replaced when the runs of the next are planned, not before', () => {
    const stage = opened();
    stage.session.request(text(1));
    stage.run.say(planned);
    stage.run.say(recorded(0, { 0: 0.5 }));
    const first = stage.session.experiment!.stamp.run;
    stage.session.request(text(1));
    expect(stage.session.experiment!.stamp.run).toBe(first);
    stage.run.say(planned);
    expect(stage.session.experiment!.stamp.run).toBeGreaterThan(first);
    expect(stage.session.experiment!.results[0]!.recording.iterations).toEqual([]);
  });

  test('stays when the next fails before it is planned', () => {
    const stage = opened();
    stage.session.request(text(1));
    stage.run.say(planned);
    const first = stage.session.experiment!.stamp;
    stage.session.request(text(1));
    stage.run.say({ kind: 'failed', message: 'Too many runs.' });
    expect(stage.session.experiment!.stamp).toEqual(first);
    expect(stage.session.run).toEqual({ kind: 'failed', message: 'Too many runs.' });
  });

  test('of a process has with its plan how good it can be, and which rows are optimal', () => {
    const stage = opened();
    stage.session.request(text(1));
    const optimum = { value: 1, values: [1], shortfalls: [0.5, 0], occupancy: [1] };
    stage.run.say({ ...planned, optimum });
    expect(stage.session.experiment).toMatchObject({ optimum, subject: { optimal: [1] } });
  });

  test('keeps what was recorded when the run is stopped', () => {
    const stage = opened();
    stage.session.request(text(1));
    stage.run.say(planned);
    stage.run.say(recorded(0, { 0: 0.5, 1: 0.25 }));
    stage.session.stop();
    stage.run.say(recorded(2, { 2: 0.1 }));
    expect(stage.session.experiment!.results[0]!.recording.gap).toEqual([0.5, 0.25]);
    expect(stage.session.run).toEqual({ kind: 'stopped' });
  });

  test('is announced as it was at that moment', () => {
    const stage = opened();
    stage.session.request(text(1));
    stage.run.say(planned);
    const announced = stage.said.find((message) => message.type === 'started');
    stage.run.say(recorded(0, { 0: 0.5 }));
    expect(announced?.type === 'started' && announced.experiment.results[0]!.recording.gap).toEqual([]);
  });
});

describe('a run that ends without a word', () => {
  test('is a failed one, with the reason when there is one', async () => {
    for (const [end, message] of [
      [(stage: Stage) => stage.run.resolve(), 'The run ended without a result.'],
      [(stage: Stage) => stage.run.reject(new Error('out of memory')), 'out of memory'],
      [(stage: Stage) => stage.run.reject('gone'), 'gone'],
    ] as const) {
      const stage = opened();
      stage.session.request(text(1));
      end(stage);
      await Promise.resolve();
      expect(stage.session.run).toEqual({ kind: 'failed', message });
    }
  });

  test('changes nothing when it had finished', async () => {
    const stage = opened();
    stage.session.request(text(1));
    for (const event of [planned, recorded(0, { 0: 0.5 }), ended, finished]) stage.run.say(event);
    stage.run.resolve();
    await Promise.resolve();
    expect(stage.session.run).toEqual({ kind: 'finished', milliseconds: 3 });
  });
});

describe('the text against what is charted', () => {
  function ran(): Stage {
    const stage = opened();
    stage.session.request(text(1));
    for (const event of [planned, recorded(0, { 0: 0.5 }), ended, finished]) stage.run.say(event);
    return stage;
  }
  const freshness = (stage: Stage) => stage.session.state().freshness;

  test('is current, then edited, then current again when the edit is taken back', () => {
    const stage = ran();
    expect(freshness(stage)).toEqual({ kind: 'current' });
    stage.session.edited(text(2, 'other', { saved: false }));
    expect(freshness(stage)).toEqual({ kind: 'edited', saved: false });
    stage.session.edited(text(3, 'other', { saved: true }));
    expect(freshness(stage)).toEqual({ kind: 'edited', saved: true });
    stage.session.edited(text(4, 'text 1'));
    expect(freshness(stage)).toEqual({ kind: 'current' });
  });

  test('is broken while the text has errors', () => {
    const stage = ran();
    stage.session.edited(text(2, 'broken'));
    stage.session.analysed(analysis(2, { errors: 1 }));
    expect(freshness(stage)).toEqual({ kind: 'broken', errors: 1 });
  });

  test('is told once for each change, not for each edit', () => {
    const stage = ran();
    const told = () => stage.said.filter(({ type }) => type === 'freshness').length;
    const before = told();
    stage.session.edited(text(2, 'other', { saved: false }));
    stage.session.edited(text(3, 'others', { saved: false }));
    expect(told()).toBe(before + 1);
  });
});

describe('an analysis', () => {
  test('of an older version than one already heard is dropped', () => {
    const stage = opened();
    stage.session.edited(text(2));
    stage.session.analysed(analysis(2, { errors: 1 }));
    stage.session.analysed(analysis(1));
    expect(stage.session.analysis?.version).toBe(2);
  });

  test('of a version that the text has not reached is dropped', () => {
    const stage = opened();
    stage.session.analysed(analysis(7));
    expect(stage.session.analysis?.version).toBe(1);
  });

  test('counts from the beginning when the document is opened anew', () => {
    const stage = opened();
    stage.session.edited(text(9));
    stage.session.analysed(analysis(9));
    stage.session.closed();
    stage.session.opened(text(1));
    stage.session.analysed(analysis(1, { errors: 3 }));
    expect(stage.session.analysis).toMatchObject({ version: 1, errors: 3 });
  });
});

describe('what was charted before a reload', () => {
  test('is taken up under a new number, as finished or as stopped', () => {
    const stage = new Stage();
    stage.session.restore(charted(40, [chartedRun({ 0: 0.5 })]));
    expect(stage.session.run).toEqual({ kind: 'finished', milliseconds: 3 });
    expect(stage.session.experiment!.stamp.run).toBe(1);
    const other = new Stage();
    other.session.restore(charted(40, [chartedRun({ 0: 0.5 }, {}, null)]));
    expect(other.session.run).toEqual({ kind: 'stopped' });
  });

  test('never replaces what has been charted, or begun, since', () => {
    for (const events of [[], [planned]]) {
      const stage = opened();
      stage.session.request(text(1));
      for (const event of events) stage.run.say(event);
      stage.session.restore(charted(40, [chartedRun({ 0: 0.5 })]));
      expect(stage.session.run.kind).toBe('running');
      expect(stage.session.experiment?.results[0]?.recording.gap ?? []).toEqual([]);
    }
  });
});

describe('a run of this session', () => {
  test('is charted again under a new number, and the one before it is kept', () => {
    const stage = askedAgain();
    for (const event of [planned, recorded(0, { 0: 0.25 }), ended, finished]) stage.run.say(event);
    const [first] = stage.session.state().comparison.past;
    expect(stage.session.textOf(first!.run)).toBe('text 1');
    stage.session.recall(first!.run);
    const { experiment, comparison, freshness } = stage.session.state();
    expect(experiment!.stamp.run).toBe(3);
    expect(experiment!.results[0]!.recording.gap).toEqual([0.5]);
    // It is known again by its number and its name in the list, and by when it ran.
    expect(experiment!.recalled).toEqual({ run: first!.run, name: first!.name });
    expect(experiment!.ranAt).toBe(1000);
    expect(comparison.past.map(({ run }) => run)).toEqual([2]);
    // The text is the second one: what is charted is not of it.
    expect(freshness).toEqual({ kind: 'edited', saved: true });
  });

  test('that is not kept any more changes nothing', () => {
    const stage = opened();
    const before = structuredClone(stage.session.state());
    stage.session.recall(99);
    expect(stage.session.state()).toEqual(before);
  });
});

describe('charts that follow the text', () => {
  const progress = (milliseconds: number): ExperimentEvent => ({
    kind: 'progress',
    doneIterations: 5,
    milliseconds,
  });
  const whole = [planned, recorded(0, { 0: 0.5 }), ended, finished];
  /** A drag has made this version, and it has been analysed. */
  function dragged(stage: Stage, version: number, stroke = 7): void {
    stage.session.edited(text(version, `text ${version}`, { saved: false }), { stroke });
    stage.session.analysed(analysis(version));
  }
  /** A session with one charted experiment that was asked for. */
  function ran(): Stage {
    const stage = opened();
    stage.session.request(text(1));
    for (const event of whole) stage.run.say(event);
    return stage;
  }
  const freshness = (stage: Stage) => stage.session.state().freshness;

  test('run no longer where the text is again what is charted whole, though its end was not told yet', () => {
    const stage = ran();
    dragged(stage, 2);
    for (const event of [planned, recorded(0, { 0: 0.25 }), progress(400), ended]) stage.run.say(event);
    expect(stage.session.run.kind).toBe('running');
    stage.session.edited(text(3, 'text 3', { saved: false }), { stroke: 7 });
    stage.session.edited(text(4, 'text 2', { saved: false }), { stroke: 7 });
    expect(stage.session.run).toEqual({ kind: 'finished', milliseconds: 2 });
  });

  test('change from one whole run to the next, and dim at no time between', () => {
    const stage = ran();
    const before = stage.said.length;
    for (const version of [2, 3]) {
      dragged(stage, version);
      expect(freshness(stage)).toEqual({ kind: 'following' });
      for (const event of [planned, recorded(0, { 0: 0.25 }), ended]) stage.run.say(event);
      expect(stage.session.experiment!.text).toBe(`text ${version - 1}`);
      stage.run.say(finished);
      expect(stage.session.experiment!.text).toBe(`text ${version}`);
      expect(freshness(stage)).toEqual({ kind: 'current' });
    }
    const told = stage.said.slice(before);
    for (const message of told) {
      if (message.type === 'freshness') expect(message.freshness.kind).not.toBe('edited');
      if (message.type === 'started') expect(message.experiment.results[0]!.recording.gap).toEqual([0.25]);
    }
    // A short run is not said to go on.
    expect(told.some(({ type }) => type === 'events')).toBe(false);
    expect(told.some((message) => message.type === 'run' && message.run.kind === 'running')).toBe(false);
  });

  test('wait for the run that goes on, and then take the newest text', () => {
    const stage = ran();
    for (const version of [2, 3, 4]) dragged(stage, version);
    expect(stage.runs.map((run) => run.text)).toEqual(['text 1', 'text 2']);
    for (const event of whole) stage.run.say(event);
    expect(stage.runs.map((run) => run.text)).toEqual(['text 1', 'text 2', 'text 4']);
  });

  test('show of a long run what it has when its time is over, and let the next begin', () => {
    const stage = ran();
    dragged(stage, 2);
    for (const event of [planned, recorded(0, { 0: 0.25 }), progress(299)]) stage.run.say(event);
    dragged(stage, 3);
    expect(stage.runs).toHaveLength(2);
    expect(stage.session.experiment!.text).toBe('text 1');
    const long = stage.run;
    long.say(progress(301));
    expect(stage.session.experiment!).toMatchObject({ text: 'text 2' });
    expect(long.signal.aborted).toBe(true);
    expect(stage.run.text).toBe('text 3');
  });

  test('let a long run go on when nothing newer waits', () => {
    const stage = ran();
    dragged(stage, 2);
    for (const event of [planned, recorded(0, { 0: 0.25 }), progress(301), recorded(1, { 1: 0.125 })]) {
      stage.run.say(event);
    }
    expect(stage.session.run.kind).toBe('running');
    expect(stage.session.experiment!.results[0]!.recording.gap).toEqual([0.25, 0.125]);
    expect(freshness(stage)).toEqual({ kind: 'current' });
  });

  test('never stop what was asked for, and say that they are behind it', () => {
    const stage = opened();
    stage.session.request(text(1));
    for (const event of [planned, recorded(0, { 0: 0.5 }), progress(5000)]) stage.run.say(event);
    dragged(stage, 2);
    expect(stage.runs).toHaveLength(1);
    expect(stage.run.signal.aborted).toBe(false);
    expect(freshness(stage)).toEqual({ kind: 'edited', saved: false });
    stage.run.say(ended);
    stage.run.say(finished);
    expect(stage.run.text).toBe('text 2');
    expect(freshness(stage)).toEqual({ kind: 'following' });
  });

  test('give way at once to what is asked for', () => {
    const stage = ran();
    dragged(stage, 2);
    const following = stage.run;
    stage.session.request(text(2));
    expect(following.signal.aborted).toBe(true);
    stage.run.say(planned);
    expect(stage.session.experiment!.text).toBe('text 2');
  });

  test('make one entry of the history out of a drag, as they make one step of undo', () => {
    const stage = ran();
    for (const version of [2, 3, 4]) {
      dragged(stage, version);
      for (const event of whole) stage.run.say(event);
    }
    expect(stage.session.state().comparison.past.map(({ run }) => run)).toEqual([1]);
    dragged(stage, 5, 8);
    for (const event of whole) stage.run.say(event);
    expect(stage.session.state().comparison.past.map(({ run }) => run)).toEqual([4, 1]);
  });

  test('need no run when the hand comes back to what is charted', () => {
    const stage = ran();
    dragged(stage, 2);
    const away = stage.run;
    stage.session.edited(text(3, 'text 1', { saved: false }), { stroke: 7 });
    stage.session.analysed(analysis(3));
    expect(away.signal.aborted).toBe(true);
    expect(stage.runs).toHaveLength(2);
    expect(freshness(stage)).toEqual({ kind: 'current' });
  });

  test('stay behind a text with errors, and behind one that cannot be run', () => {
    for (const [changes, kind] of [
      [{ errors: 1 }, 'broken'],
      [{ cannotRun: 'no-run' }, 'edited'],
    ] as const) {
      const stage = ran();
      stage.session.edited(text(2, 'text 2', { saved: false }), { stroke: 7 });
      stage.session.analysed(analysis(2, changes));
      expect(stage.runs).toHaveLength(1);
      expect(freshness(stage).kind).toBe(kind);
    }
  });
});

/** What may happen, in any order and at any time. */
type Happening =
  | { readonly kind: 'edit' | 'save' | 'request' | 'stop' | 'close' | 'open' | 'leave' }
  | { readonly kind: 'drag'; readonly stroke: number; readonly analysed: boolean }
  /** The text is that of an earlier version again, and the charts follow. */
  | { readonly kind: 'undo'; readonly steps: number }
  | { readonly kind: 'pin' | 'recall'; readonly run: number }
  | { readonly kind: 'analyse'; readonly behind: number; readonly errors: number }
  | {
      readonly kind: 'say';
      readonly run: number;
      readonly event: 'planned' | 'recorded' | 'progress' | 'ended' | 'finished' | 'failed';
    };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom<Happening>(
    { kind: 'edit' },
    { kind: 'save' },
    { kind: 'request' },
    { kind: 'stop' },
    { kind: 'close' },
    { kind: 'open' },
    { kind: 'leave' },
  ),
  fc.record({ kind: fc.constant('drag' as const), stroke: fc.nat(2), analysed: fc.boolean() }),
  fc.record({ kind: fc.constant('undo' as const), steps: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    kind: fc.constantFrom('pin' as const, 'recall' as const),
    run: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({
    kind: fc.constant('analyse' as const),
    behind: fc.nat(2),
    errors: fc.constantFrom(0, 0, 0, 1),
  }),
  fc.record({
    kind: fc.constant('say' as const),
    run: fc.nat(2),
    event: fc.constantFrom('planned', 'recorded', 'recorded', 'progress', 'ended', 'finished', 'failed'),
  }),
);

/** Plays happenings on a session; an engine that is well-behaved plans first, leaves no gap and says nothing after its end. */
function play(stage: Stage, happenings: readonly Happening[]): void {
  let version = 1;
  const told = new Map<Played<ExperimentEvent>, number>();
  stage.session.opened(text(version));
  for (const one of happenings) {
    switch (one.kind) {
      case 'edit':
      case 'save':
        stage.session.edited(text(++version, `text ${version}`, { saved: one.kind === 'save' }));
        break;
      case 'drag':
        stage.session.edited(text(++version, `text ${version}`, { saved: false }), { stroke: one.stroke });
        if (one.analysed) stage.session.analysed(analysis(version));
        break;
      case 'undo': {
        const earlier = `text ${Math.max(1, version - one.steps)}`;
        stage.session.edited(text(++version, earlier, { saved: false }), { stroke: null });
        break;
      }
      case 'request':
        stage.session.request(text(version));
        break;
      case 'leave':
        stage.session.left();
        break;
      case 'stop':
        stage.session.stop();
        break;
      case 'close':
        stage.session.closed();
        break;
      case 'open':
        stage.session.opened(text(version));
        break;
      case 'analyse':
        stage.session.analysed(analysis(Math.max(1, version - one.behind), { errors: one.errors }));
        break;
      case 'pin':
        stage.session.pin(one.run);
        break;
      case 'recall':
        stage.session.recall(one.run);
        break;
      case 'say': {
        const run = stage.runs.at(-1 - one.run);
        const count = run && told.get(run);
        if (run === undefined || count === Number.POSITIVE_INFINITY) break;
        if (one.event === 'failed') run.say({ kind: 'failed', message: 'It broke.' });
        else if (count === undefined) run.say(planned);
        else if (one.event === 'finished') run.say(finished);
        else if (one.event === 'ended') run.say(ended);
        else if (one.event === 'progress')
          run.say({ kind: 'progress', doneIterations: count, milliseconds: 200 * count });
        else run.say(recorded(count, { [count]: 1 / (stage.runs.indexOf(run) + 2) }));
        const over = one.event === 'failed' || (one.event === 'finished' && count !== undefined);
        const more = one.event === 'progress' || one.event === 'ended' ? 0 : 1;
        told.set(run, over ? Number.POSITIVE_INFINITY : count === undefined ? 0 : count + more);
      }
    }
  }
}

test('in any order of events, each announcement leaves the panel with the session’s own state', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const stage = new Stage();
      let panel: Model = { ...NOTHING, panel: structuredClone(stage.session.state()) };
      stage.announce = (message) => {
        panel = reduce(panel, structuredClone(message));
      };
      play(stage, happenings);
      // Subject and analysis are forgotten without a word when a document is opened anew; its first analysis tells them.
      const { analysis: _, subject: __, ...shown } = panel.panel!;
      const { analysis: ___, subject: ____, ...known } = stage.session.state();
      expect(shown).toEqual(structuredClone(known));
    }),
    { numRuns: 500 },
  );
});

test('in any order of events, the charted run’s number never falls, and it holds its own numbers only', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const stage = new Stage();
      let last = 0;
      stage.announce = () => {
        const { experiment } = stage.session;
        if (experiment === null) return;
        expect(experiment.stamp.run).toBeGreaterThanOrEqual(last);
        last = experiment.stamp.run;
        for (const gap of experiment.results[0]!.recording.gap) expect(gap).toBe(1 / (last + 1));
      };
      play(stage, happenings);
    }),
    { numRuns: 500 },
  );
});

test('in any order of events, at most one run is going on', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const stage = new Stage();
      play(stage, happenings);
      expect(stage.runs.slice(0, -1).every((run) => run.signal.aborted || run !== stage.run)).toBe(true);
      if (stage.session.run.kind !== 'running')
        for (const run of stage.runs) {
          const before = stage.said.length;
          run.say({ kind: 'progress', doneIterations: 1, milliseconds: 1 });
          expect(stage.said).toHaveLength(before);
        }
    }),
  );
});

test('in any order of events, what is shown as running is computed, and Stop stops it', () => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const stage = new Stage();
      play(stage, happenings);
      const { session } = stage;
      if (session.run.kind === 'running') expect(stage.run.signal.aborted).toBe(false);
      session.stop();
      expect(session.run.kind).not.toBe('running');
    }),
    { numRuns: 2000 },
  );
});

describe('a family', () => {
  const words = 'generate: { actions: 2, dimensions: 2, count: 3, seed: 4 }\nrun: { iterations: 10 }\n';
  const random = { ...subject, family: { seed: 4, count: 3 } };
  const instance = arraysOf(problemOf(banditOf([[1], [0]], [1, 0])));
  const verdict = { kind: 'always', basis: 'proved', traps: [] } as const;
  const instances: FamilyNews = { kind: 'instances', instances: [instance, instance, instance] };
  const verdicts = (from: number, n: number): FamilyNews => ({
    kind: 'verdicts',
    from,
    verdicts: Array.from({ length: n }, () => verdict),
  });

  /** A session whose text is a family, and charted. */
  function family(): Stage {
    const stage = new Stage();
    stage.session.opened(text(1, words));
    stage.session.analysed(analysis(1, { subject: random }));
    stage.session.request(text(1, words));
    stage.run.say(planned);
    return stage;
  }

  test('of processes has an optimum in each instance, and none for all', () => {
    const stage = new Stage();
    stage.session.opened(text(1, words));
    stage.session.analysed(analysis(1, { subject: random }));
    stage.session.request(text(1, words));
    const optimum = { value: 1, values: [1], shortfalls: [0.5, 0], occupancy: [1] };
    stage.run.say({ ...planned, optimum });
    expect(stage.session.experiment).not.toHaveProperty('optimum');
    expect(stage.session.experiment!.subject.optimal).toEqual(random.optimal);
  });

  test('is judged beside its run, and the panel hears the same', () => {
    const stage = family();
    expect(stage.judged.map((one) => one.text)).toEqual([words]);
    stage.judged[0]!.say(instances);
    stage.judged[0]!.say(verdicts(0, 2));
    stage.run.say(finished);
    stage.judged[0]!.say(verdicts(2, 1));
    expect(stage.session.experiment?.family).toEqual({
      seed: 4,
      count: 3,
      instances: [instance, instance, instance],
      verdicts: [verdict, verdict, verdict],
      failure: null,
    });
    const shown = stage.said.reduce(reduce, { ...NOTHING, panel: new Stage().session.state() });
    expect(shown.panel?.experiment?.family).toEqual(stage.session.experiment?.family);
  });

  test('that is charted no more is judged no more', () => {
    const stage = family();
    stage.session.edited(text(2, `${words}# two`));
    stage.session.analysed(analysis(2, { subject: random }));
    stage.session.request(text(2, `${words}# two`));
    stage.run.say(planned);
    expect(stage.judged.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    stage.judged[0]!.say(verdicts(0, 3));
    expect(stage.session.experiment?.family?.verdicts).toEqual([]);
  });

  test('that is charted again is asked about again only if something is missing', () => {
    const stage = family();
    stage.judged[0]!.say(instances);
    stage.judged[0]!.say(verdicts(0, 3));
    const first = stage.session.experiment!.stamp.run;
    stage.session.request(text(1, words));
    stage.run.say(planned);
    expect(stage.judged).toHaveLength(2);
    stage.session.recall(first);
    expect(stage.judged).toHaveLength(2);
    expect(stage.session.experiment?.family?.verdicts).toHaveLength(3);
  });

  test('that cannot be judged says why', async () => {
    const stage = family();
    stage.judged[0]!.reject(new Error('no worker'));
    await Promise.resolve();
    await Promise.resolve();
    expect(stage.session.experiment?.family?.failure).toBe('no worker');
  });

  test('is known again from its text after a reload', () => {
    const stage = new Stage();
    stage.session.restore(charted(9, [chartedRun({ 0: 0.5 })], { text: words, subject: random }));
    expect(stage.judged.map((one) => one.text)).toEqual([words]);
    expect(stage.session.experiment?.family).toMatchObject({ seed: 4, count: 3 });
  });
});

describe('a document that is renamed', () => {
  test('takes its curves, its history and a run that goes on with it', () => {
    const stage = askedAgain();
    stage.run.say(planned);
    const { run } = stage.session.experiment!.stamp;
    stage.session.closed();
    stage.session.moved('file:///other%20name.linspg');
    stage.session.opened(text(1, 'text 2'));
    stage.run.say(recorded(0, { 0: 0.25 }));
    stage.run.say(finished);
    const { document, experiment, comparison, run: state } = stage.session.state();
    expect(document).toBe('file:///other%20name.linspg');
    expect(experiment!.stamp.run).toBe(run);
    expect(experiment!.subject.fileName).toBe('other name.linspg');
    expect(experiment!.results[0]!.recording.gap).toEqual([0.25]);
    expect(state).toEqual({ kind: 'finished', milliseconds: 3 });
    expect(comparison.past).toHaveLength(1);
    // A panel that heard it all shows the same.
    const shown = stage.said.reduce(reduce, { ...NOTHING, panel: new Stage().session.state() });
    expect(shown.panel?.document).toBe('file:///other%20name.linspg');
    expect(shown.panel?.experiment).toEqual(experiment);
  });

  test('names a run that was only begun by its new name', () => {
    const stage = opened();
    stage.session.request(text(1));
    stage.session.moved('file:///b.linspg');
    stage.run.say(planned);
    expect(stage.session.experiment!.subject.fileName).toBe('b.linspg');
  });
});

describe('a document that is no experiment any more', () => {
  test('runs nothing, and no verdict is said of it', () => {
    const stage = opened();
    stage.session.request(text(1));
    stage.run.say(planned);
    stage.session.left();
    expect(stage.run.signal.aborted).toBe(true);
    expect(stage.session.analysis).toBeNull();
    stage.session.request(text(2));
    stage.session.analysed(analysis(2));
    expect(stage.runs).toHaveLength(1);
  });
});

describe('where the server does not answer', () => {
  test('a run goes ahead, and no verdict is shown', () => {
    const stage = opened();
    stage.session.edited(text(2));
    stage.session.request(text(2));
    expect(stage.runs).toEqual([]);
    stage.session.serverAnswers(false);
    expect(stage.run.text).toBe('text 2');
    expect(stage.session.state().analysis).toBeNull();
    expect(stage.said.findLast(({ type }) => type === 'analysis')).toMatchObject({ analysis: null });
    for (const event of [planned, recorded(0, { 0: 0.5 }), ended, finished]) stage.run.say(event);
    expect(stage.session.experiment!.subject).toEqual(subject);
  });

  test('a text with errors still runs nothing and says why', () => {
    const stage = opened();
    stage.session.serverAnswers(false);
    stage.session.edited(text(2, 'broken'));
    stage.session.request(text(2, 'broken'));
    expect(stage.runs).toEqual([]);
    expect(stage.refused).toEqual(['Nothing was run: the text has 2 errors.']);
  });

  test('a text that is too long to be read without it is not run, and that is said of a save too', () => {
    const stage = opened();
    stage.session.serverAnswers(false);
    stage.session.edited(text(2, 'long'));
    stage.session.request(text(2, 'long'), { quiet: true });
    expect(stage.runs).toEqual([]);
    expect(stage.refused).toEqual([
      'Nothing was run: the language server does not answer, and this text is too long to be read without it, or names files. No verdict is known yet. Run the command “Lin-SPG: Restart the Language Server”, then run it again.',
    ]);
    stage.session.serverAnswers(true);
    stage.session.analysed(analysis(2));
    expect(stage.runs).toEqual([]);
    stage.session.request(text(2, 'long'));
    expect(stage.run.text).toBe('long');
  });

  test('what it said last stands again when it answers, if the text is still the same', () => {
    const stage = opened();
    const before = stage.session.analysis;
    stage.session.serverAnswers(false);
    stage.session.serverAnswers(true);
    expect(stage.session.analysis).toEqual(before);
    stage.session.serverAnswers(false);
    stage.session.edited(text(2));
    stage.session.serverAnswers(true);
    expect(stage.session.analysis).toBeNull();
    stage.session.analysed(analysis(2));
    expect(stage.session.analysis?.version).toBe(2);
  });
});
