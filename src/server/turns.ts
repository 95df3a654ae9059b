/** Work in short turns of the event loop, so that the next message never waits for the whole. */

/** How long one turn may take, in milliseconds, unless a single step takes longer. */
const TURN = 10;

/** The result of `steps`, or null as soon as `isWanted` says no. */
export async function inTurns<T>(steps: Generator<unknown, T>, isWanted: () => boolean): Promise<T | null> {
  for (;;) {
    const started = performance.now();
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() - started < TURN);
    await new Promise(setImmediate);
    if (!isWanted()) return null;
  }
}
