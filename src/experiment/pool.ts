/** The one place that knows what kind of worker there is. */
import workerpool from 'workerpool';

export type WorkerPool = ReturnType<typeof workerpool.pool>;
export type WorkerTask = ReturnType<WorkerPool['exec']>;

/** What a worker is told when it starts. */
export interface WorkerStart {
  /** Does it do once what every experiment does, while nobody waits for it? */
  readonly isWarmed: boolean;
}

/** After this a worker counts as ended. */
const MOST_MILLISECONDS_TO_END = 2000;

/**
 * A pool whose workers run `script`: threads in Node, Web Workers in a browser.
 *
 * @param ready how many stand ready before they are needed. @param most how many there are at most.
 * @param onStopped called each time a worker has come to its end.
 */
export function createPool(
  script: string,
  { ready, most }: { readonly ready: number; readonly most: number },
  onStopped: () => void = () => {},
): WorkerPool {
  return workerpool.pool(script, {
    workerType: workerpool.platform === 'browser' ? 'web' : 'thread',
    minWorkers: ready,
    maxWorkers: most,
    // A worker in the middle of a batch cannot answer a polite request to stop.
    workerTerminateTimeout: 1,
    // Where none stands ready, the first work waits for its worker, and for nothing that only later work would gain from.
    workerThreadOpts: { workerData: { isWarmed: ready > 0 } satisfies WorkerStart },
    onTerminateWorker: onStopped,
  });
}

/** Did the worker end under the task, rather than the task fail? */
export function isWorkerDeath(error: unknown): boolean {
  return error instanceof workerpool.TerminateError;
}

/** Ends every worker, also those that are about to be replaced. */
export async function closePool(pool: WorkerPool): Promise<void> {
  // Else the pool, closed or not, replaces a worker whose task was cancelled a moment ago.
  Object.assign(pool, { minWorkers: 0 });
  // One that ended by itself never says that it is terminated.
  await pool.terminate(true, MOST_MILLISECONDS_TO_END).catch(() => undefined);
}
