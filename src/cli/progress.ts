import type { ExperimentEvent } from '../experiment/types.js';

/** One line on a terminal that says how far an experiment is; nothing at all elsewhere. */
export class Progress {
  #total = 0;
  #shown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(event: ExperimentEvent): void {
    if (event.kind === 'planned') this.#total = event.totalIterations;
    if (event.kind === 'failed') this.clear();
    if (event.kind !== 'progress' || !this.stream.isTTY || event.milliseconds < 300) return;
    const { doneIterations, milliseconds } = event;
    const share = Math.floor((100 * doneIterations) / Math.max(1, this.#total));
    const left = (milliseconds * (this.#total - doneIterations)) / Math.max(1, doneIterations);
    const millions = doneIterations / milliseconds / 1000;
    this.stream.write(
      `\r\x1b[K${share} % · ${millions.toPrecision(3)} million iterations/s · ${duration(left)} left`,
    );
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.stream.write('\r\x1b[K');
    this.#shown = false;
  }
}

/** `42 s`, `3 min 5 s`, `2 h 10 min`. */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  return minutes < 60
    ? `${minutes} min ${seconds % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
