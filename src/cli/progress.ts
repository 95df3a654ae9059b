import { type TerminalText, terminal } from '../borders/terminal.js';
import { pace } from '../experiment/pace.js';
import type { ExperimentEvent } from '../experiment/types.js';

/** One line on a terminal that is written over again and again; nothing at all elsewhere. */
export class StatusLine {
  #shown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(text: TerminalText): void {
    if (!this.stream.isTTY) return;
    this.stream.write(`\r\x1b[K${text.source}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.stream.write('\r\x1b[K');
    this.#shown = false;
  }
}

/** Says on such a line how far an experiment is. */
export class Progress {
  #total = 0;
  readonly #line: StatusLine;

  constructor(stream: NodeJS.WriteStream) {
    this.#line = new StatusLine(stream);
  }

  show(event: ExperimentEvent): void {
    if (event.kind === 'planned') this.#total = event.totalIterations;
    if (event.kind === 'failed') this.clear();
    if (event.kind !== 'progress') return;
    const { doneIterations, milliseconds } = event;
    const words = pace(doneIterations, this.#total, milliseconds);
    if (words === null) return;
    this.#line.show(terminal`${Math.floor((100 * doneIterations) / this.#total)} % · ${words}`);
  }

  clear(): void {
    this.#line.clear();
  }
}
