/**
 * The JavaScript heaps of a Node process that is running, and of its worker threads, through its inspector, which a signal opens. Collects
 * garbage before each look, so that what is seen is what is held.
 */
import { setTimeout as delay } from 'node:timers/promises';

/** Where Node's inspector listens when a signal has opened it. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';

interface Answer {
  readonly id: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Node's domain NodeWorker: https://github.com/nodejs/node/blob/main/src/inspector/node_protocol.pdl */
type News =
  | { readonly method: 'NodeWorker.attachedToWorker'; readonly params: { readonly sessionId: string } }
  | { readonly method: 'NodeWorker.detachedFromWorker'; readonly params: { readonly sessionId: string } }
  | {
      readonly method: 'NodeWorker.receivedMessageFromWorker';
      readonly params: { readonly message: string };
    };

type Call = (method: string, params?: object) => Promise<Record<string, unknown>>;

export class HostHeap {
  readonly #socket: WebSocket;
  /** Who was asked, a session of a worker or (null) the main thread, and who waits for the answer. */
  readonly #waiting = new Map<number, { of: string | null; hear(answer: Answer): void }>();
  readonly #workers = new Set<string>();
  #calls = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#hear(JSON.parse(String(data))));
  }

  /** @throws when the inspector does not open, or belongs to another process. */
  static async of(pid: number): Promise<HostHeap> {
    process.kill(pid, 'SIGUSR1');
    const socket = new WebSocket(await address());
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    const heap = new HostHeap(socket);
    const { result } = await heap.#call('Runtime.evaluate', { expression: 'process.pid' });
    const found = (result as { value?: unknown }).value;
    if (found !== pid) throw new Error(`The inspector at ${INSPECTOR} is that of ${found}, not of ${pid}.`);
    await heap.#call('NodeWorker.enable', { waitForDebuggerOnStart: false });
    return heap;
  }

  /** Bytes in use after a collection, by the process's main thread. */
  async used(): Promise<number> {
    return usedBy(this.#call);
  }

  /** Of each worker thread: the bytes in use after a collection. */
  async usedByWorkers(): Promise<number[]> {
    return Promise.all(
      [...this.#workers].map((sessionId) =>
        usedBy((method) =>
          this.#ask(sessionId, (id) => {
            const message = JSON.stringify({ id, method });
            void this.#call('NodeWorker.sendMessageToWorker', { sessionId, message });
          }),
        ),
      ),
    );
  }

  close(): void {
    this.#socket.close();
  }

  readonly #call: Call = (method, params = {}) =>
    this.#ask(null, (id) => this.#socket.send(JSON.stringify({ id, method, params })));

  async #ask(of: string | null, send: (id: number) => void): Promise<Record<string, unknown>> {
    const id = ++this.#calls;
    const answered = new Promise<Answer>((hear) => this.#waiting.set(id, { of, hear }));
    send(id);
    const { result, error } = await answered;
    if (error) throw new Error(error.message);
    return result ?? {};
  }

  #hear(message: Answer | News): void {
    if ('id' in message) {
      this.#waiting.get(message.id)?.hear(message);
      this.#waiting.delete(message.id);
    } else if (message.method === 'NodeWorker.receivedMessageFromWorker') {
      this.#hear(JSON.parse(message.params.message));
    } else if (message.method === 'NodeWorker.attachedToWorker') {
      this.#workers.add(message.params.sessionId);
    } else if (message.method === 'NodeWorker.detachedFromWorker') {
      const { sessionId } = message.params;
      this.#workers.delete(sessionId);
      for (const [id, { of }] of [...this.#waiting])
        if (of === sessionId)
          this.#hear({ id, error: { message: 'A worker has ended while it was asked.' } });
    }
  }
}

async function usedBy(call: Call): Promise<number> {
  await call('HeapProfiler.collectGarbage');
  const { usedSize } = await call('Runtime.getHeapUsage');
  return usedSize as number;
}

async function address(): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const targets = await fetch(INSPECTOR).then(
      (response) => response.json() as Promise<{ webSocketDebuggerUrl: string }[]>,
      // It is not open yet.
      () => [],
    );
    if (targets[0]) return targets[0].webSocketDebuggerUrl;
    await delay(100);
  }
  throw new Error(`No inspector opened at ${INSPECTOR}.`);
}
