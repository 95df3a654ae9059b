/**
 * `npm run bench:keystroke [repeats]`: milliseconds from sending a keystroke (`textDocument/didChange`) to the language server,
 * in a process of its own as it is shipped, to the first diagnostics of that version and to the complete ones.
 *
 * - *alone*: the server is idle when the keystroke comes;
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
import { random } from './random.js';
import { spread } from './spread.js';

const SIZES = [
  [4, 2],
  [20, 10],
  [100, 20],
  [1000, 50],
] as const;

/** Rewards in and out of the order that the features can give: the second kind has more to find and to say. */
const KINDS = ['order preserved', 'Gaussian'] as const;

const repeats = Number(process.argv[2] ?? 11);
const uri = 'file:///bench.linspg';
const ROW = 4;

async function main(): Promise<boolean> {
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${repeats} repeats; ms, median (least … most)`,
  );
  console.log(
    'actions × features, kind            alone: first | complete      interrupting: first | complete',
  );
  for (const [actions, dimensions] of SIZES) {
    for (const kind of KINDS) {
      // A server of its own for each, as a window has just been opened on it.
      const server = await Server.start();
      try {
        await server.open(textOf(actions, dimensions, kind));
        const alone: Answer[] = [];
        for (let n = 0; n < repeats; n++) alone.push(await (await server.keystroke()).complete);
        const interrupting: Answer[] = [];
        for (let n = 0; n < repeats; n++) {
          const dropped = await server.keystroke();
          await dropped.first;
          interrupting.push(await (await server.keystroke()).complete);
        }
        const columns = [alone, interrupting].map(
          (answers) =>
            `${spread(answers.map(({ first }) => first))} | ${spread(answers.map(({ complete }) => complete))}`,
        );
        console.log(`${`${actions}×${dimensions} ${kind}`.padEnd(28)} ${columns.join('    ')}`);
      } finally {
        await server.stop();
      }
    }
  }
  return true;
}

/** A bandit in the language, one action a line; feature 1 of the first action is a single digit after the point. */
function textOf(actions: number, dimensions: number, kind: (typeof KINDS)[number]): string {
  const { uniform, normal } = random(1, actions);
  const theta = Array.from({ length: dimensions }, uniform);
  const rows = Array.from({ length: actions }, () =>
    Array.from({ length: dimensions }, () => (kind === 'Gaussian' ? normal() : uniform()).toFixed(3)),
  );
  const rewards = rows.map((row) =>
    kind === 'Gaussian'
      ? uniform().toFixed(6)
      : row.reduce((sum, x, k) => sum + Number(x) * theta[k]!, 0).toFixed(6),
  );
  const lines = rows.map(
    (row, a) => `    a${a + 1}: { reward: ${rewards[a]}, features: [${row.join(', ')}] }`,
  );
  return `title: Keystrokes\n\nbandit:\n  actions:\n${lines.join('\n')}\n`;
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
  /** Where the digit stands that every keystroke replaces. */
  #character = 0;
  readonly #waiting = new Map<number, { diagnostics(): void; complete(): void; fail(why: string): void }>();
  #newest = 0;

  private constructor(
    private readonly child: ReturnType<typeof spawn>,
    private readonly connection: ProtocolConnection,
  ) {
    connection.onNotification(
      'textDocument/publishDiagnostics',
      ({ version }: { readonly version: number }) => {
        if (version < this.#newest) {
          this.#waiting.get(this.#version)?.fail(`version ${version} was told after ${this.#newest}`);
        }
        this.#newest = version;
        this.#waiting.get(version)?.diagnostics();
      },
    );
    connection.onNotification(ANALYSIS_NOTIFICATION, ({ version, complete }: AnalysisParams) => {
      if (complete) this.#waiting.get(version)?.complete();
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
    await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
    await connection.sendNotification('initialized', {});
    return new Server(child, connection);
  }

  async open(text: string): Promise<void> {
    this.#character = text.split('\n')[ROW]!.indexOf('[') + 4;
    const { complete } = await this.#send(() =>
      this.connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'linspg', version: this.#version, text },
      }),
    );
    await complete;
  }

  keystroke(): Promise<Sent> {
    return this.#send(() => {
      const start = { line: ROW, character: this.#character };
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
