/** Work in short turns of the event loop, so that the next message never waits for all of it. */

import type { Work } from '../math/work.js';

/** How long one turn may take, in milliseconds, unless a single step takes longer. */
const TURN = 4;

/**
 * A long computation that continues as long as somebody waits for it. It pauses when nobody does, and the next request
 * continues it.
 */
export class Search<T> {
  #latest: T | null = null;
  #isDone = false;

  /** @param steps may yield what is known so far, and returns the complete result */
  constructor(private readonly steps: Generator<unknown, T>) {}

  /** The latest result; null: none yet. */
  get latest(): T | null {
    return this.#latest;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  /** Continues until the result is complete, or `isWanted` returns false. */
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

/** Searches, which are kept as long as the problem that they are about. */
export class Searches {
  readonly #kept = new WeakMap<object, Map<string, Search<unknown>>>();

  /** The search with this key; it is begun if there is none. */
  of<T>(problem: object, key: string, begin: () => Generator<unknown, T>): Search<T> {
    const searches = this.#kept.get(problem) ?? new Map<string, Search<unknown>>();
    this.#kept.set(problem, searches);
    const search = (searches.get(key) as Search<T> | undefined) ?? new Search(begin());
    searches.set(key, search);
    return search;
  }
}

/** The scopes in which a search may still find something. It goes through `scopes` in order: a scope before the last one with a result has none. */
export function scopesLeft<S>(
  { isDone, latest }: Search<readonly { readonly scope: S }[]>,
  scopes: readonly S[],
): S[] {
  const last = Math.max(-1, ...(latest ?? []).map(({ scope }) => scopes.indexOf(scope)));
  return isDone ? [] : scopes.slice(last + 1);
}

/** Runs work to its end in such turns. */
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
