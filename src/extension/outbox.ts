/**
 * Messages to one panel. What a run reports waits for `interval`, and is sent together with what it reports until then: a run that is over
 * by then is drawn once, and a longer one never floods the panel. Of several progress reports only the last is sent. The next bundle also waits until the
 * page has drawn the one before: on a busy machine, a queue would otherwise grow, and whatever the user asks for would wait behind it. The end of
 * a run is sent at once, after what waits, and so is everything that is not from a run.
 */
import { emptyRecording, extend } from '../engine/recording.js';
import type { ChartEvent, ToPanel } from '../shared/messages.js';

/** A person cannot follow more frequent changes, and sees a run that is over by then as one change. */
export const MILLISECONDS_OF_A_BUNDLE = 75;

export interface OutboxPort {
  send(message: ToPanel): void;
  /** Asks the page to report when it has drawn everything it has been sent: then `caughtUp` is called. */
  askToCatchUp(): void;
  /** Calls back once, after `interval`. */
  later(callback: () => void): void;
}

export class Outbox {
  readonly #port: OutboxPort;
  #waiting: ToPanel[] = [];
  /** The current interval, identified by a new object. */
  #interval: object | null = null;
  /** Is the interval over while the page is still drawing? */
  #isDue = false;
  /** Has the page not yet reported that it has drawn the last bundle? */
  #isBehind = false;

  constructor(port: OutboxPort) {
    this.#port = port;
  }

  post(message: ToPanel): void {
    // It says that the host is alive, whatever the page is busy with.
    if (message.type === 'alive') {
      this.#port.send(message);
      return;
    }
    this.#enqueue(message);
    if (isOfRun(message)) this.#wait();
    else if (this.#interval === null || !mayWait(message)) this.#flush();
  }

  /** Called when the page has drawn everything it has been sent. */
  caughtUp(): void {
    this.#isBehind = false;
    if (this.#isDue) this.#flush();
  }

  /** Drops what waits: the panel went away, and will receive a whole state when it is back. */
  clear(): void {
    this.#waiting = [];
    this.#interval = null;
    this.#isDue = false;
    this.#isBehind = false;
  }

  #wait(): void {
    if (this.#interval !== null) return;
    const interval = {};
    this.#interval = interval;
    this.#port.later(() => {
      if (this.#interval !== interval) return;
      this.#isDue = true;
      if (!this.#isBehind) this.#flush();
    });
  }

  #enqueue(message: ToPanel): void {
    if (message.type === 'state') this.#waiting = [];
    if (message.type === 'started') {
      this.#waiting = this.#waiting.filter(({ type }) => type !== 'started' && type !== 'events');
    }
    if (message.type === 'run') this.#waiting = this.#waiting.filter(({ type }) => type !== 'run');
    if (message.type === 'events') {
      const at = this.#waiting.findIndex(({ type }) => type === 'events');
      const before = this.#waiting[at];
      if (before?.type === 'events') {
        this.#waiting[at] = { ...message, events: joined(before.events, message.events) };
        return;
      }
    }
    this.#waiting.push(message);
  }

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    this.#interval = null;
    this.#isDue = false;
    for (const message of messages) this.#port.send(message);
    if (this.#isBehind || !messages.some(isOfRun)) return;
    this.#isBehind = true;
    this.#port.askToCatchUp();
  }
}

/** Is it from a run in progress, or a verdict on an instance of its family? Everything but the end of a run. */
function isOfRun(message: ToPanel): boolean {
  const { type } = message;
  return (
    type === 'started' ||
    type === 'events' ||
    type === 'family' ||
    (type === 'run' && message.run.kind === 'running')
  );
}

/** Is it a change that a new experiment causes, to be shown together with it? */
function mayWait({ type }: ToPanel): boolean {
  return type === 'comparison' || type === 'freshness';
}

/** Joins consecutive pieces of one run. */
function joined(before: readonly ChartEvent[], after: readonly ChartEvent[]): ChartEvent[] {
  const events = [...before];
  for (const event of after) {
    const last = events.findLastIndex(({ index }) => index === event.index);
    const earlier = events[last];
    if (earlier?.kind !== 'recorded' || event.kind !== 'recorded') {
      events.push(event);
      continue;
    }
    const piece = emptyRecording();
    extend(piece, earlier.piece);
    extend(piece, event.piece);
    events[last] = { ...earlier, piece };
  }
  return events;
}
