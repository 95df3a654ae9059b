/** What is read of an action whose part of a picture is pointed at, or has the focus. */

export interface Readout {
  /** Reads the action while the pointer is on its part, or the focus in it. */
  follow(action: number, part: SVGElement): void;
  /** What is read may be about numbers that have changed under the hand. */
  refresh(): void;
}

/**
 * @param parts those that are drawn, by action
 * @param wordsOf what is to be read of an action; empty: nothing
 * @param read called with that; empty: of none
 */
export function createReadout(
  parts: () => Iterable<readonly [action: number, part: SVGElement]>,
  wordsOf: (action: number) => string,
  read: (words: string) => void,
): Readout {
  let seen: number | null = null;

  /** @param pointed null: none is pointed at, so that with the focus is read, if there is one */
  function readOf(pointed: number | null): void {
    seen = pointed ?? [...parts()].find(([, part]) => part === document.activeElement)?.[0] ?? null;
    read(seen === null ? '' : wordsOf(seen));
  }

  return {
    follow(action, part) {
      for (const event of ['focus', 'pointerenter']) part.addEventListener(event, () => readOf(action));
      for (const event of ['blur', 'pointerleave']) part.addEventListener(event, () => readOf(null));
    },
    refresh() {
      if (seen !== null) readOf(seen);
    },
  };
}
