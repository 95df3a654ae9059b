/** Runs experiments on a pool of workers. Nothing heavy happens on the caller's thread. */

import { faultMessage } from '../borders/fault.js';
import { skip } from '../engine/recording.js';
import type { BasinMap } from '../flow/basins.js';
import { isMdp } from '../model/numericMdp.js';
import { optimumNumbers } from '../model/processNumbers.js';
import type { ImportAnswer, ImportOrder } from '../spec/imports/import.js';
import type { Extracted } from '../spec/rewrites/toFile.js';
import { type BasinOrder, type BasinProblem, mapBasins } from './basins.js';
import { batches, Portion } from './batches.js';
import type { ProofOrder } from './certify.js';
import type { DataOrder } from './dataFile.js';
import type { ExtractionAnswer, ExtractionOrder } from './extraction.js';
import type { FamilyNews } from './instanceVerdicts.js';
import type { copiedMatrix, MatrixOrder } from './matrixText.js';
import { closePool, createPool, isWorkerDeath, type WorkerPool, type WorkerTask } from './pool.js';
import type { HitAnswer, HitOrder, SearchNews } from './searchHit.js';
import type { PhaseAnswer, PhaseNews, PhaseOrder, PointAnswer, PointOrder } from './textPhases.js';
import type { ExperimentEvent, Plan } from './types.js';
import type { Batch, News, Order, PlanAnswer } from './wire.js';

export interface RunnerOptions {
  /** The path (Node) or address (browser) of the bundled worker. */
  readonly script: string;
  /** How many batches of one experiment run at once; one for each core. */
  readonly workers: number;
  /** How many workers are started before they are needed; by default one more than `workers`. */
  readonly ready?: number;
  /** Called each time a worker has ended. */
  readonly onWorkerStopped?: () => void;
}

/** This many workers may die during a job before the experiment fails. */
const MOST_DEATHS = 3;

const MILLISECONDS_BETWEEN_PROGRESS = 50;

export class ExperimentRunner {
  readonly #pool: WorkerPool;
  readonly #script: string;
  readonly #workers: number;
  readonly #disposed = new AbortController();

  /** Starts the workers, so that they are ready when the first experiment comes. */
  constructor({ script, workers, ready = workers + 1, onWorkerStopped }: RunnerOptions) {
    this.#pool = createPool(script, { ready, most: 4 * (workers + 1) }, onWorkerStopped);
    this.#script = script;
    this.#workers = workers;
  }

  /**
   * Runs one experiment and resolves when it has finished, failed or been aborted.
   *
   * Events come in this order: `planned`, then `recorded`, `progress` and `ended` of its runs, and last `finished` or `failed`. After an
   * abort there is no further event, and its workers are stopped at once. Several experiments may run at the same time.
   * Errors are reported by `failed`; the promise never rejects.
   */
  async run(order: Order, onEvent: (event: ExperimentEvent) => void, signal: AbortSignal): Promise<void> {
    const started = performance.now();
    const until = AbortSignal.any([signal, this.#disposed.signal]);
    const scope = new Scope(this.#pool, this.#script, until);
    const emit = (event: ExperimentEvent) => {
      if (until.aborted || scope.closed) return;
      onEvent(event);
      if (event.kind === 'finished' || event.kind === 'failed') scope.close();
    };
    try {
      const answer = 'plan' in order ? order : ((await scope.exec('plan', order)) as PlanAnswer);
      if ('refused' in answer) emit({ kind: 'failed', message: answer.refused });
      else {
        const kept = 'plan' in order && order.kept === true;
        await this.#runPlan(answer.plan, kept, scope, emit, started);
        emit({ kind: 'finished', milliseconds: performance.now() - started });
      }
    } catch (error) {
      emit({ kind: 'failed', message: faultMessage(error) });
    } finally {
      scope.close();
    }
  }

  /** Maps basins of attraction in parallel to everything else: see `mapBasins`. */
  async basins(
    problem: BasinProblem,
    order: BasinOrder,
    onLevel: (map: BasinMap) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const until = AbortSignal.any([signal, this.#disposed.signal]);
    await mapBasins(this.#pool, this.#workers, problem, order, onLevel, until).catch(this.#named);
  }

  /**
   * Publishes what is known of the instances of a text's family, in parallel to everything else: see `decideInstances`. Resolves when everything is
   * published, or when the signal has aborted; after that nothing more is published. Rejects with the error.
   */
  async decideInstances(
    text: string,
    onNews: (news: FamilyNews) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#told('decideInstances', text, onNews, signal);
  }

  /** The smallest hit of a search, or that there is none, beside whatever else runs; null when the signal has aborted. Rejects with what went wrong. */
  async searchHit(
    order: HitOrder,
    onNews: (news: SearchNews) => void,
    signal: AbortSignal,
  ): Promise<HitAnswer | null> {
    return (await this.#told('searchHit', order, onNews, signal)) as HitAnswer | null;
  }

  /** The phase diagram of a text, beside whatever else runs; null when the signal has aborted. Rejects with what went wrong. */
  async phases(
    order: PhaseOrder,
    onNews: (news: PhaseNews) => void,
    signal: AbortSignal,
  ): Promise<PhaseAnswer | null> {
    return (await this.#told('phases', order, onNews, signal)) as PhaseAnswer | null;
  }

  /** The number at a place of a text, in words, or why there is none. Rejects with the error. */
  async pointedNumber(order: PointOrder): Promise<PointAnswer> {
    return (await this.#pool.exec('pointedNumber', [order]).catch(this.#named)) as PointAnswer;
  }

  /** One task that tells news, dropped with its worker when the signal aborts. @returns null then, and nothing more is told */
  async #told<T>(
    method: string,
    argument: unknown,
    onNews: (news: T) => void,
    signal: AbortSignal,
  ): Promise<unknown> {
    const until = AbortSignal.any([signal, this.#disposed.signal]);
    if (until.aborted) return null;
    const task = this.#pool.exec(method, [argument], {
      on: (news: T) => {
        if (!until.aborted) onNews(news);
      },
    });
    const cancel = () => task.cancel();
    until.addEventListener('abort', cancel);
    try {
      return await task;
    } catch (error) {
      if (!until.aborted) this.#named(error);
      return null;
    } finally {
      until.removeEventListener('abort', cancel);
    }
  }

  /** The bytes of a data file, made in parallel to everything else. Rejects with the error. */
  async dataFile(order: DataOrder): Promise<Uint8Array> {
    return (await this.#pool.exec('dataFile', [order]).catch(this.#named)) as Uint8Array;
  }

  /** A new spec from a file of numbers, or the question that has to be answered first. Rejects with the error. */
  async imported(order: ImportOrder): Promise<ImportAnswer> {
    return (await this.#pool.exec('imported', [order]).catch(this.#named)) as ImportAnswer;
  }

  /** What of a text can be moved into a file. Rejects with the error. */
  async movable(order: Pick<ExtractionOrder, 'text' | 'files'>): Promise<Extracted[]> {
    return (await this.#pool.exec('movable', [order]).catch(this.#named)) as Extracted[];
  }

  /** The numbers of a text as a file, and the edits of the text; or why there is none. Rejects with the error. */
  async extraction(order: ExtractionOrder): Promise<ExtractionAnswer> {
    return (await this.#pool.exec('extraction', [order]).catch(this.#named)) as ExtractionAnswer;
  }

  /** The matrix of the problem of a text, for another program; or, as a sentence, why there is none. Rejects with the error. */
  async matrix(order: MatrixOrder): Promise<ReturnType<typeof copiedMatrix>> {
    return (await this.#pool.exec('matrix', [order]).catch(this.#named)) as ReturnType<typeof copiedMatrix>;
  }

  /** The bytes of a file of certificates, made in parallel to everything else. Rejects with the error. */
  async proofFile(order: ProofOrder): Promise<Uint8Array> {
    return (await this.#pool.exec('proofFile', [order]).catch(this.#named)) as Uint8Array;
  }

  /** @throws the error; if its worker ended, an error that names the file that the worker runs. */
  readonly #named = (error: unknown): never => {
    if (!isWorkerDeath(error)) throw error;
    throw new Error(`A worker ended: ${faultMessage(error)}. ${workersAre(this.#script)}`);
  };

  /** Stops every worker. The runner cannot be used afterwards. */
  async dispose(): Promise<void> {
    this.#disposed.abort();
    await closePool(this.#pool);
  }

  async #runPlan(
    plan: Plan,
    kept: boolean,
    scope: Scope,
    emit: (event: ExperimentEvent) => void,
    started: number,
  ): Promise<void> {
    // The plan is kept here and not in the worker that made it: a worker that runs a batch receives nothing until its end, so it could neither hand
    // parts to others nor take them back from one that died. Reading a plan of 1,250 cells takes this thread 3 to 4 ms, of which 1.5 are the facts
    // that are sent anyway, and writing a batch less than 1 ms; planning again would take every worker 11 to 503 ms (`npm run bench:plans`).
    const queue = batches(plan.cells, this.#workers);
    const done = new Map<Batch, number>();
    const once = new FirstReports(plan.cells.length);
    let progressAt = started;

    const receive = (batch: Batch, { doneIterations, events }: News) => {
      for (const event of events) {
        const fresh = once.filter(event);
        if (fresh) emit(fresh);
      }
      // A batch that is repeated after a death must not turn progress back.
      done.set(batch, Math.max(doneIterations, done.get(batch) ?? 0));
      const now = performance.now();
      if (now - progressAt < MILLISECONDS_BETWEEN_PROGRESS) return;
      progressAt = now;
      emit({ kind: 'progress', doneIterations: sum(done.values()), milliseconds: now - started });
    };

    // A fixed number of batches at a time, so that another experiment finds a worker at once.
    const work = async () => {
      const portion = new Portion();
      for (let batch = queue.shift(); batch; batch = queue.shift()) {
        const current = kept ? batch.slice(0, portion.size) : batch;
        if (current.length < batch.length) queue.unshift(batch.slice(current.length));
        const began = performance.now();
        await scope.exec('run', current, (news) => receive(current, news));
        portion.took(performance.now() - began);
      }
    };
    const working = Promise.all(Array.from({ length: this.#workers }, work));
    // The workers are busy now; their messages are read later.
    const problem = plan.cells[0]?.problem;
    emit({
      kind: 'planned',
      runs: plan.cells.map((cell) => cell.facts),
      totalIterations: plan.totalIterations,
      ...(problem && isMdp(problem) && { optimum: optimumNumbers(problem.optimum) }),
    });
    await working;
    emit({ kind: 'progress', doneIterations: sum(done.values()), milliseconds: performance.now() - started });
  }
}

/** The tasks of one experiment: cancelled together, and repeated if their worker dies. */
class Scope {
  readonly #tasks = new Set<WorkerTask>();
  closed = false;

  constructor(
    private readonly pool: WorkerPool,
    private readonly script: string,
    private readonly signal: AbortSignal,
  ) {
    if (signal.aborted) this.closed = true;
    signal.addEventListener('abort', this.close);
  }

  async exec(method: string, argument: unknown, on: (news: News) => void = () => {}): Promise<unknown> {
    for (let deaths = 0; !this.closed; ) {
      const task = this.pool.exec(method, [argument], { on });
      this.#tasks.add(task);
      try {
        return await task;
      } catch (error) {
        if (this.closed || !isWorkerDeath(error)) throw error;
        if (++deaths === MOST_DEATHS) {
          throw new Error(
            `A worker ended ${deaths} times in the middle of the same runs, last because: ${faultMessage(error)}. ${workersAre(this.script)}`,
          );
        }
      } finally {
        this.#tasks.delete(task);
      }
    }
    throw new Error('The experiment was stopped.');
  }

  /** Stops the tasks that still run. Nothing can be executed afterwards. */
  readonly close = (): void => {
    this.closed = true;
    this.signal.removeEventListener('abort', this.close);
    for (const task of this.#tasks) task.cancel();
  };
}

/** Passes each checkpoint and each end of a run only once, although a worker that replaces a dead one sends them again. */
class FirstReports {
  readonly #checkpoints: number[];
  readonly #ended: boolean[];

  constructor(cells: number) {
    this.#checkpoints = new Array(cells).fill(0);
    this.#ended = new Array(cells).fill(false);
  }

  filter(event: News['events'][number]): ExperimentEvent | null {
    const { index } = event;
    if (event.kind === 'ended') {
      if (this.#ended[index]) return null;
      this.#ended[index] = true;
      return event;
    }
    const { from, piece } = event;
    const known = this.#checkpoints[index]! - from;
    if (known >= piece.iterations.length) return null;
    this.#checkpoints[index] = from + piece.iterations.length;
    return known === 0 ? event : { ...event, from: from + known, piece: skip(piece, known) };
  }
}

/** A worker whose file is missing ends before it can report that. */
function workersAre(script: string): string {
  return `Workers run the file ${script}: if it is not there any more, install Lin-SPG again.`;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
