/**
 * Long computations as generators: they yield between short pieces of work, so that the caller can do something else in between or drop the rest.
 * Their results do not depend on when they are advanced.
 */
export type Work<T> = Generator<undefined, T>;

/** Counts work and says when it is time for a pause. */
export class Pauses {
  #done = 0;

  /** @param most the amount of work between two pauses */
  constructor(private readonly most: number) {}

  /** @returns whether to pause after this much more work */
  after(work: number): boolean {
    this.#done += work;
    if (this.#done < this.most) return false;
    this.#done = 0;
    return true;
  }
}

/** Runs a computation to its end and returns its result. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
