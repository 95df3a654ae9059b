/**
 * Changes of the text on their way to the host: `MOST_IN_FLIGHT` at a time, so that it need not wait for the panel between two; beyond them
 * the latest of a stroke wins, and a stroke waits for the one before it. So a slow host is never flooded.
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

const MOST_IN_FLIGHT = 2;

interface Going {
  readonly stroke: number;
  step: number;
  latest: Change | null;
  /** Is `latest` not sent yet? */
  waiting: boolean;
  /** How many of its changes are not answered yet. */
  inFlight: number;
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
    if (going === undefined) return;
    if (going.latest === null || going.closed) {
      if (!going.ended || going.inFlight > 0) return;
      queue.shift();
      pump();
      return;
    }
    if (going.inFlight === MOST_IN_FLIGHT || (!going.waiting && !going.ended)) return;
    const { stroke, latest: change, ended: last } = going;
    going.waiting = false;
    going.inFlight++;
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
        inFlight: 0,
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
      if (going?.stroke !== done.stroke) return;
      going.inFlight--;
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
