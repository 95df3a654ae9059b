/** The entry point of a worker: reads, plans and runs experiments, away from the thread that answers the user. */
import { createHash } from 'node:crypto';
import { workerData } from 'node:worker_threads';
import workerpool from 'workerpool';
import { pinned } from '../disk/dataFiles.js';
import { runBatch } from '../engine/batch.js';
import { type PixelEnds, pixelEnds } from '../flow/basins.js';
import type { ImportAnswer, ImportOrder } from '../spec/imports/import.js';
import type { Extracted } from '../spec/rewrites/toFile.js';
import { type BasinPiece, flowOf } from './basins.js';
import type { ProofOrder } from './certify.js';
import type { DataOrder } from './dataFile.js';
import type { ExtractionAnswer, ExtractionOrder } from './extraction.js';
import type { MatrixOrder } from './matrixText.js';
import type { WorkerStart } from './pool.js';
import type { HitAnswer, HitOrder } from './searchHit.js';
import type { PhaseAnswer, PhaseOrder, PointAnswer, PointOrder } from './textPhases.js';
import type { Batch, Experiment, News, PlanAnswer } from './wire.js';

/** The time between two messages of one batch, after the first. */
const MILLISECONDS_BETWEEN_NEWS = 16;

/** A worker that only runs batches need not load the reader of the language. */
const reading = () => import('./reading.js');

workerpool.worker({
  basins: (piece: BasinPiece): PixelEnds => pixelEnds(flowOf(piece), piece.square, piece.pixels),

  dataFile: async (order: DataOrder): Promise<Uint8Array> =>
    (await reading()).dataFile(order, pinned(order.files ?? [])),

  imported: async (order: ImportOrder): Promise<ImportAnswer> => (await reading()).importFile(order),

  extraction: async (order: ExtractionOrder): Promise<ExtractionAnswer> =>
    (await reading()).extraction(order, pinned(order.files)),

  movable: async (order: Pick<ExtractionOrder, 'text' | 'files'>): Promise<Extracted[]> =>
    (await reading()).movable(order.text, pinned(order.files)),

  matrix: async (order: MatrixOrder) => (await reading()).copiedMatrix(order, pinned(order.files)),

  decideInstances: async (text: string): Promise<void> =>
    (await reading()).decideInstances(text, (news) => workerpool.workerEmit(news)),

  phases: async (order: PhaseOrder): Promise<PhaseAnswer> =>
    (await reading()).textPhases(order, pinned(order.files), (news) => workerpool.workerEmit(news)),

  pointedNumber: async (order: PointOrder): Promise<PointAnswer> =>
    (await reading()).pointedNumber(order, pinned(order.files)),

  proofFile: async (order: ProofOrder): Promise<Uint8Array> =>
    (await reading()).proofFile(order, sha256, pinned(order.files ?? [])),

  searchHit: async (order: HitOrder): Promise<HitAnswer> =>
    (await reading()).searchHit(order, (news) => workerpool.workerEmit(news)),

  plan: async (experiment: Experiment): Promise<PlanAnswer> =>
    (await reading()).planned(experiment, pinned(('text' in experiment && experiment.files) || [])),

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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

if ((workerData as WorkerStart | null)?.isWarmed) void reading().then(({ warmUp }) => warmUp());
