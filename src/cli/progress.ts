import { pace } from '../experiment/pace.js';
import type { ExperimentEvent } from '../experiment/types.js';

/** One line on a terminal with the progress of an experiment; nothing if there is no terminal. */
export class Progress {
  #total = 0;
  #shown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(event: ExperimentEvent): void {
    if (event.kind === 'planned') this.#total = event.totalIterations;
    if (event.kind === 'failed') this.clear();
    if (event.kind !== 'progress' || !this.stream.isTTY) return;
    const { doneIterations, milliseconds } = event;
    const words = pace(doneIterations, this.#total, milliseconds);
    if (words === null) return;
    this.stream.write(`\r\x1b[K${Math.floor((100 * doneIterations) / this.#total)} % · ${words}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.stream.write('\r\x1b[K');
    this.#shown = false;
  }
}
