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
    const rate = (doneIterations / milliseconds) * 1000;
    this.stream.write(
      `\r\x1b[K${share} % · ${rate.toPrecision(3)} iterations/s · ${Math.ceil(left / 1000)} s left`,
    );
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.stream.write('\r\x1b[K');
    this.#shown = false;
  }
}
