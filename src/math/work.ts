/**
 * Long computations as generators: they yield between short pieces of work, so that whoever drives them can look after
 * something else, or drop the rest. What they compute does not depend on who drives them, nor when.
 */
export type Work<T> = Generator<void, T>;

/** All of it at once. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
