import { emptyRecording, extend, type Growing } from '../engine/recording.js';
import type { Ending, Recording } from '../engine/types.js';
import type { ExperimentEvent, RunFacts, RunResult } from './types.js';

/** One run so far; its ending and its time are null until it has ended. */
interface Line {
  readonly facts: RunFacts;
  readonly recording: Growing;
  ending: Ending | null;
  milliseconds: number | null;
}

/** Collects the events of one experiment into its results. It needs every event, in order. */
export class Results {
  #lines: Line[] = [];

  add(event: ExperimentEvent): void {
    switch (event.kind) {
      case 'planned':
        this.#lines = event.runs.map((facts) => ({
          facts,
          recording: emptyRecording(),
          ending: null,
          milliseconds: null,
        }));
        break;
      case 'recorded':
        append(this.#line(event.index), event.from, event.piece);
        break;
      case 'ended':
        Object.assign(this.#line(event.index), { ending: event.ending, milliseconds: event.milliseconds });
        break;
    }
  }

  /** Every planned run, in the order of the plan. A view: it grows with the following events, until the next plan. */
  all(): readonly Readonly<Line>[] {
    return this.#lines;
  }

  /** Every run that has ended, in the order of the plan. */
  finished(): RunResult[] {
    return this.#lines.filter((line) => line.ending !== null) as RunResult[];
  }

  #line(index: number): Line {
    const line = this.#lines[index];
    if (!line) throw new Error(`An event about run ${index} of ${this.#lines.length} planned ones.`);
    return line;
  }
}

function append({ facts, recording }: Line, from: number, piece: Recording): void {
  if (from !== recording.iterations.length) {
    throw new Error(
      `Run ${facts.index}: checkpoint ${from} came after ${recording.iterations.length} checkpoints.`,
    );
  }
  extend(recording, piece);
}
