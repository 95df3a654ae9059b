import type { NumericProblem } from '../model/problem.js';
import { groupsOf, regrouped } from './groups.js';
import { Run } from './run.js';
import type { Ending, Recording, RunJob } from './types.js';

export interface Task {
  readonly problem: NumericProblem;
  readonly job: RunJob;
}

/**
 * Receives the results while a batch runs. `from` is the index of the piece's first checkpoint; the pieces of a task come in order and without a
 * gap.
 */
export interface Sink {
  recorded(task: number, from: number, piece: Recording): void;
  /** Iterations done by all tasks together. */
  progress(doneIterations: number): void;
  /** @param milliseconds the time spent on this task; tasks that ran in lockstep share their time. */
  ended(task: number, ending: Ending, milliseconds: number): void;
}

/** How long the first recorded points wait for others before they are handed to the sink, and how long later ones do. */
const MILLISECONDS_TO_FIRST_PIECES = 8;
const MILLISECONDS_BETWEEN_PIECES = 40;
/** How long a group runs while others wait. */
const MILLISECONDS_OF_A_TURN = 10;

/** Runs the tasks to their ends, synchronously. Their results do not depend on what else is in the batch. */
export function runBatch(tasks: readonly Task[], sink: Sink): void {
  const runs = tasks.map(({ problem, job }, task) => new Run(task, problem, job));
  let publishAt = performance.now() + MILLISECONDS_TO_FIRST_PIECES;
  const publish = () => {
    for (const run of runs) run.publish((from, piece) => sink.recorded(run.task, from, piece));
    sink.progress(runs.reduce((sum, run) => sum + run.done, 0));
    publishAt = performance.now() + MILLISECONDS_BETWEEN_PIECES;
  };

  for (let groups = groupsOf(runs); groups.length > 0; groups = regrouped(groups)) {
    for (const group of groups) {
      const live = group.runs.filter((run) => run.ending === null);
      const started = performance.now();
      let now = started;
      do {
        group.advance();
        now = performance.now();
        if (now >= publishAt) publish();
      } while (live.every((run) => run.ending === null) && now - started < MILLISECONDS_OF_A_TURN);
      for (const run of live) run.milliseconds += (now - started) / live.length;
      for (const run of live) {
        if (run.ending === null) continue;
        run.publish((from, piece) => sink.recorded(run.task, from, piece));
        sink.ended(run.task, run.ending, run.milliseconds);
      }
    }
  }
  sink.progress(runs.reduce((sum, run) => sum + run.done, 0));
}
