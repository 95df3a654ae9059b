/** Entry of a worker: reads, plans and runs experiments, away from the thread that answers the user. */
import workerpool from 'workerpool';
import { refusalText } from '../diagnostics/refusal.js';
import { pinned } from '../disk/dataFiles.js';
import { runBatch } from '../engine/batch.js';
import { type PixelEnds, pixelEnds } from '../flow/basins.js';
import type { RunSection } from '../model/run.js';
import { cannotRun } from '../model/runnable.js';
import type { WrittenProblem } from '../model/written.js';
import { type Files, NO_FILES } from '../spec/files/port.js';
import { type ImportAnswer, type ImportOrder, importFile } from '../spec/imports/import.js';
import { readSpec } from '../spec/read.js';
import { type BasinPiece, flowOf } from './basins.js';
import { type DataOrder, dataFile } from './dataFile.js';
import { problemsOf } from './generate/problems.js';
import { decideInstances } from './instanceVerdicts.js';
import { copiedMatrix, type MatrixOrder } from './matrixText.js';
import { plan } from './plan.js';
import { PlanError } from './planError.js';
import type { Batch, Experiment, News, PlanAnswer } from './wire.js';

/** Between two messages of one batch, after the first. */
const MILLISECONDS_BETWEEN_NEWS = 16;

warmUp();

workerpool.worker({
  basins: (piece: BasinPiece): PixelEnds => pixelEnds(flowOf(piece), piece.square, piece.pixels),

  dataFile: (order: DataOrder): Uint8Array => dataFile(order, pinned(order.files ?? [])),

  imported: (order: ImportOrder): ImportAnswer => importFile(order),

  matrix: (order: MatrixOrder) => copiedMatrix(order, pinned(order.files)),

  decideInstances: (text: string): void => decideInstances(text, (news) => workerpool.workerEmit(news)),

  plan(experiment: Experiment): PlanAnswer {
    try {
      const read =
        'text' in experiment ? readText(experiment.text, pinned(experiment.files ?? [])) : experiment;
      if ('refused' in read) return read;
      return { plan: plan(read.problems, read.run, experiment.recordAt) };
    } catch (error) {
      if (error instanceof PlanError) return { refused: error.message };
      throw error;
    }
  },

  run(batch: Batch): void {
    let events: News['events'][number][] = [];
    let doneIterations = 0;
    let sent = 0;
    const flush = () => {
      workerpool.workerEmit({ doneIterations, events } satisfies News);
      events = [];
      sent = performance.now();
    };
    const flushIfDue = () => {
      if (performance.now() - sent >= MILLISECONDS_BETWEEN_NEWS) flush();
    };
    runBatch(batch, {
      recorded(task, from, piece) {
        events.push({ kind: 'recorded', index: batch[task]!.facts.index, from, piece });
        flushIfDue();
      },
      progress(done) {
        doneIterations = done;
        flushIfDue();
      },
      ended(task, ending, milliseconds) {
        events.push({ kind: 'ended', index: batch[task]!.facts.index, ending, milliseconds });
      },
    });
    flush();
  },
});

/**
 * Does once what every experiment does, so that the first one of a person runs compiled code: it takes some milliseconds while nobody waits, and
 * saves some tens of milliseconds at the first save.
 */
function warmUp(): void {
  const read = readText(
    'bandit:\n  rewards: [2, 1]\n  features: [[1, 0], [0, 1]]\nrun:\n  iterations: 1e5\n',
    NO_FILES,
  );
  if ('refused' in read) throw new Error(read.refused);
  const { cells } = plan(read.problems, read.run);
  runBatch(cells, { recorded() {}, progress() {}, ended() {} });
}

/** @throws PlanError when a family cannot be generated. */
function readText(
  text: string,
  files: Files,
): { refused: string } | { problems: readonly WrittenProblem[]; run: RunSection } {
  const { bandit, mdp, family, run, issues } = readSpec(text, files);
  const errors = issues.filter((issue) => issue.severity === 'error');
  const reason = cannotRun(errors.length, { bandit, mdp, family, run });
  if (reason === null) return { problems: problemsOf({ bandit, mdp, family }), run: run! };
  const words = refusalText(reason, errors.length);
  const [first] = errors;
  return { refused: first ? `${words} ${first.message}` : words };
}
