/**
 * Messages on their way to one panel. What a run says waits for `interval`, and what it says until then goes with it: a run that is over
 * by then is drawn once, a longer one never floods the panel. The last progress stands for those before it. The next bundle also waits until the
 * page has drawn the one before: on a busy machine a queue would grow between them, and whatever a person asks for would wait behind it. The end of
 * a run is sent at once, after what waits, and so is everything that is not from a run.
 */
import { emptyRecording, extend } from '../engine/recording.js';
import type { ChartEvent, ToPanel } from '../shared/messages.js';

/** A person cannot follow more often, and sees what is over by then as one change. */
export const MILLISECONDS_OF_A_BUNDLE = 75;

export interface OutboxPort {
  send(message: ToPanel): void;
  /** Asks the page to say when it has drawn all that it has been sent: then `caughtUp` is called. */
  askToCatchUp(): void;
  /** Calls back once, after `interval`. */
  later(callback: () => void): void;
}

export class Outbox {
  readonly #port: OutboxPort;
  #waiting: ToPanel[] = [];
  /** The interval that is going on, named by a new object. */
  #interval: object | null = null;
  /** Is the interval over, while the page still draws? */
  #isDue = false;
  /** Has the page not said yet that it has drawn the last bundle? */
  #isBehind = false;

  constructor(port: OutboxPort) {
    this.#port = port;
  }

  post(message: ToPanel): void {
    // It says that the host is there, whatever the page is busy with.
    if (message.type === 'alive') {
      this.#port.send(message);
      return;
    }
    this.#enqueue(message);
    if (isOfRun(message)) this.#wait();
    else if (this.#interval === null || !mayWait(message)) this.#flush();
  }

  /** The page has drawn what it has been sent. */
  caughtUp(): void {
    this.#isBehind = false;
    if (this.#isDue) this.#flush();
  }

  /** Forgets what waits: the panel went away, and will be sent a whole state when it is back. */
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

/** What a run says on its way, and the verdicts on the instances of its family: everything but its end. */
function isOfRun(message: ToPanel): boolean {
  const { type } = message;
  return (
    type === 'started' ||
    type === 'events' ||
    type === 'family' ||
    (type === 'run' && message.run.kind === 'running')
  );
}

/** What a new experiment changes beside itself is shown with it. */
function mayWait({ type }: ToPanel): boolean {
  return type === 'comparison' || type === 'freshness';
}

/** Pieces of one run that follow each other become one piece. */
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
