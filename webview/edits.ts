/**
 * Changes of the text on their way to the host: one at a time, the latest of a stroke wins, and a stroke waits for the one before it. So a
 * slow host is never flooded, and what is sent is never older than what it answers to.
 */
import type { FromPanel } from '../src/shared/messages.js';
import type { Change, EditDone } from '../src/shared/pictures.js';

/** A drag, a key held down, a button pressed: one step of undo. */
export interface Stroke {
  change(change: Change): void;
  /** No further change than this one. A stroke without any changes nothing. */
  end(last?: Change): void;
}

export interface Edits {
  begin(): Stroke;
  /** Is a stroke going on, or the text that is shown older than the last change? */
  readonly pending: boolean;
  /** @param textVersion of the text that is shown */
  hear(textVersion: number, done: EditDone | null): void;
}

interface Going {
  readonly stroke: number;
  step: number;
  latest: Change | null;
  /** Is `latest` not sent yet? */
  waiting: boolean;
  inFlight: boolean;
  ended: boolean;
  closed: boolean;
}

export function createEdits(send: (message: FromPanel) => void): Edits {
  const queue: Going[] = [];
  let strokes = Date.now();
  let shown = 0;
  /** The latest version that a change of ours made. */
  let written = 0;
  let heard: EditDone | null = null;

  function pump(): void {
    const going = queue[0];
    if (going === undefined || going.inFlight) return;
    if (going.latest === null || going.closed) {
      if (!going.ended) return;
      queue.shift();
      pump();
      return;
    }
    if (!going.waiting && !going.ended) return;
    const { stroke, latest: change, ended: last } = going;
    going.waiting = false;
    going.inFlight = true;
    going.closed = last;
    going.step++;
    const textVersion = Math.max(shown, written);
    send({ type: 'edit', edit: { stroke, step: going.step, textVersion, last, change } });
  }

  return {
    begin() {
      const going: Going = {
        stroke: ++strokes,
        step: 0,
        latest: null,
        waiting: false,
        inFlight: false,
        ended: false,
        closed: false,
      };
      queue.push(going);
      const take = (change: Change) => {
        going.latest = change;
        going.waiting = true;
      };
      return {
        change(change) {
          take(change);
          pump();
        },
        end(last) {
          if (last) take(last);
          going.ended = true;
          pump();
        },
      };
    },
    get pending() {
      return queue.length > 0 || shown < written;
    },
    hear(textVersion, done) {
      shown = textVersion;
      if (done === null || done === heard) return;
      heard = done;
      const going = queue[0];
      if (going?.stroke !== done.stroke || going.step !== done.step) return;
      going.inFlight = false;
      if (done.textVersion === null) {
        // Whatever was waiting was meant for another text.
        written = 0;
        going.latest = null;
        going.closed = true;
      } else written = done.textVersion;
      pump();
    },
  };
}
