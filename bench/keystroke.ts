/**
 * `npm run bench:keystroke [repeats]`: milliseconds from sending a keystroke (`textDocument/didChange`) to the language server,
 * in a process of its own as it is shipped, to the first diagnostics of that version and to the complete ones.
 *
 * - *alone*: the server is idle when the keystroke comes;
 * - *another document*: how long a hover over another document waits while these diagnostics are worked out;
 * - *interrupting*: it comes as soon as the first diagnostics of the keystroke before it are there, so that what is left of
 *   that analysis has to be dropped. The time runs from this second keystroke.
 *
 * Both clocks are this process's. The client's own reading of the answer is in the figure, VS Code's drawing is not.
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { program } from '../scripts/program.js';
import { ANALYSIS_NOTIFICATION, type AnalysisParams } from '../src/shared/protocol.js';
import { ALL, banditText, type Typed } from './keystroke/texts.js';
import { spread } from './spread.js';

const repeats = Number(process.argv[2] ?? 11);
const uri = 'file:///bench.linspg';
const otherUri = 'file:///other.linspg';
/** Milliseconds between two questions about another document. */
const ASKING = 20;

async function main(): Promise<boolean> {
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${repeats} repeats; ms, median (least … most)`,
  );
  console.log(
    `${'problem'.padEnd(30)} ${'alone: first'.padEnd(16)} ${'complete'.padEnd(20)} ${'interrupting: first'.padEnd(20)} ${'complete'.padEnd(20)} another document meanwhile`,
  );
  for (const typed of ALL) {
    // A server of its own for each, as a window has just been opened on it.
    const server = await Server.start();
    try {
      await server.open(typed);
      const alone: Answer[] = [];
      for (let n = 0; n < repeats; n++) alone.push(await (await server.keystroke()).complete);
      const interrupting: Answer[] = [];
      for (let n = 0; n < repeats; n++) {
        const dropped = await server.keystroke();
        await dropped.first;
        interrupting.push(await (await server.keystroke()).complete);
      }
      const waits: number[] = [];
      for (let n = 0; n < repeats; n++) waits.push(...(await server.askingMeanwhile()));
      const columns = [alone, interrupting].flatMap((answers) => [
        spread(answers.map(({ first }) => first)),
        spread(answers.map(({ complete }) => complete)),
      ]);
      console.log(
        `${typed.name.padEnd(30)} ${columns.map((column, n) => column.padEnd(n === 0 ? 16 : 20)).join(' ')} ${spread(waits)}`,
      );
    } finally {
      await server.stop();
    }
  }
  return true;
}

interface Answer {
  readonly first: number;
  readonly complete: number;
}

interface Sent {
  readonly first: Promise<void>;
  /** Never settles when a later keystroke drops it. */
  readonly complete: Promise<Answer>;
}

class Server {
  #version = 0;
  #typed: Typed | null = null;
  readonly #waiting = new Map<number, { diagnostics(): void; complete(): void; fail(why: string): void }>();
  #newest = 0;

  private constructor(
    private readonly child: ReturnType<typeof spawn>,
    private readonly connection: ProtocolConnection,
  ) {
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ uri: of, version }: { readonly uri: string; readonly version: number }) => {
        if (of !== uri) return;
        if (version < this.#newest) {
          this.#waiting.get(this.#version)?.fail(`version ${version} was told after ${this.#newest}`);
        }
        this.#newest = version;
        this.#waiting.get(version)?.diagnostics();
      },
    );
    connection.onNotification(ANALYSIS_NOTIFICATION, ({ uri: of, version, complete }: AnalysisParams) => {
      if (of === uri && complete) this.#waiting.get(version)?.complete();
    });
  }

  static async start(): Promise<Server> {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('../dist/server.cjs', import.meta.url)), '--stdio'],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    process.once('exit', () => child.kill());
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    connection.listen();
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
      initializationOptions: { analyses: true },
    });
    await connection.sendNotification('initialized', {});
    return new Server(child, connection);
  }

  async open(typed: Typed): Promise<void> {
    this.#typed = typed;
    const { complete } = await this.#send(() =>
      this.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'linspg', version: this.#version, text: typed.text },
      }),
    );
    await complete;
    const { text } = banditText(4, 2, 'Gaussian');
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: otherUri, languageId: 'linspg', version: 1, text },
    });
  }

  /** A keystroke, and until its diagnostics are complete one hover after the other over another document: how long each waits. */
  async askingMeanwhile(): Promise<number[]> {
    const sent = await this.keystroke();
    let isComplete = false;
    const complete = sent.complete.then(() => {
      isComplete = true;
    });
    const waits: number[] = [];
    while (!isComplete) {
      const asked = performance.now();
      await this.connection.sendRequest('textDocument/hover', {
        textDocument: { uri: otherUri },
        position: { line: 2, character: 2 },
      });
      waits.push(performance.now() - asked);
      await Promise.race([complete, new Promise((resolve) => setTimeout(resolve, ASKING))]);
    }
    return waits;
  }

  keystroke(): Promise<Sent> {
    return this.#send(() => {
      const { line, character } = this.#typed!;
      const start = { line, character };
      return this.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: this.#version },
        contentChanges: [
          {
            range: { start, end: { ...start, character: start.character + 1 } },
            text: String(this.#version % 10),
          },
        ],
      });
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest('shutdown');
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }

  async #send(notify: () => Promise<void>): Promise<Sent> {
    this.#version++;
    let sent = 0;
    let firstAt: number | null = null;
    let sawFirst: () => void;
    let sawAll: (answer: Answer) => void;
    let failed: (error: Error) => void;
    const first = new Promise<void>((resolve) => {
      sawFirst = resolve;
    });
    const complete = new Promise<Answer>((resolve, reject) => {
      sawAll = resolve;
      failed = reject;
    });
    this.#waiting.set(this.#version, {
      diagnostics() {
        firstAt ??= performance.now() - sent;
        sawFirst();
      },
      complete() {
        // The complete diagnostics are published just before the analysis that says so.
        if (firstAt === null) failed(new Error('An analysis was complete before its first diagnostics.'));
        else sawAll({ first: firstAt, complete: performance.now() - sent });
      },
      fail: (why) => failed(new Error(`The server broke the order of versions: ${why}.`)),
    });
    sent = performance.now();
    await notify();
    return { first, complete };
  }
}

await program(main);
