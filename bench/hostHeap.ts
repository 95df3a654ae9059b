/**
 * The JavaScript heap of a Node process that is running, through its inspector, which a signal opens. Collects garbage before each look, so
 * that what is seen is what is held.
 */
import { setTimeout as delay } from 'node:timers/promises';

/** Where Node's inspector listens when a signal has opened it. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';

interface Answer {
  readonly id: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

export class HostHeap {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #calls = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
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
    return heap;
  }

  /** Bytes in use after a collection. */
  async used(): Promise<number> {
    await this.#call('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#call('Runtime.getHeapUsage');
    return usedSize as number;
  }

  close(): void {
    this.#socket.close();
  }

  async #call(method: string, params = {}): Promise<Record<string, unknown>> {
    const id = ++this.#calls;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }
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
