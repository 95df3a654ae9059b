/** The pace of an experiment and its remaining time, as a terminal and the panel show them; and durations. */

/** In milliseconds: before this, measurements say little about what is to come. */
const TELLING = 300;

/**
 * `45.2 million iterations/s · 3 min 5 s left`, assuming that the rest is as fast as what is done.
 *
 * @param doneIterations the iterations done by all runs, out of `totalIterations`. @param milliseconds since the experiment began.
 * @returns null while it is too early to say.
 */
export function pace(doneIterations: number, totalIterations: number, milliseconds: number): string | null {
  if (milliseconds < TELLING || doneIterations === 0) return null;
  const left = (milliseconds * (totalIterations - doneIterations)) / doneIterations;
  const millions = doneIterations / milliseconds / 1000;
  return `${millions.toPrecision(3)} million iterations/s · ${timeLeft(left)} left`;
}

/** `42 s`, `3 min 5 s`, `2 h 10 min`. */
function timeLeft(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A duration: `84 ms`, `3.2 s`, `2 min 5 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return 'under 1 ms';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
