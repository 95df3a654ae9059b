import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Outbox } from '../../../src/extension/outbox.js';
import type { ToPanel } from '../../../src/shared/messages.js';
import { type Model, NOTHING, reduce } from '../../../webview/state.js';
import { charted, chartedRun, panelState, recording } from '../charted.js';

class Post {
  readonly sent: ToPanel[] = [];
  readonly #callbacks: (() => void)[] = [];
  readonly outbox = new Outbox({
    send: (message) => void this.sent.push(message),
    askToCatchUp: () => void this.#asked++,
    later: (callback) => void this.#callbacks.push(callback),
  });
  #asked = 0;

  /** Every interval that has begun is over. */
  passes(): void {
    for (const callback of this.#callbacks.splice(0)) callback();
  }

  /** The page has drawn what it was sent, and says so if it was asked to. */
  draws(): void {
    for (; this.#asked > 0; this.#asked--) this.outbox.caughtUp();
  }

  /** Is an interval still to be over? */
  get waits(): boolean {
    return this.#callbacks.length > 0;
  }
}

const stamp = (run: number) => ({ run, textVersion: run });
const started = (run: number): ToPanel => ({
  type: 'started',
  experiment: charted(run, [chartedRun({}, {}, null), chartedRun({}, {}, null)]),
});
const recorded = (run: number, from: number, index = 0): ToPanel => ({
  type: 'events',
  stamp: stamp(run),
  events: [{ kind: 'recorded', index, from, piece: recording({ [from]: 1 / (from + 2) }) }],
});
const ended = (run: number): ToPanel => ({
  type: 'events',
  stamp: stamp(run),
  events: [{ kind: 'ended', index: 0, ending: { kind: 'finished' }, milliseconds: 1 }],
});
const progress = (run: number, doneIterations: number): ToPanel => ({
  type: 'run',
  stamp: stamp(run),
  run: { kind: 'running', doneIterations, totalIterations: 100, milliseconds: 40 },
});
const over = (run: number): ToPanel => ({
  type: 'run',
  stamp: stamp(run),
  run: { kind: 'finished', milliseconds: 1 },
});

describe('what a run says', () => {
  test('waits for a moment, and arrives as one', () => {
    const post = new Post();
    post.outbox.post(progress(1, 0));
    post.outbox.post(started(1));
    for (let from = 0; from < 50; from++) post.outbox.post(recorded(1, from));
    expect(post.sent).toHaveLength(0);
    post.passes();
    expect(post.sent.map(({ type }) => type)).toEqual(['run', 'started', 'events']);
    const bundle = post.sent[2]!;
    expect(bundle.type === 'events' && bundle.events).toHaveLength(1);
    expect(bundle.type === 'events' && bundle.events[0]).toMatchObject({
      from: 0,
      piece: { iterations: Array.from({ length: 50 }, (_, i) => i) },
    });
  });

  test('waits again after a bundle; while nothing is said, nothing waits', () => {
    const post = new Post();
    post.outbox.post(recorded(1, 0));
    post.passes();
    post.draws();
    expect(post.waits).toBe(false);
    post.outbox.post(recorded(1, 1));
    expect(post.sent).toHaveLength(1);
    post.passes();
    expect(post.sent).toHaveLength(2);
  });

  test('waits as long as the page draws, however long the run goes on: one bundle is under way at most', () => {
    const post = new Post();
    for (let from = 0; from < 50; from++) {
      post.outbox.post(recorded(1, from));
      post.outbox.post(progress(1, from));
      post.passes();
    }
    expect(post.sent.map(({ type }) => type)).toEqual(['events', 'run']);
    post.draws();
    // Sent at once, since an interval has passed; all events since then are one message.
    expect(post.sent.map(({ type }) => type)).toEqual(['events', 'run', 'events', 'run']);
    const bundle = post.sent[2]!;
    expect(bundle.type === 'events' && bundle.events).toHaveLength(1);
    post.draws();
    post.passes();
    expect(post.sent).toHaveLength(4);
  });

  test('its end, and that the host is there, do not wait for the page', () => {
    const post = new Post();
    post.outbox.post(recorded(1, 0));
    post.passes();
    post.outbox.post(recorded(1, 1));
    post.outbox.post({ type: 'alive', serverAnswers: true });
    expect(post.sent.map(({ type }) => type)).toEqual(['events', 'alive']);
    post.outbox.post(over(1));
    expect(post.sent.map(({ type }) => type)).toEqual(['events', 'alive', 'events', 'run']);
  });

  test('does not wait for a page that is gone', () => {
    const post = new Post();
    post.outbox.post(recorded(1, 0));
    post.passes();
    post.outbox.clear();
    post.outbox.post(recorded(1, 1));
    post.passes();
    expect(post.sent).toHaveLength(2);
  });

  test('does not wait once the run is over, and is told before its end', () => {
    const post = new Post();
    post.outbox.post(progress(1, 1));
    post.outbox.post(progress(1, 2));
    post.outbox.post(recorded(1, 0));
    post.outbox.post(over(1));
    expect(post.sent.map(({ type }) => type)).toEqual(['events', 'run']);
    expect(post.sent[1]).toEqual(over(1));
    post.outbox.post(progress(2, 1));
    expect(post.sent).toHaveLength(2);
  });
});

test('what a new experiment changes beside itself is shown with it, and at once when nothing waits', () => {
  const freshness: ToPanel = { type: 'freshness', freshness: { kind: 'current' } };
  const post = new Post();
  post.outbox.post(freshness);
  post.outbox.post(started(1));
  post.outbox.post(freshness);
  expect(post.sent).toEqual([freshness]);
  post.passes();
  expect(post.sent).toEqual([freshness, started(1), freshness]);
});

test('a new experiment takes the place of what waits of the old one', () => {
  const post = new Post();
  post.outbox.post(started(1));
  post.outbox.post(recorded(1, 0));
  post.outbox.post(started(2));
  post.outbox.post(recorded(2, 0));
  post.passes();
  expect(post.sent).toEqual([started(2), recorded(2, 0)]);
});

test('what waits is forgotten when the panel goes away', () => {
  const post = new Post();
  post.outbox.post(recorded(1, 0));
  post.outbox.post(recorded(1, 1));
  post.outbox.clear();
  post.passes();
  expect(post.sent).toHaveLength(0);
});

type Step =
  | 'start'
  | 'record'
  | 'other'
  | 'end'
  | 'progress'
  | 'over'
  | 'freshness'
  | 'pass'
  | 'draw'
  | 'state';

test('bundled or not, the panel ends in the same state', () => {
  const step = fc.constantFrom<Step>(
    'start',
    'record',
    'record',
    'other',
    'end',
    'progress',
    'over',
    'freshness',
    'pass',
    'draw',
    'state',
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const post = new Post();
      const begin: Model = { ...NOTHING, panel: panelState() };
      let straight = begin;
      let run = 0;
      let counts = [0, 0];
      const say = (message: ToPanel) => {
        straight = reduce(straight, message);
        post.outbox.post(message);
      };
      for (const one of steps) {
        if (one === 'start') {
          counts = [0, 0];
          say(started(++run));
        } else if (one === 'record') say(recorded(run, counts[0]!++, 0));
        else if (one === 'other') say(recorded(run, counts[1]!++, 1));
        else if (one === 'end') say(ended(run));
        else if (one === 'progress') say(progress(run, counts[0]!));
        else if (one === 'over') say(over(run));
        else if (one === 'freshness')
          say({ type: 'freshness', freshness: { kind: 'edited', saved: run % 2 === 0 } });
        else if (one === 'state') say({ type: 'state', state: straight.panel! });
        else if (one === 'draw') post.draws();
        else post.passes();
      }
      post.passes();
      post.draws();
      post.passes();
      post.draws();
      expect(post.sent.reduce(reduce, begin)).toEqual(straight);
    }),
    { numRuns: 500 },
  );
});
