/**
 * The JavaScript heaps of a running Node process and of its worker threads, through its inspector, which a signal opens. Garbage is
 * collected before each measurement, so that only what is held counts.
 */
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Where Node's inspector listens when a signal has opened it. */
const PORT = 9229;

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

export class NodeHeap {
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
  static async of(pid: number): Promise<NodeHeap> {
    process.kill(pid, 'SIGUSR1');
    const first = await NodeHeap.#at(PORT);
    const { result } = await first.#call('Runtime.evaluate', { expression: 'process.pid' });
    const found = (result as { value?: unknown }).value;
    if (found !== pid) throw new Error(`The inspector at port ${PORT} is that of ${found}, not of ${pid}.`);
    // The port is moved, so that the signal can open the inspector of another process.
    const port = await freePort();
    const gone = new Promise((resolve) => first.#socket.addEventListener('close', resolve));
    await first.#call('Runtime.evaluate', {
      expression: `{
        const inspector = process.getBuiltinModule('node:inspector');
        setImmediate(() => {
          inspector.close();
          inspector.open(${port});
        });
      }`,
    });
    await gone;
    const heap = await NodeHeap.#at(port);
    await heap.#call('NodeWorker.enable', { waitForDebuggerOnStart: false });
    return heap;
  }

  static async #at(port: number): Promise<NodeHeap> {
    const socket = new WebSocket(await address(port));
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new NodeHeap(socket);
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

async function address(port: number): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const targets = await fetch(`http://127.0.0.1:${port}/json/list`).then(
      (response) => response.json() as Promise<{ webSocketDebuggerUrl: string }[]>,
      // It is not open yet.
      () => [],
    );
    if (targets[0]) return targets[0].webSocketDebuggerUrl;
    await delay(100);
  }
  throw new Error(`No inspector opened at port ${port}.`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
