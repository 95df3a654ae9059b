/**
 * Sends changes of the text to the host, `MOST_IN_FLIGHT` at a time, so that the host need not wait for the panel between two. Beyond that, only
 * the latest change of a stroke is kept, and a stroke waits for the one before it. So a slow host is never flooded.
 */

import type { Change } from '../src/shared/fromPanel.js';
import type { FromPanel } from '../src/shared/messages.js';
import type { Answer } from '../src/shared/requests.js';

/** A drag, a key held down, or a button pressed: one step of undo. */
export interface Stroke {
  change(change: Change): void;
  /** Ends the stroke, with a last change or without. A stroke without any change changes nothing. */
  end(last?: Change): void;
}

type Answered = Omit<Answer<'edit'>, 'type'>;

export interface Edits {
  begin(): Stroke;
  /** Is a stroke in progress, or is the text that is shown older than the last change? */
  readonly pending: boolean;
  /**
   * Reports the text that is shown. If it is another text than before, or the same one opened again, the changes for the former text are dropped.
   *
   * @param document its URI
   * @param textVersion counted from when it was opened
   */
  receive(document: string, textVersion: number, done: Answered | null): void;
}

const MOST_IN_FLIGHT = 2;

interface ActiveStroke {
  readonly stroke: number;
  latest: Change | null;
  /** Is `latest` not sent yet? */
  waiting: boolean;
  /** The numbers of its changes that have not been answered yet. */
  readonly inFlight: Set<number>;
  ended: boolean;
  closed: boolean;
}

export function createEdits(send: (message: FromPanel) => void): Edits {
  const queue: ActiveStroke[] = [];
  let strokes = Date.now();
  let requests = strokes;
  let document = '';
  let shown = 0;
  /** The latest version that one of these changes made. */
  let written = 0;
  let answered: Answered | null = null;

  function pump(): void {
    const active = queue[0];
    if (active === undefined) return;
    if (active.latest === null || active.closed) {
      if (!active.ended || active.inFlight.size > 0) return;
      queue.shift();
      pump();
      return;
    }
    if (active.inFlight.size === MOST_IN_FLIGHT || (!active.waiting && !active.ended)) return;
    const { stroke, latest: change, ended: last } = active;
    active.waiting = false;
    const request = ++requests;
    active.inFlight.add(request);
    active.closed = last;
    const textVersion = Math.max(shown, written);
    send({ type: 'edit', request, stroke, textVersion, last, change });
  }

  function close(active: ActiveStroke): void {
    active.latest = null;
    active.closed = true;
  }

  function giveUp(): void {
    written = 0;
    for (const active of queue) {
      close(active);
      active.inFlight.clear();
    }
    pump();
  }

  return {
    begin() {
      const active: ActiveStroke = {
        stroke: ++strokes,
        latest: null,
        waiting: false,
        inFlight: new Set(),
        ended: false,
        closed: false,
      };
      queue.push(active);
      const take = (change: Change) => {
        active.latest = change;
        active.waiting = true;
      };
      return {
        change(change) {
          take(change);
          pump();
        },
        end(last) {
          if (last) take(last);
          active.ended = true;
          pump();
        },
      };
    },
    get pending() {
      return queue.length > 0 || shown < written;
    },
    receive(nextDocument, textVersion, done) {
      // Versions begin again in another text, and never decrease in the same one.
      if (nextDocument !== document || textVersion < shown) giveUp();
      document = nextDocument;
      shown = textVersion;
      if (done === null || done === answered) return;
      answered = done;
      const active = queue[0];
      if (!active?.inFlight.delete(done.request)) return;
      if (done.textVersion === null) {
        // Whatever was waiting was meant for another text.
        written = 0;
        close(active);
      } else written = done.textVersion;
      pump();
    },
  };
}
