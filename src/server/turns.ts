/** Work in short turns of the event loop, so that the next message never waits for the whole. */

import type { Work } from '../math/work.js';

/** How long one turn may take, in milliseconds, unless a single step takes longer. */
const TURN = 4;

/**
 * A long computation that goes on for as long as somebody waits for it, and is kept where it stands when nobody does: the next one who asks goes on
 * from there.
 */
export class Search<T> {
  #latest: T | null = null;
  #isDone = false;

  /** @param steps may yield what is known so far, and return the whole */
  constructor(private readonly steps: Generator<unknown, T>) {}

  /** What is known so far; null: nothing. */
  get latest(): T | null {
    return this.#latest;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Goes on until all is known, or `isWanted` says no. */
  async goOn(isWanted: () => boolean): Promise<void> {
    while (!this.#isDone && isWanted()) {
      const started = performance.now();
      do {
        const step = this.steps.next();
        if (step.value !== undefined) this.#latest = step.value as T;
        this.#isDone = step.done === true;
      } while (!this.#isDone && performance.now() - started < TURN);
      await new Promise(setImmediate);
    }
  }
}

/** Searches that are kept for as long as the problem that they are about. */
export class Searches {
  readonly #kept = new WeakMap<object, Map<string, Search<unknown>>>();

  /** The search of this key, begun where there is none. */
  of<T>(problem: object, key: string, begin: () => Generator<unknown, T>): Search<T> {
    const searches = this.#kept.get(problem) ?? new Map<string, Search<unknown>>();
    this.#kept.set(problem, searches);
    const search = (searches.get(key) as Search<T> | undefined) ?? new Search(begin());
    searches.set(key, search);
    return search;
  }
}

/** Where else a search may find something. It looks in the order of `scopes`: what is missing before the last one found is not there. */
export function scopesLeft<S>(
  { isDone, latest }: Search<readonly { readonly scope: S }[]>,
  scopes: readonly S[],
): S[] {
  const last = Math.max(-1, ...(latest ?? []).map(({ scope }) => scopes.indexOf(scope)));
  return isDone ? [] : scopes.slice(last + 1);
}

/** Work to its end, in such turns. */
export async function inTurns<T>(work: Work<T>): Promise<T> {
  for (;;) {
    const started = performance.now();
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() - started < TURN);
    await new Promise(setImmediate);
  }
}
