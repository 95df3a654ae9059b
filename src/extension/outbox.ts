/**
 * Messages on their way to one panel. What a fast run says is bundled: its first words go at once, the rest every
 * `interval`, so that it never floods the panel. The last progress stands for those before it. All else goes at once.
 */
import { emptyRecording, extend } from '../engine/recording.js';
import type { ChartEvent, ToPanel } from '../shared/messages.js';

export interface OutboxPort {
  send(message: ToPanel): void;
  /** Calls back once, after `interval`. */
  later(callback: () => void): void;
}

export class Outbox {
  readonly #port: OutboxPort;
  #waiting: ToPanel[] = [];
  /** The rest that is taken, named by a new object; null: the next message goes at once. */
  #rest: object | null = null;

  constructor(port: OutboxPort) {
    this.#port = port;
  }

  post(message: ToPanel): void {
    const flood = message.type === 'events' || (message.type === 'run' && message.run.kind === 'running');
    // A new experiment is seen at once, and so are its first events.
    if (message.type === 'started') this.#rest = null;
    this.#enqueue(message);
    if (flood && this.#rest !== null) return;
    this.#flush();
    if (flood) this.#pause();
  }

  /** Forgets what waits: the panel went away, and will be sent a whole state when it is back. */
  clear(): void {
    this.#waiting = [];
  }

  #pause(): void {
    const rest = {};
    this.#rest = rest;
    this.#port.later(() => {
      if (this.#rest !== rest) return;
      this.#rest = null;
      if (this.#waiting.length === 0) return;
      this.#flush();
      this.#pause();
    });
  }

  #enqueue(message: ToPanel): void {
    if (message.type === 'state') this.#waiting = [];
    if (message.type === 'started') this.#waiting = this.#waiting.filter(({ type }) => type !== 'events');
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
    for (const message of messages) this.#port.send(message);
  }
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
