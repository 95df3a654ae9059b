/** The only place that knows what kind of worker there is. */
import workerpool from 'workerpool';

export type WorkerPool = ReturnType<typeof workerpool.pool>;
export type WorkerTask = ReturnType<WorkerPool['exec']>;

/** The data that a worker receives when it starts. */
export interface WorkerStart {
  /** Does the worker do, while nobody waits, once what every experiment does? */
  readonly isWarmed: boolean;
}

/** After this time a worker counts as ended. */
const MOST_MILLISECONDS_TO_END = 2000;

/**
 * A pool whose workers run `script`: threads in Node, Web Workers in a browser.
 *
 * @param ready how many workers are started before they are needed. @param most the most workers at a time.
 * @param onStopped called each time a worker has ended.
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
    // A worker in the middle of a batch cannot answer a request to stop.
    workerTerminateTimeout: 1,
    // If no worker is started in advance, the first work waits for its worker, so the worker does nothing that only later work would gain from.
    workerThreadOpts: { workerData: { isWarmed: ready > 0 } satisfies WorkerStart },
    onTerminateWorker: onStopped,
  });
}

/** Did the worker end during the task, rather than the task fail? */
export function isWorkerDeath(error: unknown): boolean {
  return error instanceof workerpool.TerminateError;
}

/** Ends every worker, including those that are about to be replaced. */
export async function closePool(pool: WorkerPool): Promise<void> {
  // Otherwise the pool, even when closed, replaces a worker whose task was just cancelled.
  Object.assign(pool, { minWorkers: 0 });
  // A worker that ended by itself never reports that it is terminated.
  await pool.terminate(true, MOST_MILLISECONDS_TO_END).catch(() => undefined);
}
